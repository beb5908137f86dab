"""The drawing: every exit is drawn, lines meet at the borders of rows, symbols do not overlap."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, assume, given, settings

from prima.sops.core import NO, REFUSED, YES, SopDocument, validate
from prima.sops.core.drawing import (
    Arrow,
    Drawing,
    Drop,
    Label,
    Mark,
    Path,
    Shape,
    draw,
    exits_of,
)
from prima.sops.core.svg import row_svg
from prima.sops.tests.strategies import any_documents, settable_documents
from prima.sops.tests.test_validation import changed, good

NAMES = {YES: "Ya", NO: "Tidak", "refused": "Ditolak"}
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def of_kind(row: tuple[Mark, ...], kind: type) -> list[Mark]:
    return [mark for mark in row if isinstance(mark, kind)]


def leaving(row: tuple[Mark, ...]) -> set[float]:
    """Where lines leave by the foot of a row."""
    return {mark.x for mark in row if isinstance(mark, Drop)}


def entering(row: tuple[Mark, ...]) -> set[float]:
    """Where lines come in by the head of a row."""
    drops = {mark.x for mark in row if isinstance(mark, Drop) and mark.top == 0}
    ends = (
        end for mark in row if isinstance(mark, Path) for end in (mark.points[0], mark.points[-1])
    )
    return drops | {x for x, y in ends if y == 0}


@QUICK
@given(any_documents())
def test_lines_meet_at_the_border_of_two_rows(document: SopDocument) -> None:
    rows = draw(document).rows

    for above, below in pairwise(rows):
        assert leaving(above) == entering(below)
    assert not entering(rows[0])
    assert not leaving(rows[-1])


@QUICK
@given(any_documents())
def test_every_exit_of_a_decision_is_labelled_apart(document: SopDocument) -> None:
    assume(not any(finding.rule == "V4" for finding in validate(document)))
    drawing = draw(document)

    for index, row in enumerate(drawing.rows):
        labels = [mark for mark in row if isinstance(mark, Label)]
        decides = document.steps[index].symbol == "decision"
        expected = Counter(one.outcome for one in exits_of(document, index)) if decides else {}
        assert Counter(label.outcome for label in labels) == expected
        assert len({label.at for label in labels}) == len(labels)


@QUICK
@given(any_documents())
def test_a_symbol_stands_in_every_acting_lane_and_no_other(document: SopDocument) -> None:
    drawing = draw(document)
    lane = {actor.key: number for number, actor in enumerate(document.actors)}

    for step, row in zip(document.steps, drawing.rows, strict=True):
        shapes = [mark for mark in row if isinstance(mark, Shape) and mark.kind != "refused"]
        assert [shape.kind for shape in shapes] == [step.symbol] * len(shapes)
        acting = sorted(lane[key] for key in step.actors) or [0]
        assert [shape.x for shape in shapes] == [100 * number + 50 for number in acting]


@QUICK
@given(settable_documents())
def test_a_refusal_has_its_capsule_in_the_same_row(document: SopDocument) -> None:
    drawing = draw(document)

    for step, row in zip(document.steps, drawing.rows, strict=True):
        capsules = [m for m in row if isinstance(m, Shape) and m.kind == "refused"]
        assert len(capsules) == (step.exit_for(NO) == REFUSED)


def test_a_back_arrow_runs_in_the_gutter_of_the_row_it_returns_to() -> None:
    rows = draw(good()).rows

    assert Drop(7, 40) in rows[0]
    assert Arrow((16, 40), "right") in rows[0]
    assert Path(((116, 40), (7, 40), (7, 0))) in rows[1]


def test_back_arrows_to_different_rows_run_in_different_tracks() -> None:
    document = changed("print", symbol="decision", exits=((NO, "pay"),))
    document = replace(
        document,
        steps=tuple(
            replace(step, symbol="decision", exits=((NO, "submit"),))
            if step.key == "sign"
            else step
            for step in document.steps
        ),
    )

    rows = draw(document).rows

    assert {7.0, 3.0} <= leaving(rows[2])
    assert len(entering(rows[3])) == 3, "two back arrows and the way down"


def test_an_arrow_that_skips_rows_runs_right_of_them() -> None:
    rows = draw(changed("check", exits=((YES, "sign"), (NO, "submit")))).rows

    assert Drop(193, 40) in rows[1]
    assert Drop(193, 0) in rows[2]
    assert Drop(193, 0) in rows[3]
    assert Arrow((184, 40), "left") in rows[4]
    assert not any(isinstance(mark, Arrow) and mark.towards == "down" for mark in rows[2])


def test_two_exits_to_the_same_side_leave_by_side_and_foot() -> None:
    rows = draw(changed("check", exits=((YES, "sign"), (NO, REFUSED)))).rows

    labels = {mark.outcome: mark.at for mark in rows[1] if isinstance(mark, Label)}
    assert labels[NO][1] < 40 < labels[YES][1]


def test_a_row_that_repeats_itself_has_a_loop() -> None:
    (row,) = (
        r for n, r in enumerate(draw(changed("check", exits=((NO, "check"),))).rows) if n == 1
    )

    assert Path(((107, 40), (107, 8), (150, 8))) in row


def test_actors_who_work_together_are_joined_by_a_line() -> None:
    row = draw(changed("print", actors=("desk", "applicant"))).rows[3]

    assert Path(((50, 40), (150, 40))) in row
    assert len(of_kind(row, Shape)) == 2


@pytest.mark.parametrize("document", [good(), changed("check", exits=((NO, REFUSED),))])
def test_a_row_is_a_small_picture_with_a_title_and_no_style(document: SopDocument) -> None:
    drawing: Drawing = draw(document)

    for index in range(len(document.steps)):
        svg = row_svg(drawing, index, title="A & B: proses", names=NAMES)
        root = ET.fromstring(svg)  # noqa: S314 - our own
        assert root.get("role") == "img"
        assert root.findtext("title") == "A & B: proses"
        assert root.get("width") == str(drawing.width)
        assert "style" not in svg
        assert len(svg) < 2_000


def test_only_the_named_words_are_written() -> None:
    drawing = draw(changed("check", exits=((NO, REFUSED),)))

    written = [
        word
        for index in range(6)
        for word in re.findall(
            r"<text[^>]*>(.*?)<", row_svg(drawing, index, title="", names=NAMES)
        )
    ]

    assert sorted(written) == ["Ditolak", "Tidak", "Ya"]
