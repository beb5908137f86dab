"""The bulk maker of complaints, held against the actions it stands for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from prima.complaints import actions, queries
from prima.complaints.actions import bulk
from prima.complaints.models import Complaint, ComplaintDeadline, ComplaintEvent, Reporter
from prima.complaints.tests.scene import NOW, Hall, answered, fresh, say, verified
from prima.kernel import codes
from prima.kernel.actors import CITIZEN

DEALT = 6


@pytest.fixture
def pattern(hall: Hall) -> Complaint:
    complaint = verified(hall, say(hall).complaint)
    answered(hall, complaint)
    actions.confirm(complaint, by=CITIZEN, at=NOW + timedelta(days=3))
    return fresh(complaint)


def test_copies_are_dealt_to_offices_and_weeks_with_all_that_belongs_to_them(
    hall: Hall, pattern: Complaint
) -> None:
    offices = [hall.place.kua.pk, hall.place.district.pk]

    bulk.copy_complaint(pattern, DEALT, offices=offices, past_weeks=2)

    copies = Complaint.objects.exclude(pk=pattern.pk)
    assert sorted(one.handling_office_id for one in copies) == sorted(offices * 3)
    weeks = sorted((pattern.received_at - one.received_at) // timedelta(weeks=1) for one in copies)
    assert weeks == [1, 1, 1, 1, 2, 2]
    for model in (ComplaintEvent, ComplaintDeadline, Reporter):
        each = model.objects.filter(complaint=pattern).count()
        assert each
        assert model.objects.filter(complaint__in=copies).count() == each * DEALT
    assert all(codes.is_valid_number(one.number) for one in copies)
    assert {one.story for one in copies} == {pattern.story}


def test_a_copy_opens_for_who_handles_it_like_the_pattern(hall: Hall, pattern: Complaint) -> None:
    bulk.copy_complaint(pattern, 1, offices=[hall.place.kua.pk])
    copy = Complaint.objects.exclude(pk=pattern.pk).get()

    found = queries.one_for(hall.handler, copy.number)

    assert found is not None
    told = [(one.kind, one.text) for one in found.events.all()]
    assert told == [(one.kind, one.text) for one in pattern.events.all()]


def test_what_went_from_hand_to_hand_is_no_pattern(hall: Hall) -> None:
    complaint = verified(hall, say(hall).complaint)
    answered(hall, complaint)
    actions.contest(
        complaint, reason="Tidak benar sama sekali.", by=CITIZEN, at=NOW + timedelta(3)
    )

    with pytest.raises(bulk.NotAPatternError):
        bulk.copy_complaint(fresh(complaint), 1, offices=[hall.place.kua.pk])
