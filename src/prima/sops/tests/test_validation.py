"""Each rule of the form finds what it is for, and says what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from prima.sops.core import (
    NO,
    REFUSED,
    YES,
    Condition,
    Identity,
    Norm,
    Promise,
    SopActor,
    SopDocument,
    Step,
    validate,
)

FIVE = Norm(5, "working_minute")
PROMISE = Promise(15, "working_minute", "received", "product_ready")


def step(key: str, text: str, actor: str, symbol: str, **more: object) -> Step:
    given = {"standard_input": ("Berkas",), "output": ("Berkas",), "norm": FIVE, **more}
    return Step(key=key, text=text, actors=(actor,), symbol=symbol, **given)  # type: ignore[arg-type]


def good() -> SopDocument:
    """A procedure without any finding: office time 15 minutes from receipt to product."""
    return SopDocument(
        service="contoh",
        identity=Identity(title="Contoh"),
        actors=(SopActor("applicant", "Pemohon"), SopActor("desk", "Loket", "front_office")),
        steps=(
            step("submit", "Mengajukan", "applicant", "terminator"),
            step("check", "Memeriksa", "desk", "decision", exits=((NO, "submit"),)),
            step("pay", "Membayar", "applicant", "process", norm=Norm(9, "working_day")),
            step("print", "Mencetak", "desk", "process"),
            step("sign", "Menandatangani", "desk", "process", marks=("product_ready",)),
            step("archive", "Mengarsipkan", "desk", "terminator"),
        ),
    )


def changed(key: str, **fields: object) -> SopDocument:
    document = good()
    steps = (replace(s, **fields) if s.key == key else s for s in document.steps)  # type: ignore[arg-type]
    return replace(document, steps=tuple(steps))


def test_a_good_procedure_has_no_finding() -> None:
    assert validate(good(), PROMISE) == []


def with_columns(count: int) -> SopDocument:
    """The good procedure with so many columns of people who do nothing."""
    idle = tuple(SopActor(f"idle{n}", f"Pelaksana {n}", "front_office") for n in range(count))
    return replace(good(), actors=(*good().actors, *idle))


BROKEN: list[tuple[str, str, str | None, Callable[[], SopDocument]]] = [
    ("V1", "error", None, lambda: changed("print", symbol="terminator")),
    ("V1", "error", None, lambda: replace(good(), steps=good().steps[:1])),
    ("V2", "error", "submit", lambda: changed("submit", symbol="process")),
    ("V2", "error", "archive", lambda: changed("archive", symbol="process")),
    ("V2", "error", "submit", lambda: changed("submit", applies_when=Condition(frozenset("x")))),
    ("V3", "error", "print", lambda: changed("print", actors=())),
    ("V3", "warning", "print", lambda: changed("print", actors=("desk", "applicant"))),
    ("V4", "error", "check", lambda: changed("check", exits=())),
    ("V4", "error", "check", lambda: changed("check", exits=((NO, "pay"),))),
    ("V4", "error", "check", lambda: changed("check", exits=((YES, REFUSED), (NO, "submit")))),
    ("V4", "error", "print", lambda: changed("print", exits=(("done", REFUSED),))),
    ("V5", "warning", "check", lambda: changed("check", actors=("applicant",))),
    ("V6", "error", "pay", lambda: changed("check", exits=((YES, "print"), (NO, "submit")))),
    ("V6", "error", "print", lambda: changed("print", exits=(("done", "pay"),))),
    ("V6", "error", "sign", lambda: changed("print", exits=(("done", "pay"),))),
    ("V6", "error", "archive", lambda: changed("print", exits=(("done", "pay"),))),
    ("V6", "error", "submit", lambda: changed("check", exits=((YES, "submit"), (NO, "check")))),
    ("V8", "error", "print", lambda: changed("print", standard_input=())),
    ("V8", "error", "print", lambda: changed("print", output=())),
    ("V8", "error", "print", lambda: changed("print", norm=Norm(None, "working_minute"))),
    (
        "V8",
        "error",
        "print",
        lambda: changed("print", norm=Norm(None, "working_day", note="x")),
    ),
    ("V9", "error", None, lambda: changed("print", norm=Norm(6, "working_minute"))),
    ("V9", "error", None, lambda: changed("print", norm=Norm(1, "working_day"))),
    ("V9", "error", None, lambda: changed("sign", marks=())),
    ("V10", "warning", None, lambda: with_columns(1)),
    ("V11", "review", "print", lambda: changed("print", text="Pencetakan")),
    ("V12", "warning", None, lambda: with_columns(6)),
]


@pytest.mark.parametrize(("rule", "severity", "key", "broken"), BROKEN)
def test_a_broken_rule_is_found(
    rule: str, severity: str, key: str | None, broken: Callable[[], SopDocument]
) -> None:
    findings = validate(broken(), PROMISE)

    found = [f for f in findings if f.rule == rule]

    assert (severity, key) in {(f.severity, f.step_key) for f in found}
    assert all(f.message.endswith(".") and ". " in f.message for f in found), "says what to do"


def test_a_joint_row_is_accepted_when_the_note_explains_it() -> None:
    joint = changed("print", actors=("desk", "applicant"), note="Dikerjakan bersama")

    assert validate(joint, PROMISE) == []


def test_waiting_and_outside_time_do_not_count_towards_the_promise() -> None:
    for kind in ("waiting", "external"):
        waiting = changed("print", norm=Norm(9, "working_day", kind))

        assert validate(waiting, PROMISE) == []


def test_the_length_of_a_day_comes_from_the_calendar() -> None:
    slow = changed("print", norm=Norm(1, "working_day"))
    promise = replace(PROMISE, amount=400)

    assert [f.rule for f in validate(slow, promise, day_minutes=450)] == ["V9"]
    assert validate(slow, promise, day_minutes=300) == []


def test_a_situation_that_adds_a_row_counts_in_the_longest_path() -> None:
    adds = changed(
        "print", norm=Norm(6, "working_minute"), applies_when=Condition(any=frozenset({"proxy"}))
    )

    findings = validate(adds, PROMISE)

    assert [(f.rule, f.severity, f.part, f.message) for f in findings] == [
        (
            "V9",
            "error",
            "norm",
            (
                "Jumlah waktu petugas 16 menit, janji kepada masyarakat 15 menit. "
                "Kurangi waktu langkah, atau ubah jangka waktu standar."
            ),
        )
    ]


def test_many_situations_are_tried_in_part_only() -> None:
    many = changed("print", applies_when=Condition(any=frozenset(f"s{n}" for n in range(20))))

    assert validate(many, PROMISE) == []
