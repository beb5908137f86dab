"""The committed sheets are those of their parts, and small enough for a slow line."""

import gzip
import re
from pathlib import Path

import pytest

from prima.ui import stylesheets


@pytest.mark.parametrize("sheet", stylesheets.SHEETS)
def test_the_joined_sheet_is_current(sheet: str) -> None:
    committed = stylesheets.target(sheet).read_text(encoding="utf-8")

    assert committed == stylesheets.joined(sheet), "run: python -m prima.ui.stylesheets"


def test_the_sheet_of_public_pages_keeps_its_budget() -> None:
    packed = gzip.compress(stylesheets.target("public").read_bytes(), 9, mtime=0)

    assert len(packed) <= stylesheets.PUBLIC_BUDGET_BYTES


def test_joining_keeps_text_and_sums_and_drops_comments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = tmp_path / "css" / "x" / "1.css"
    part.parent.mkdir(parents=True)
    part.write_text(
        "/* why */\n.a > b, .c { width: calc(1px + 2 * 3px); color: red; }\n"
        '.d::before { content: attr(x) ": "; }\n'
        "@media (min-width: 2rem) {\n  .e:has(:checked) { top: 0; }\n}\n"
    )
    monkeypatch.setattr(stylesheets, "HERE", tmp_path)

    assert stylesheets.joined("x") == (
        ".a>b,.c{width:calc(1px + 2 * 3px);color:red}"
        '.d::before{content:attr(x) ": "}'
        "@media (min-width:2rem){.e:has(:checked){top:0}}\n"
    )


def test_writing_says_what_changed_and_the_second_time_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for sheet in stylesheets.SHEETS:
        (tmp_path / "css" / sheet).mkdir(parents=True)
    (tmp_path / "static" / "ui").mkdir(parents=True)
    monkeypatch.setattr(stylesheets, "HERE", tmp_path)

    assert len(stylesheets.write()) == len(stylesheets.SHEETS)
    assert stylesheets.write() == []


def test_every_token_that_is_used_is_known() -> None:
    everything = "".join(stylesheets.joined(sheet) for sheet in stylesheets.SHEETS)

    used = set(re.findall(r"var\((--[\w-]+)\)", everything))
    known = set(re.findall(r"(--[\w-]+):", everything))
    assert used - known == set()
