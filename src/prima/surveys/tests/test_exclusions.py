"""Leaving answers out: from above, with a reason, ten at least, in the open and for good."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import InternalError, transaction
from django.db.utils import ProgrammingError
from django.test import Client

from prima.kernel.actors import Actor
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.models import JournalEntry
from prima.offices.tests import people
from prima.surveys import actions, queries
from prima.surveys.models import SurveyExclusion, SurveyPeriod, SurveyResponse
from prima.surveys.tests.places import JUNE, LATER, Place

pytestmark = pytest.mark.django_db
BAD_DAY = date(2026, 6, 24)
REASON = "Petugas mengaku mengisi sendiri tautan pemohon pada hari itu."


@pytest.fixture
def place(two_days: Place, db: None) -> Place:
    return two_days


@pytest.fixture
def leader(place: Place) -> Actor:
    account = people.make_staff(office=place.district).user_id
    held = frozenset({place.district.pk, place.kua.pk})
    return Actor(id=account, kind="staff", grants={"see_performance": held})


def exclude(place: Place, by: Actor, *, first: date = BAD_DAY, reason: str = REASON) -> None:
    actions.exclude_answers(
        period=SurveyPeriod.objects.get(office=place.kua),
        first_day=first,
        last_day=BAD_DAY,
        reason=reason,
        by=by,
        at=LATER,
    )


def test_the_office_above_leaves_a_day_out_and_both_indexes_are_shown(
    place: Place, leader: Actor, client: Client
) -> None:
    exclude(place, leader)

    found = queries.exclusions_in(place.kua.pk, JUNE)
    assert found is not None
    assert (found.excluded, found.respondents, found.percent) == (10, 22, Decimal("45.5"))
    assert (found.with_all, found.without) == (Decimal("72.73"), Decimal("50.00"))
    assert SurveyResponse.objects.count() == 22
    page = client.get(f"/kinerja/kepuasan/{place.kua.key}/").content.decode()
    assert "10 dari 22 jawaban dikeluarkan" in page
    assert REASON in page
    report = queries.report_of(place.kua, JUNE.starts_on, LATER.date())
    assert report is not None
    assert [note.count for note in report.left_out] == [10]
    entry = JournalEntry.objects.get(what="survey.answers_excluded")
    assert entry.payload["count"] == 10


def test_the_office_itself_and_officers_leave_nothing_out(place: Place, leader: Actor) -> None:
    own = Actor(leader.id, "staff", {"see_performance": frozenset({place.kua.pk})})
    manager = Actor(leader.id, "staff", {"manage_office": frozenset({place.district.pk})})

    for somebody in (own, manager):
        with pytest.raises(NotAllowed):
            exclude(place, somebody)
        assert queries.period_to_exclude(somebody, SurveyPeriod.objects.get().pk) is None

    exclude(place, leader)


def test_few_answers_twice_the_same_and_without_a_reason_are_refused(
    place: Place, leader: Actor
) -> None:
    for refused in (
        {"first": date(2026, 6, 1)},  # all of them: none would stay
        {"first": BAD_DAY + timedelta(days=1)},
        {"reason": "salah"},
    ):
        with pytest.raises(RuleBroken):
            exclude(place, leader, **refused)

    exclude(place, leader)
    with pytest.raises(RuleBroken):
        exclude(place, leader)


def test_what_was_left_out_stays_on_record(place: Place, leader: Actor) -> None:
    exclude(place, leader)

    for change in (
        lambda: SurveyExclusion.objects.update(reason="lain"),
        lambda: SurveyExclusion.objects.all().delete(),
    ):
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            change()
    assert SurveyExclusion.objects.get().reason == REASON
