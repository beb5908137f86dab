"""Who decides an objection, silence, classes, and figures that cannot be made prettier."""

from dataclasses import replace
from datetime import timedelta

import pytest

from prima.complaints import actions, rules
from prima.complaints.core.answers import gaps
from prima.complaints.models import Complaint
from prima.complaints.queries.figures import figures
from prima.complaints.queries.inbox import CONTESTED, LATE, MINE, inbox
from prima.complaints.queries.overdue import to_ask_again, to_close
from prima.complaints.rules import ACTS, Closure, ComplaintStatus, Maladministration
from prima.complaints.tests.scene import NOW, Hall, answered, fresh, say, verified
from prima.complaints.views.acts import DO, FORMS
from prima.kernel.actors import CITIZEN, SYSTEM, Actor
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.offices.public import StaffMember

DAY = timedelta(days=1)


def contested(hall: Hall) -> Complaint:
    complaint = say(hall).complaint
    verified(hall, complaint)
    answered(hall, complaint)
    return actions.contest(complaint, reason="Uang belum kembali.", by=CITIZEN, at=NOW + 3 * DAY)


def staff(actor: Actor) -> StaffMember:
    return StaffMember.objects.get(user=actor.id or 0)


def test_an_objection_waits_for_the_office_above_until_a_date(hall: Hall) -> None:
    complaint = contested(hall)

    asked = complaint.objections.get()
    assert (asked.office, asked.staff) == (hall.place.district, staff(hall.above))
    assert fresh(complaint).due_at == complaint.deadlines.get(stage="objection").due_at
    upheld = {"reason": "Uang kembali 24 Juni, kuitansi ada.", "at": NOW + 4 * DAY}
    with pytest.raises(NotAllowed):
        actions.uphold(complaint, seen=fresh(complaint).version, by=hall.head, **upheld)  # type: ignore[arg-type]
    actions.uphold(complaint, seen=fresh(complaint).version, by=hall.above, **upheld)  # type: ignore[arg-type]

    after = fresh(complaint)
    assert (after.closure, after.due_at) == (Closure.CONTESTED, None)
    assert complaint.objections.get().outcome == "upheld"


def test_reopening_and_a_later_yes_both_end_an_objection(hall: Hall) -> None:
    one, other = contested(hall), contested(hall)
    actions.reopen(
        one, reason="Perlu diperiksa lagi.", seen=fresh(one).version, by=hall.above,
        at=NOW + 4 * DAY,
    )  # fmt: skip
    actions.confirm(other, by=CITIZEN, at=NOW + 4 * DAY)

    assert one.objections.get().outcome == "reopened"
    assert other.objections.get().outcome == "settled"
    assert fresh(other).due_at is None


def test_silence_is_closed_after_its_time_and_asked_again_once_after_four_weeks(
    hall: Hall,
) -> None:
    complaint = say(hall).complaint
    verified(hall, complaint)
    answered(hall, complaint)
    over = complaint.deadlines.get(stage="reply").due_at
    assert to_close(over) == []
    assert to_close(over + DAY) == [complaint]
    actions.close_silent(complaint, by=SYSTEM, at=over + DAY)

    assert to_ask_again(over + 28 * DAY) == []
    assert to_ask_again(over + 29 * DAY) == [complaint]
    actions.ask_again(complaint, by=SYSTEM, at=over + 29 * DAY)
    assert to_ask_again(over + 60 * DAY) == []
    actions.confirm(complaint, by=CITIZEN, at=over + 30 * DAY)
    assert fresh(complaint).closure == Closure.CONFIRMED


def test_an_officer_is_named_who_may_handle_it_and_finds_it(hall: Hall) -> None:
    complaint = say(hall).complaint
    given = {"seen": 1, "by": hall.head, "at": NOW}
    with pytest.raises(RuleBroken, match="tidak dapat menangani"):
        actions.assign(complaint, staff=hall.counter, **given)  # type: ignore[arg-type]

    actions.assign(complaint, staff=staff(hall.handler), **given)  # type: ignore[arg-type]

    assert list(inbox(hall.handler, at=NOW, only=MINE)) == [complaint]
    assert not inbox(hall.head, at=NOW, only=MINE).exists()


