"""The automaton: which row opens next, and when the procedure ends."""

import pytest

from prima.sops.core import (
    DONE,
    NO,
    REFUSED,
    YES,
    Condition,
    Ended,
    Identity,
    Norm,
    SopActor,
    SopDocument,
    Step,
    UnknownOutcomeError,
    build,
)

NORM = Norm(5, "working_minute")


def document() -> SopDocument:
    return SopDocument(
        service="contoh",
        identity=Identity(title="Contoh"),
        actors=(SopActor("applicant", "Pemohon"), SopActor("desk", "Loket", "front_office")),
        steps=(
            Step("submit", "Mengajukan", ("applicant",), "terminator", NORM),
            Step("check", "Memeriksa", ("desk",), "decision", NORM, exits=((NO, "submit"),)),
            Step(
                "pay", "Membayar", ("applicant",), "process", NORM,
                applies_when=Condition(any=frozenset({"outside"})),
            ),
            Step("match", "Mencocokkan", ("desk",), "decision", NORM, exits=((NO, REFUSED),)),
            Step("archive", "Mengarsipkan", ("desk",), "terminator", NORM),
        ),
    )  # fmt: skip


def test_a_case_begins_at_the_first_row() -> None:
    assert build(document()).first() == ["submit"]


def test_a_row_without_exits_leads_to_the_next_row() -> None:
    assert build(document()).after("submit", DONE) == ["check"]


def test_a_no_leads_where_the_author_said() -> None:
    assert build(document()).after("check", NO) == ["submit"]


def test_a_row_that_does_not_apply_is_passed_through() -> None:
    automaton = build(document())

    assert automaton.after("check", YES) == ["match"]
    assert automaton.after("check", YES, {"outside", "unrelated"}) == ["pay"]


def test_a_refusing_exit_ends_the_procedure_as_refused() -> None:
    assert build(document()).after("match", NO) == Ended("refused")


def test_the_last_row_completes_the_procedure() -> None:
    automaton = build(document())

    assert automaton.after("match", YES) == ["archive"]
    assert automaton.after("archive", DONE) == Ended("completed")


@pytest.mark.parametrize(("step", "outcome"), [("submit", YES), ("check", DONE), ("match", "x")])
def test_an_outcome_the_row_does_not_have_is_refused(step: str, outcome: str) -> None:
    with pytest.raises(UnknownOutcomeError):
        build(document()).after(step, outcome)


def test_only_rows_that_apply_have_arcs() -> None:
    automaton = build(document())

    assert {arc.source for arc in automaton.arcs()} == {"submit", "check", "match", "archive"}
    assert {arc.source for arc in automaton.arcs({"outside"})} == set(automaton.states)


def test_the_row_that_receives_the_application_is_the_first_unless_another_is_marked() -> None:
    marked = document()
    step = marked.step_marking("received")
    ready = marked.step_marking("product_ready")

    assert step is not None
    assert step.key == "submit"
    assert ready is None
    assert marked.step_marking("step:match:done") == marked.step("match")
