"""Forwards that move no date, the official who decides, the ladder of a missed date."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prima.complaints import actions, tasks
from prima.complaints.models import Complaint, Escalation
from prima.complaints.rules import ComplaintStatus, Gravity
from prima.complaints.tests.scene import NOW, Hall, fresh, say, verified
from prima.kernel.actors import CITIZEN, SYSTEM, Actor
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.offices.public import Office, Role, StaffMember, record_absence
from prima.offices.tests import people

LATE = datetime(2026, 6, 27, 3, tzinfo=NOW.tzinfo)  # a Saturday; verification was due on Friday


def dates(complaint: Complaint) -> dict[tuple[str, str], datetime]:
    rows = complaint.deadlines.filter(stage__in=["verify", "first_answer", "settle"])
    return {(one.stage, one.basis): one.due_at for one in rows}


def neighbour(hall: Hall) -> tuple[Office, Actor]:
    office = people.make_office("kua-tanjung", hall.place.district)
    return office, people.acting(people.make_staff(office, "Rudi Hartono", Role.HEAD), NOW)


def forwarded(complaint: Complaint, to: Office, by: Actor, hours: int = 2) -> Complaint:
    return actions.forward(
        complaint, to=to, reason="Kejadiannya di kantor itu.", seen=fresh(complaint).version,
        by=by, at=NOW + timedelta(hours=hours),
    )  # fmt: skip


def test_a_forward_is_counted_and_moves_no_date(hall: Hall) -> None:
    complaint = say(hall).complaint
    other, chief = neighbour(hall)
    before = dates(complaint)

    forwarded(complaint, other, hall.handler)

    moved = fresh(complaint)
    assert (moved.handling_office, moved.office, moved.forwards) == (other, hall.place.kua, 1)
    assert dates(complaint) == before
    assert not Complaint.objects.visible_to(hall.handler).exists()
    assert Complaint.objects.visible_to(chief).get() == complaint


def test_after_the_second_forward_the_head_above_decides_and_nobody_forwards(hall: Hall) -> None:
    complaint = say(hall).complaint
    other, chief = neighbour(hall)
    forwarded(complaint, other, hall.handler)
    forwarded(complaint, hall.place.kua, chief, 3)

    asked = complaint.arbitrations.get()
    assert asked.arbiter.user_id == hall.above.id
    due = complaint.deadlines.get(stage="arbiter")
    assert due.due_at.date() == date(2026, 6, 24)
    with pytest.raises(RuleBroken, match="menunggu penetapan"):
        forwarded(complaint, other, hall.handler, 4)
    with pytest.raises(NotAllowed):
        placed(complaint, other, hall.head)
    before = dates(complaint)
    placed(complaint, other, hall.above)

    assert fresh(complaint).handling_office == other
    assert complaint.deadlines.get(stage="arbiter").met_at is not None
    assert dates(complaint) == before


def placed(complaint: Complaint, office: Office, by: Actor) -> None:
    actions.place(
        complaint, office=office, reason="Loketnya di sana.", seen=fresh(complaint).version,
        by=by, at=NOW + timedelta(hours=5),
    )  # fmt: skip


def test_it_never_goes_to_the_office_of_somebody_named(hall: Hall) -> None:
    complaint = say(hall, reported=[hall.counter]).complaint

    with pytest.raises(RuleBroken, match="disebut dalam laporan"):
        forwarded(complaint, hall.place.kua, hall.above)


def test_the_office_may_promise_less_time_and_both_clocks_run(hall: Hall) -> None:
    old = say(hall).complaint
    actions.set_limits(
        hall.place.kua, {("verify", ""): 1, ("settle", "service"): 7}, by=hall.head, at=NOW
    )
    new = say(hall, at=NOW + timedelta(minutes=1)).complaint

    assert ("verify", "office") not in dates(old)
    assert fresh(new).due_at == dates(new)["verify", "office"]
    assert dates(new)["verify", "office"] < dates(new)["verify", "law"]
    actions.verify(new, gravity=Gravity.SERVICE, seen=1, by=hall.handler, at=NOW)
    assert not new.deadlines.filter(stage="verify", met_at=None).exists()
    assert dates(new)["settle", "office"] < dates(new)["settle", "law"]


@pytest.mark.parametrize("days", [0, 4])
def test_an_office_never_promises_more_time_than_the_law(hall: Hall, days: int) -> None:
    with pytest.raises(RuleBroken, match="Paling lama 3"):
        actions.set_limits(hall.place.kua, {("verify", ""): days}, by=hall.head, at=NOW)
    with pytest.raises(NotAllowed):
        actions.set_limits(hall.place.kua, {("verify", ""): 2}, by=hall.handler, at=NOW)


def test_another_class_only_brings_the_last_date_nearer(hall: Hall) -> None:
    complaint = say(hall).complaint
    verified(hall, complaint, Gravity.SERVICE)
    first = complaint.deadlines.get(stage="settle")

    regraded(hall, complaint, Gravity.SUPERVISORY)
    assert complaint.deadlines.get(stage="settle").due_at == first.due_at
    regraded(hall, complaint, Gravity.NORMATIVE)

    last = complaint.deadlines.get(stage="settle")
    assert last.due_at < first.due_at
    assert last.first_due_at == first.first_due_at


def regraded(hall: Hall, complaint: Complaint, gravity: Gravity) -> None:
    actions.regrade(
        complaint, gravity=gravity, seen=fresh(complaint).version, by=hall.handler,
        at=NOW + timedelta(hours=2),
    )  # fmt: skip


def supervisor(hall: Hall) -> StaffMember:
    return people.make_staff(hall.place.kua, "Dewi Lestari", Role.SUPERVISOR)


def test_a_missed_date_climbs_the_ladder_each_step_once(hall: Hall) -> None:
    boss = supervisor(hall)
    complaint = say(hall).complaint

    def told(days: int) -> list[str]:
        actions.escalate(complaint, by=SYSTEM, at=LATE + timedelta(days=days))
        return [one.staff.name for one in complaint.escalations.select_related("staff")]

    assert actions.escalate(complaint, by=SYSTEM, at=NOW + timedelta(days=2)) == []
    assert told(0) == told(0) == [boss.name]
    assert told(5) == [boss.name, "Ahmad Fauzan"]
    assert told(12) == told(30) == [boss.name, "Ahmad Fauzan", "Hasan Basri"]
    assert fresh(complaint).version == 1


def test_a_job_that_did_not_run_for_days_catches_up_once(hall: Hall) -> None:
    supervisor(hall)
    complaint = say(hall).complaint

    found = actions.escalate(complaint, by=SYSTEM, at=LATE + timedelta(days=20))

    assert [one.rung for one in found] == [0, 1, 2]
    assert actions.escalate(complaint, by=SYSTEM, at=LATE + timedelta(days=20)) == []


def test_the_absent_the_vacant_and_the_reported_are_skipped(hall: Hall) -> None:
    chief = StaffMember.objects.get(user=hall.head.id or 0)
    record_absence(
        chief, starts_on=LATE.date(), ends_on=LATE.date(), reason="leave", by=hall.head, at=NOW
    )
    complaint = say(hall).complaint

    found = actions.escalate(complaint, by=SYSTEM, at=LATE)
    assert [one.staff.name for one in found] == ["Hasan Basri"]

    named = say(hall, reported=[hall.counter, StaffMember.objects.get(user=hall.above.id or 0)])
    assert actions.escalate(named.complaint, by=SYSTEM, at=LATE) == []


def test_only_the_system_escalates(hall: Hall) -> None:
    with pytest.raises(NotAllowed):
        actions.escalate(say(hall).complaint, by=hall.head, at=LATE)


def test_the_hourly_job_asks_only_about_those_whose_turn_has_come(hall: Hall) -> None:
    complaint = say(hall, at=NOW - timedelta(days=10)).complaint

    tasks.escalate(0)
    tasks.escalate(0)

    assert Escalation.objects.filter(complaint=complaint).count() <= 2
    assert complaint.escalations.exists()


ACTS = st.lists(
    st.sampled_from(["forward", "note", "reply", "verify", "service", "normative", "supervisory"]),
    min_size=1, max_size=8,
)  # fmt: skip


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(chosen=ACTS)
def test_whatever_is_done_no_date_of_a_citizen_moves_later(hall: Hall, chosen: list[str]) -> None:
    """M2: only a pause that waits for the person who spoke moves a date."""
    complaint = say(hall).complaint
    other = Office.objects.filter(key="kua-lain").first() or people.make_office(
        "kua-lain", hall.place.district
    )
    before = dates(complaint)
    for step, act in enumerate(chosen):
        try:
            _do(hall, complaint, act, other, NOW + timedelta(hours=step))
        except RuleBroken:
            continue
        now = dates(complaint)
        assert all(now[key] <= due for key, due in before.items())
        before = now


def _do(hall: Hall, complaint: Complaint, act: str, other: Office, at: datetime) -> None:
    held = fresh(complaint)
    seen, by = held.version, hall.above
    if act == "forward":
        to = other if held.handling_office != other else hall.place.kua
        actions.forward(complaint, to=to, reason="Bukan di sini.", seen=seen, by=by, at=at)
    elif act == "note":
        actions.note(complaint, text="Catatan.", seen=seen, by=by, at=at)
    elif act == "reply":
        actions.reply(complaint, text="Tambahan.", by=CITIZEN, at=at)
    elif held.state == ComplaintStatus.RECEIVED:
        actions.verify(complaint, gravity=Gravity.SERVICE, seen=seen, by=by, at=at)
    elif act != "verify":
        actions.regrade(complaint, gravity=Gravity(act), seen=seen, by=by, at=at)