def test_the_class_of_the_ombudsman_is_named(hall: Hall) -> None:
    complaint = verified(hall, say(hall).complaint)

    actions.classify(
        complaint, kind=Maladministration.MONEY, seen=complaint.version, by=hall.handler, at=NOW
    )

    assert fresh(complaint).maladministration == "money"


def test_late_and_contested_ones_are_found(hall: Hall) -> None:
    late, disputed = say(hall).complaint, contested(hall)

    assert list(inbox(hall.head, at=NOW + 5 * DAY, only=LATE)) == [late]
    assert list(inbox(hall.head, at=NOW, only=CONTESTED)) == [disputed]


GOOD = {
    "facts": "Buku kas 23 Juni 2026 menunjukkan Rp50.000 diterima.",
    "decision": "Uang dikembalikan hari ini.",
    "reason": "Layanan ini gratis menurut standar pelayanan.",
    "next_step": "Kepala kantor menegur petugas sebelum 30 Juni.",
}


@pytest.mark.parametrize("part", list(GOOD))
def test_a_thin_part_of_an_answer_is_named(part: str) -> None:
    assert gaps(GOOD) == ()
    assert part in gaps({**GOOD, part: "Sudah."})
    undated = dict.fromkeys(GOOD, "Petugas sudah diberi tahu agar memperbaikinya.")
    assert gaps(undated) == ("date",)


def test_three_kinds_of_closed_are_the_closed_ones_and_overdue_is_a_failure(hall: Hall) -> None:
    """N1 and N3: reopening never makes more closed; open and overdue has failed."""
    first, at = NOW - DAY, NOW + 40 * DAY
    disputed = contested(hall)
    confirmed = say(hall).complaint
    verified(hall, confirmed)
    answered(hall, confirmed)
    actions.confirm(confirmed, by=CITIZEN, at=NOW + 3 * DAY)
    say(hall)

    before = figures(hall.place.kua, first, at)
    assert (before.closed, before.confirmed, before.contested, before.open) == (2, 1, 1, 1)
    assert (before.on_time, before.late) == (1, 2)
    assert figures(hall.place.kua, first, NOW + 2 * DAY).late == 0
    actions.reopen(
        disputed, reason="Diperiksa lagi.", seen=fresh(disputed).version, by=hall.above,
        at=NOW + 4 * DAY,
    )  # fmt: skip

    after = figures(hall.place.kua, first, at)
    assert after.closed == before.closed - 1
    assert after.received == after.closed + after.open
    middle = NOW + timedelta(seconds=1)
    halves = [figures(hall.place.kua, first, middle), figures(hall.place.kua, middle, at)]
    assert sum(one.received for one in halves) == after.received


def test_the_table_of_acts_is_what_pages_offer_and_actions_do() -> None:
    """B5: every act of the table has its form and its action, and no other has."""
    named = {one for acts in ACTS.values() for one in acts}

    assert named == set(FORMS) == set(DO)
    assert set(ACTS) == set(ComplaintStatus)


@pytest.mark.parametrize("state", ComplaintStatus)
def test_an_act_outside_its_states_is_refused(state: ComplaintStatus) -> None:
    for act in FORMS:
        if act in ACTS[state]:
            rules.check_act(act, state)
        else:
            with pytest.raises(RuleBroken, match="tidak dapat dilakukan"):
                rules.check_act(act, state)


def test_a_reason_lets_a_thin_answer_go(hall: Hall) -> None:
    complaint = verified(hall, say(hall).complaint)
    said = {**GOOD, "decision": "Tetap.", "finding": "justified", "seen": str(complaint.version)}

    thin = FORMS["answer"](said, complaint)
    meant = FORMS["answer"](said | {"as_it_is": "Tidak ada yang diputuskan."}, complaint)

    assert "terlalu singkat" in str(thin.errors["decision"])
    assert meant.is_valid()
    reply = replace(meant.reply, next_step="Selesai.")  # type: ignore[attr-defined]
    actions.answer(complaint, reply=reply, seen=complaint.version, by=hall.handler, at=NOW + DAY)
    assert complaint.events.filter(kind="noted").exists()


def test_closing_at_night_leaves_alone_what_was_contested_meanwhile(hall: Hall) -> None:
    complaint = contested(hall)

    actions.close_silent(complaint, by=SYSTEM, at=NOW + 20 * DAY)

    held = fresh(complaint)
    assert held.closure == Closure.CONTESTED
    assert held.objections.filter(decided_at=None).count() == 1
