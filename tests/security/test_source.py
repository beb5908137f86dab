"""Places in our own code that an attack would need: counted, reviewed, and bounded."""

import csv
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import prima
from tests.security.source import sinks

HERE = Path(__file__)
SOURCE = HERE.parents[2] / "src" / "prima"
REVIEWED = HERE.with_name("sinks.csv")

# What makes a pattern with two ways to match try both, over and over.
WORST = {
    "letters": "a", "digits": "1", "spaces": " ", "dots": ".", "dashes": "-", "at": "@",
    "digit and space": "1 ", "digit and dot": "1.", "letter and dot": "a.", "slashes": "/",
    "line ends": "\n", "words": "kata ", "digit and dash": "3-", "quote": '"', "wide": "１",
}  # fmt: skip
SIZES = (800, 3_200, 12_800, 51_200)  # each four times the one before
NOTICEABLE = 0.01  # seconds of CPU; anything below cannot be told from noise
TOO_MUCH = 8  # four times the text may take four times as long, not sixteen times


def test_every_place_where_text_could_become_a_command_is_reviewed() -> None:
    with REVIEWED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    reviewed = {(row["file"], row["kind"]): int(row["count"]) for row in rows}

    assert all(row["why it is safe"].strip() for row in rows)
    assert dict(sinks(SOURCE)) == reviewed


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.py", "cursor.execute(f'SELECT {x}')", "sql"),
        ("a.py", "Case.objects.extra(where=[x])", "sql"),
        ("a.py", "from pickle import loads", "objects"),
        ("a.py", "yaml.load(text)", "objects"),
        ("a.py", "subprocess.run(x)", "process"),
        ("a.py", "run(x, shell=True)", "shell"),
        ("a.py", "eval(x)", "code"),
        ("a.py", "mark_safe(x)", "markup"),
        ("a.html", "{{ name|safe }}", "markup"),
        ("a.html", "{% autoescape off %}", "markup"),
        ("a.html", "<script>alert(1)</script>", "markup"),
    ],
)
def test_the_search_finds_a_planted_place(tmp_path: Path, name: str, text: str, kind: str) -> None:
    (tmp_path / name).write_text(text)

    assert dict(sinks(tmp_path)) == {(name, kind): 1}


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern that stands in a module of ours, with its name."""
    seen: set[tuple[str, int]] = set()
    for module in pkgutil.walk_packages(prima.__path__, "prima."):
        if ".tests" in module.name or ".migrations" in module.name:
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            is_text = isinstance(value, re.Pattern) and isinstance(value.pattern, str)
            if is_text and (value.pattern, value.flags) not in seen:
                seen.add((value.pattern, value.flags))
                yield f"{module.name}.{name}", value


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """CPU time of one search; the best of three, so that other work does not count."""
    taken = []
    for _turn in range(3):
        begun = time.thread_time()
        pattern.search(text)
        pattern.fullmatch(text)
        taken.append(time.thread_time() - begun)
    return min(taken)


def grows_too_fast(pattern: re.Pattern[str]) -> str:
    """The kind of text on which four times the length takes far more than four times as long."""
    for kind, piece in WORST.items():
        before = 0.0
        for size in SIZES:
            taken = seconds(pattern, piece * (size // len(piece)) + "!")
            if taken > NOTICEABLE and taken > TOO_MUCH * before > 0:
                return kind
            before = taken
    return ""


def test_no_pattern_can_be_made_to_work_for_long() -> None:
    found = dict(patterns())

    slow = {name: kind for name, one in found.items() if (kind := grows_too_fast(one))}

    assert len(found) >= 15
    assert slow == {}


def test_a_pattern_that_tries_everything_is_noticed() -> None:
    assert grows_too_fast(re.compile(r"\d+x")) == "digits"
