"""The bulk maker, held against the actions it stands for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import Model

from prima.cases import actions, queries
from prima.cases.actions import bulk
from prima.cases.models import Case, CasePaper, WorkItem
from prima.cases.tests.scene import (
    LONG,
    NOW,
    Scene,
    open_at_counter,
    walk_to,
    walk_to_end,
)
from prima.cases.tests.uploads import png
from prima.kernel import codes
from prima.kernel.actors import SYSTEM

# What differs between a copy and its pattern besides keys and moments.
OWN = {"id", "number", "case"}


def shape(row: Model) -> dict[str, object]:
    """Everything of a row but keys and moments, with moments told by whether they are there."""
    values: dict[str, object] = {}
    for field in row._meta.concrete_fields:
        if field.name in OWN:
            continue
        value = getattr(row, field.attname)
        moment = field.get_internal_type() == "DateTimeField"
        values[field.name] = value is not None if moment else value
    return values


def ended(scene: Scene) -> Case:
    case = walk_to(scene, open_at_counter(scene, service=LONG), "write")
    actions.hold_until(
        case, NOW + timedelta(days=2), reason="Pilihan pemohon", by=scene.officer, at=NOW
    )
    actions.release_due_holds(by=SYSTEM, at=NOW + timedelta(days=2))
    return walk_to_end(scene, case, at=NOW + timedelta(days=2, minutes=30))


def test_copies_have_the_shape_of_what_actions_make(scene: Scene) -> None:
    pattern = ended(scene)

    bulk.copy_ended_case(pattern, 7)

    copies = list(Case.objects.exclude(pk=pattern.pk))
    assert len(copies) == 7
    assert all(shape(copy) == shape(pattern) for copy in copies)
    for child in (WorkItem, CasePaper):
        expected = [shape(row) for row in child.objects.filter(case=pattern).order_by("pk")]
        for copy in copies:
            made = child.objects.filter(case=copy).order_by("pk")
            assert [shape(row) for row in made] == expected
    assert all(copy.holds.count() == 1 for copy in copies)


def test_copies_have_numbers_of_their_own_and_open_like_the_pattern(scene: Scene) -> None:
    pattern = ended(scene)
    bulk.copy_ended_case(pattern, 3)

    numbers = set(Case.objects.values_list("number", flat=True))

    assert len(numbers) == 4
    assert all(codes.is_valid_number(number) for number in numbers)
    copy = Case.objects.exclude(pk=pattern.pk).first()
    assert copy is not None
    assert copy.applicant_phone == pattern.applicant_phone


def test_copies_lie_whole_weeks_before_the_pattern(scene: Scene) -> None:
    pattern = ended(scene)
    bulk.copy_ended_case(pattern, 3, past_weeks=2)

    weeks = sorted(
        (pattern.received_at - copy.received_at) / timedelta(weeks=1)
        for copy in Case.objects.exclude(pk=pattern.pk)
    )

    assert weeks == [1, 1, 2]


def test_pages_read_copies_like_the_pattern(scene: Scene) -> None:
    pattern = ended(scene)
    bulk.copy_ended_case(pattern, 1)
    copy = Case.objects.exclude(pk=pattern.pk).get()

    page, original = (
        queries.case_page(scene.officer, case.number, NOW) for case in (copy, pattern)
    )

    assert page is not None
    assert original is not None
    assert page.deadline.remaining_minutes == original.deadline.remaining_minutes
    assert [line.state for line in page.lines] == [line.state for line in original.lines]


def test_only_ended_cases_without_files_and_corrections_are_patterns(scene: Scene) -> None:
    running = open_at_counter(scene)
    with pytest.raises(bulk.NotAPatternError):
        bulk.copy_ended_case(running, 1)

    with_file = open_at_counter(scene)
    actions.add_file(with_file, png(), by=scene.officer, at=NOW)
    with pytest.raises(bulk.NotAPatternError):
        bulk.copy_ended_case(walk_to_end(scene, with_file), 1)

    bulk.copy_ended_case(walk_to_end(scene, running), 1)


def test_progress_is_told_and_nothing_is_made_of_nothing(scene: Scene) -> None:
    pattern, heard = ended(scene), list[int]()

    bulk.copy_ended_case(pattern, 0, progress=heard.append)
    bulk.copy_ended_case(pattern, 2, progress=heard.append)

    assert heard == [2]
