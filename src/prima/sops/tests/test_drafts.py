"""Half a procedure is read as it is, and is told everything it lacks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prima.sops.core import Condition, Norm, SopActor, SopDocument, Step, from_data, to_data
from prima.sops.core.drafts import blank_document, draft_findings, read_draft
from prima.sops.core.validation import Promise, errors
from prima.sops.tests.strategies import SITUATIONS, any_documents

DUTIES = ("front_office", "unit_head")
BLANK = blank_document("contoh", "Contoh", "Pemohon", "Petugas loket")


@st.composite
def half_documents(draw: st.DrawFn) -> SopDocument:
    """What an author leaves when the telephone rings."""
    document = draw(any_documents())
    steps = [
        replace(one, **_lost(draw, one)) if draw(st.booleans()) else one
        for one in document.steps[draw(st.integers(0, 3)) :]
    ]
    actors = document.actors[draw(st.integers(0, 4)) :]
    title = draw(st.sampled_from(["", "Contoh"]))
    identity = replace(document.identity, title=title)
    return replace(document, identity=identity, actors=actors, steps=tuple(steps))


def _lost(draw: st.DrawFn, step: Step) -> dict[str, Any]:
    return draw(
        st.sampled_from(
            [
                {"text": ""},
                {"actors": ()},
                {"norm": Norm(None, "working_minute")},
                {"symbol": ""},
                {"exits": (("done", "gone"),)},
                {"must_differ_from": ("gone",)},
                {"marks": ("received", "zz")},
                {"strategic": True},
            ]
        )
    )


@given(half_documents())
def test_half_a_procedure_is_kept_as_it_is(document: SopDocument) -> None:
    assert read_draft(to_data(document)) == document


@given(half_documents())
def test_half_a_procedure_is_judged_without_falling_over(document: SopDocument) -> None:
    promise = Promise(2, "working_day", "received", "product_ready")

    found = draft_findings(document, promise, duties=DUTIES, situations=SITUATIONS)

    keys = {step.key for step in document.steps}
    assert {finding.step_key for finding in found} <= {None, *keys}
    assert all(finding.message for finding in found)


@given(half_documents())
def test_what_has_no_error_is_whole(document: SopDocument) -> None:
    found = draft_findings(document, duties=DUTIES, situations=SITUATIONS)

    if not errors(found):
        assert from_data(to_data(document)) == document


@pytest.mark.parametrize(
    "data", [{}, {"steps": None}, {"steps": "x", "actors": [1]}, {"service": 5}]
)
def test_data_of_any_shape_are_a_draft(data: dict[str, Any]) -> None:
    assert errors(draft_findings(read_draft(data), duties=DUTIES, situations=()))


def test_a_strategic_row_whose_column_was_removed_can_still_be_read() -> None:
    alone = replace(BLANK, actors=(), steps=(replace(BLANK.steps[1], strategic=True),))

    assert read_draft(to_data(alone)) == alone


def test_a_procedure_from_nothing_has_its_ends_and_says_what_is_missing() -> None:
    found = draft_findings(BLANK, duties=DUTIES, situations=())

    assert [step.symbol for step in BLANK.steps] == ["terminator", "terminator"]
    assert {finding.step_key for finding in found} == {"start", "end"}
    assert {finding.part for finding in found} >= {"text", "norm", "output"}


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"identity": replace(BLANK.identity, title=" ")}, "identity"),
        ({"actors": ()}, "actors"),
        ({"actors": (BLANK.actors[0], BLANK.actors[0])}, "actors"),
        ({"actors": (SopActor("applicant", ""), BLANK.actors[1])}, "actors"),
        ({"actors": (SopActor("applicant", "X", "king"), BLANK.actors[1])}, "actors"),
        ({"steps": ()}, "steps"),
        ({"steps": BLANK.steps * 101}, "steps"),
        ({"steps": BLANK.steps * 2}, "key"),
        ({"steps": (replace(BLANK.steps[0], key="refused"), BLANK.steps[1])}, "key"),
    ],
)
def test_what_the_table_stands_on_is_named(change: dict[str, Any], part: str) -> None:
    found = draft_findings(replace(BLANK, **change), duties=DUTIES, situations=())

    assert ("V0", part) in {(finding.rule, finding.part) for finding in found}


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"text": ""}, "text"),
        ({"symbol": ""}, "symbol"),
        ({"actors": ("nobody",)}, "actors"),
        ({"must_differ_from": ("gone",)}, "must_differ_from"),
        ({"exits": (("done", "gone"),)}, "exits"),
        ({"exits": (("yes", "end"),)}, "exits"),
        ({"outcome_labels": (("yes", "Cocok"),)}, "exits"),
        ({"strategic": True}, "strategic"),
        ({"marks": ("zz",)}, "marks"),
        ({"marks": ("product_ready",)}, "marks"),
        ({"applies_when": Condition(frozenset({"proxy"}))}, "applies_when"),
    ],
)
def test_what_is_wrong_with_a_row_is_named_beside_it(change: dict[str, Any], part: str) -> None:
    sound = replace(BLANK.steps[0], text="Menyerahkan berkas")
    last = replace(BLANK.steps[1], text="Menyimpan berkas")
    document = replace(BLANK, steps=(replace(sound, **change), last))

    found = draft_findings(document, duties=DUTIES, situations=())
    before = draft_findings(replace(BLANK, steps=(sound, last)), duties=DUTIES, situations=())

    named = {(one.rule, one.part) for one in found if one.step_key in {"start", "end"}}
    assert ("V0", part) in named
    assert "V0" not in {one.rule for one in before}
