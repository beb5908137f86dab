"""A duty nobody serves is seen by those who can find cover, and told once, before work is late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from prima.kernel.actors import SYSTEM
from prima.kernel.errors import NotAllowed
from prima.kernel.messages import OutgoingMessage
from prima.kernel.models import JournalEntry
from prima.offices import actions, queries, tasks
from prima.offices.actions import Deed
from prima.offices.models import Appointment, CoverGap, CoverNotice, Office, StaffMember
from prima.offices.queries import DutyNeed, OpenDuty
from prima.offices.queries.questions import duty_needs, open_duties
from prima.offices.tests.people import (
    NOW,
    TODAY,
    acting,
    make_district,
    make_office,
    make_position,
    make_staff,
)

pytestmark = pytest.mark.django_db
DUE = NOW + timedelta(days=3)
DEED = Deed("SP-12/2026", TODAY, "H. Karim")


@pytest.fixture
def office() -> Office:
    """A KUA with hours; a procedure needs its head, and two rows wait for the head."""
    actions.load_national_hours(by=SYSTEM, at=NOW)
    return make_office()


@pytest.fixture(autouse=True)
def asked(office: Office) -> Iterator[None]:
    """What later floors answer, said here in their place."""
    before = duty_needs._answer, open_duties._answer
    needs = [DutyNeed("unit_head", "Rekomendasi nikah", ("Menandatangani",))]
    work = [OpenDuty(office.pk, ("unit_head",), 2, DUE)]
    duty_needs.answer_by(lambda place, _at: needs if place == office else [])
    open_duties.answer_by(lambda ids, _at: work if office.pk in ids else [])
    yield
    duty_needs.answer_by(before[0])
    open_duties.answer_by(before[1])


@pytest.fixture
def head(office: Office) -> StaffMember:
    """Who holds the headship."""
    head = make_staff(office, "Ahmad Fauzan", "head")
    make_position(office, "unit_head", head)
    return head


@pytest.fixture
def supervisor(office: Office) -> StaffMember:
    """Who sees the workload."""
    return make_staff(office, "Citra", "supervisor")


def leave(staff: StaffMember, first: int, last: int) -> Any:
    return actions.record_absence(
        staff,
        starts_on=TODAY + timedelta(days=first),
        ends_on=TODAY + timedelta(days=last),
        reason="leave",
        by=SYSTEM,
        at=NOW,
    )


def seen(by: StaffMember, at: datetime = NOW) -> list[CoverGap]:
    return queries.cover_gaps(acting(by, at), at)


def sweep(at: datetime = NOW) -> int:
    return actions.raise_gaps(queries.gaps_of(Office.objects.all(), at), at=at)


def test_leave_within_days_is_a_gap_with_what_waits(
    head: StaffMember, supervisor: StaffMember
) -> None:
    assert seen(supervisor) == []
    leave(head, 2, 4)

    (gap,) = seen(supervisor)

    assert (gap.first, gap.last) == (TODAY + timedelta(days=2), TODAY + timedelta(days=4))
    assert (gap.has_begun, gap.is_vacant, gap.away) == (False, False, ("Ahmad Fauzan",))
    assert (gap.open_items, gap.first_due_at) == (2, DUE)
    assert gap.services == ("Rekomendasi nikah",)


def test_cover_closes_the_gap_unless_the_letter_reaches_a_part_or_the_stand_in_goes_too(
    office: Office, head: StaffMember, supervisor: StaffMember
) -> None:
    leave(head, 0, 4)
    own = Appointment.objects.get(staff=head)
    deputy = make_staff(office, "Dewi", "officer")

    def plh(**changes: Any) -> Appointment:
        wanted: dict[str, Any] = {
            "kind": "acting_temporary", "starts_on": TODAY, "stands_in_for": own, "deed": DEED,
            "ends_on": TODAY + timedelta(days=4), "by": SYSTEM, "at": NOW,
        }  # fmt: skip
        return actions.appoint(own.position, deputy, **wanted | changes)

    partly = plh(scope=["rujuk"])
    assert len(seen(supervisor)) == 1
    actions.end_appointment(partly, ends_on=TODAY, at_once=True, by=SYSTEM, at=NOW)
    plh()
    assert seen(supervisor) == []
    leave(deputy, 2, 2)
    (gap,) = seen(supervisor)
    assert gap.first == gap.last == TODAY + timedelta(days=2)


def test_a_colleague_with_the_same_duty_is_cover(
    office: Office, head: StaffMember, supervisor: StaffMember
) -> None:
    clerks = [make_staff(office, name, "officer") for name in ("Ani", "Budi")]
    make_position(office, "front_office", *clerks)
    duty_needs.answer_by(lambda _place, _at: [DutyNeed("front_office", "Rujuk", ("Memeriksa",))])
    open_duties.answer_by(lambda _ids, _at: [])
    leave(clerks[0], 0, 4)
    assert seen(supervisor) == []

    leave(clerks[1], 1, 1)

    (gap,) = seen(supervisor)
    assert gap.position.duty == "front_office"


def test_a_duty_nobody_needs_and_days_the_office_is_closed_are_no_gap(
    head: StaffMember, supervisor: StaffMember
) -> None:
    leave(head, 4, 5)  # Saturday and Sunday
    assert seen(supervisor) == []
    leave(head, 2, 2)
    assert len(seen(supervisor)) == 1
    duty_needs.answer_by(lambda _place, _at: [])
    assert len(seen(supervisor)) == 1
    open_duties.answer_by(lambda _ids, _at: [])

    assert seen(supervisor) == []


def test_work_another_duty_may_do_as_well_does_not_wait(
    office: Office, head: StaffMember, supervisor: StaffMember
) -> None:
    make_position(office, "front_office", make_staff(office, "Ani", "officer"))
    work = [OpenDuty(office.pk, ("unit_head", "front_office"), 5, DUE)]
    open_duties.answer_by(lambda _ids, _at: work)
    leave(head, 0, 1)

    (gap,) = seen(supervisor)

    assert gap.open_items == 0


def test_only_who_looks_after_the_office_sees_it(office: Office, head: StaffMember) -> None:
    leave(head, 0, 1)
    officer = make_staff(office, "Ani", "officer")
    stranger = make_staff(make_office("kua-lain"), "Budi", "supervisor")

    assert seen(officer) == seen(stranger) == []
    assert len(seen(make_staff(office, "Dewi", "manager"))) == 1


def test_a_gap_is_told_once_for_each_level_before_the_first_work_is_due(
    head: StaffMember, supervisor: StaffMember
) -> None:
    leave(head, 2, 6)

    assert sweep() == 1
    assert sweep(NOW + timedelta(hours=1)) == 0
    begun = NOW + timedelta(days=2)
    assert sweep(begun) == 1
    assert sweep(begun + timedelta(hours=1)) == 0

    told = list(CoverNotice.objects.order_by("given_at"))
    assert [one.level for one in told] == ["ahead", "now"]
    assert told[0].given_at < DUE
    entries = JournalEntry.objects.filter(what="position.uncovered")
    assert [entry.payload["open_items"] for entry in entries] == [2, 2]
    # The head is away when the second letter goes out, so it goes to the supervisor alone.
    letters = list(OutgoingMessage.objects.order_by("pk"))
    assert {one.recipient for one in letters[:-1]} == {head.user.email, supervisor.user.email}
    letter = letters[-1]
    assert letter.recipient == supervisor.user.email
    assert letter.body is not None
    assert letter.subject is not None
    assert "2 pekerjaan menunggu" in letter.body
    assert "/kelola/penugasan/" in letter.body
    assert "Fauzan" not in letter.subject + letter.body


def test_without_supervisor_or_head_the_managers_are_told(office: Office) -> None:
    manager = make_staff(office, "Dewi", "manager")
    make_position(office, "unit_head")

    assert sweep() == 1

    assert OutgoingMessage.objects.get().recipient == manager.user.email
    assert CoverNotice.objects.get().first_day is None
    assert sweep(NOW + timedelta(days=30)) == 0


def test_a_vacancy_is_raised_before_the_holder_goes(
    head: StaffMember, supervisor: StaffMember
) -> None:
    own = Appointment.objects.get(staff=head)
    actions.end_appointment(own, ends_on=TODAY + timedelta(days=2), by=SYSTEM, at=NOW)

    (gap,) = seen(supervisor)

    assert gap.is_vacant
    assert not gap.has_begun
    assert (gap.first, gap.last) == (TODAY + timedelta(days=3), None)
    assert seen(supervisor, NOW + timedelta(days=3))[0].first == gap.first


def test_an_appointment_that_ended_at_noon_leaves_the_rest_of_the_day_open(
    head: StaffMember, supervisor: StaffMember
) -> None:
    own = Appointment.objects.get(staff=head)
    actions.end_appointment(own, ends_on=TODAY, at_once=True, by=SYSTEM, at=NOW)

    (gap,) = seen(supervisor)

    assert gap.has_begun
    assert gap.first == TODAY


def test_only_the_system_sweeps_and_the_task_does(head: StaffMember) -> None:
    leave(head, 0, 1)

    with pytest.raises(NotAllowed):
        actions.raise_gaps([], by=acting(head), at=NOW)
    tasks.raise_gaps(timestamp=0)


def test_a_notice_is_kept_once(office: Office) -> None:
    row: dict[str, Any] = {
        "office": office, "duty": "unit_head", "first_day": None, "level": "now", "given_at": NOW,
    }  # fmt: skip
    CoverNotice.objects.create(**row)

    with pytest.raises(IntegrityError, match="cover_notice_once"), transaction.atomic():
        CoverNotice.objects.create(**row)
    with pytest.raises(IntegrityError, match="cover_notice_level"), transaction.atomic():
        CoverNotice.objects.create(**row | {"level": "soon"})


def test_gaps_cost_the_same_statements_for_many_offices(
    head: StaffMember, supervisor: StaffMember, django_assert_max_num_queries: Any
) -> None:
    leave(head, 0, 4)
    district = make_district()
    for number in range(12):
        place = make_office(f"kua-{number}-lain", district)
        make_position(place, "unit_head", make_staff(place, f"Kepala {number}", "head"))
    for year in range(2000, 2020):
        Appointment.objects.create(
            position=head.appointments.get().position,
            staff=supervisor,
            starts_on=date(year, 1, 1),
            ends_on=date(year, 12, 31),
        )
    offices = list(Office.objects.all())

    with django_assert_max_num_queries(12):
        assert len(queries.gaps_of(offices, NOW)) == 1
