"""Rows in any order: how they are kept, and what makes a group unreadable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from prima.kernel.yaml_fields import open_file
from prima.sops.core import (
    NO,
    REFUSED,
    Promise,
    SopDocument,
    Step,
    content_hash,
    from_data,
    parse,
    to_data,
    validate,
)
from prima.sops.core.editing import insert_row, side_key
from prima.sops.core.writing import sop_file
from prima.sops.forms.rows import RowForm
from prima.sops.tests.test_validation import good, step


def grouped() -> SopDocument:
    """Papers and place are checked side by side: submit, {check, copy | visit}, print, …"""
    base = good()
    rows = (
        base.step("submit"),
        in_group("check", "a", symbol="decision", exits=((NO, REFUSED),)),
        in_group("copy", "a"),
        in_group("visit", "b", actor="surveyor"),
        base.step("print"),
        base.step("sign"),
        base.step("archive"),
    )
    surveyor = replace(base.actors[1], key="surveyor", label="Petugas lapangan", duty="verifier")
    return replace(base, actors=(*base.actors, surveyor), steps=rows)


def in_group(
    key: str, thread: str, *, actor: str = "desk", symbol: str = "process", **more: object
) -> Step:
    return step(key, "Memeriksa", actor, symbol, group="periksa", thread=thread, **more)


def changed(key: str, **fields: object) -> SopDocument:
    document = grouped()
    steps = (replace(s, **fields) if s.key == key else s for s in document.steps)  # type: ignore[arg-type]
    return replace(document, steps=tuple(steps))


def ordered(*keys: str) -> SopDocument:
    document = grouped()
    return replace(document, steps=tuple(document.step(key) for key in keys))


def test_a_readable_group_has_no_finding() -> None:
    assert validate(grouped(), Promise(60, "working_minute", "received", "product_ready")) == []


def test_a_procedure_without_groups_keeps_the_hash_it_had() -> None:
    """Published versions are found by their hash: a field nobody uses must not change it."""
    data = to_data(good())

    assert not any({"group", "thread"} & set(row) for row in data["steps"])
    assert content_hash(good()) == (
        "8bbe4c3f86ad84121353ea9c3f19ae7b2b7e368b925938d24820da0084eb68c4"
    )


def test_groups_are_part_of_the_content() -> None:
    assert content_hash(changed("copy", thread="b")) != content_hash(grouped())
    assert from_data(to_data(grouped())) == grouped()


def test_a_group_survives_the_catalogue_file(tmp_path: Path) -> None:
    file = tmp_path / "contoh.yaml"
    file.write_text(sop_file(grouped()))

    fields, source = open_file(file, "contoh.yaml")

    assert fields is not None
    assert parse(fields) == grouped()
    assert not source.problems


def test_a_name_that_cannot_be_a_key_is_named(tmp_path: Path) -> None:
    file = tmp_path / "contoh.yaml"
    file.write_text(sop_file(grouped()).replace("periksa", "Periksa Dua"))

    fields, source = open_file(file, "contoh.yaml")
    assert fields is not None
    parse(fields)

    assert [p.what for p in source.problems] == ["`Periksa Dua` tidak dapat menjadi kunci."] * 3


def test_states_are_what_the_threads_make_together() -> None:
    (group,) = grouped().groups

    assert [thread.places for thread in group.threads] == [(1, 2), (3,)]
    assert group.state_count == 3 * 2 - 1
    assert grouped().state_count == 4 + 5
    assert good().state_count == len(good().steps)


def wide(threads: int) -> SopDocument:
    """So many threads of one row each: two to the power of them, less one, states."""
    base = grouped()
    inside = tuple(in_group(f"row{at}", f"t{at}") for at in range(threads))
    return replace(base, steps=(base.steps[0], *inside, base.steps[-1]))


UNREADABLE: list[tuple[str | None, str, Callable[[], SopDocument]]] = [
    ("print", "group", lambda: changed("print", thread="a")),
    ("visit", "thread", lambda: changed("visit", thread="")),
    ("check", "thread", lambda: changed("visit", thread="a")),
    ("visit", "group", lambda: changed("copy", group="", thread="")),
    ("copy", "thread", lambda: ordered("submit", "check", "visit", "copy", "print", "archive")),
    ("submit", "group", lambda: changed("submit", group="periksa", thread="c")),
    ("archive", "group", lambda: changed("archive", group="tutup", thread="c")),
    ("sign", "exits", lambda: changed("sign", symbol="decision", exits=((NO, "copy"),))),
    ("check", "exits", lambda: changed("check", exits=((NO, "visit"),))),
    ("check", "exits", lambda: changed("check", exits=((NO, "print"),))),
    ("copy", "exits", lambda: changed("copy", exits=(("done", "submit"),))),
    (None, "group", lambda: wide(9)),
]


@pytest.mark.parametrize(("key", "part", "unreadable"), UNREADABLE)
def test_an_unreadable_group_is_refused_beside_the_row(
    key: str | None, part: str, unreadable: Callable[[], SopDocument]
) -> None:
    found = [f for f in validate(unreadable()) if f.rule == "V13"]

    assert (key, part) in {(f.step_key, f.part) for f in found}
    assert all(f.severity == "error" for f in found)
    assert all(f.message.endswith(".") and ". " in f.message for f in found), "says what to do"


@pytest.mark.parametrize(
    ("key", "target"),
    [("check", "check"), ("check", "submit"), ("visit", "check"), ("visit", REFUSED)],
)
def test_a_decision_may_repeat_its_thread_begin_again_or_refuse(key: str, target: str) -> None:
    decides = changed(key, symbol="decision", exits=((NO, target),))

    assert [f for f in validate(decides) if f.severity == "error"] == []


def test_a_group_is_entered_at_its_first_row_only() -> None:
    enters = changed("print", symbol="decision", exits=((NO, "check"),))

    assert [f for f in validate(enters) if f.severity == "error"] == []


def test_the_limit_is_where_it_says() -> None:
    assert [f.rule for f in validate(wide(8)) if f.severity == "error"] == []
    (finding,) = [f for f in validate(wide(9)) if f.rule == "V13"]
    assert "513 kemungkinan keadaan, paling banyak 512" in finding.message


def test_a_new_row_inside_a_group_belongs_to_it() -> None:
    inside = insert_row(grouped(), key="new", after="check").step("new")
    behind = insert_row(grouped(), key="new", after="visit").step("new")

    assert (inside.group, inside.thread) == ("periksa", "a")
    assert (behind.group, behind.thread) == ("", "")


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", ""), ("A", "a"), ("2", "jalur-2"), ("Jalur 2", "jalur-2"),
        (" Cek — tanah ", "cek-tanah"), ("2 dan 3", "jalur-2-dan-3"), ("—", ""),
        ("x" * 90, "x" * 40),
    ],
)  # fmt: skip
def test_what_an_author_calls_a_thread_stays_apart_from_others(typed: str, key: str) -> None:
    assert side_key(typed, "jalur") == key


def test_the_form_of_a_row_keeps_group_and_thread() -> None:
    document = grouped()
    visit = document.step("visit")
    shown = dict(RowForm(document=document, step=visit).initial)
    data = {**shown, "group": "Periksa", "thread": "2"}
    form = RowForm(data, document=document, step=visit)

    assert form.is_valid(), form.errors
    assert (form.changed.group, form.changed.thread) == ("periksa", "jalur-2")
    assert RowForm(document=document, step=visit)["thread"].value() == "b"
