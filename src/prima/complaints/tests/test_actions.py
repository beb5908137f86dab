"""From the first word to closed, contested, opened again and confirmed."""

from datetime import timedelta

import pytest

from prima.cases.tests.uploads import png
from prima.complaints import actions
from prima.complaints.models import Complaint, ComplaintDeadline, Reporter
from prima.complaints.rules import Closure, ComplaintStatus, Gravity, Identity, Kind
from prima.complaints.tests.scene import NOW, Hall, answered, fresh, say, verified
from prima.kernel.actors import CITIZEN, SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord


def due(complaint: Complaint, stage: str) -> ComplaintDeadline:
    return complaint.deadlines.get(stage=stage)


def test_a_complaint_goes_from_the_first_word_to_confirmed(hall: Hall) -> None:
    complaint = say(hall).complaint
    assert due(complaint, "verify").due_at.date().isoformat() == "2026-06-26"
    assert fresh(complaint).due_at == due(complaint, "verify").due_at

    verified(hall, complaint)
    assert due(complaint, "verify").met_at is not None
    assert due(complaint, "settle").first_due_at.date().isoformat() == "2026-07-13"
    answered(hall, complaint)
    assert fresh(complaint).due_at is None
    actions.confirm(complaint, by=CITIZEN, at=NOW + timedelta(days=3))

    closed = fresh(complaint)
    assert (closed.status, closed.closure) == (ComplaintStatus.CLOSED, Closure.CONFIRMED)
    assert [one.kind for one in closed.events.all()] == [
        "received", "verified", "answered", "confirmed",
    ]  # fmt: skip


def test_the_same_form_sent_twice_is_one_complaint_with_the_same_words(hall: Hall) -> None:
    first = say(hall, key="satu-kunci-formulir")
    second = say(hall, key="satu-kunci-formulir")

    assert first.complaint == second.complaint
    assert first.words == second.words
    assert len(first.words.split()) == 5


def test_somebody_unknown_leaves_no_row_about_themselves(hall: Hall) -> None:
    complaint = say(hall, identity=Identity.UNKNOWN).complaint

    assert not Reporter.objects.filter(complaint=complaint).exists()
    with pytest.raises(RuleBroken, match="tanpa nama"):
        say(hall, identity=Identity.HIDDEN, reporter=None)


def test_who_is_named_and_their_office_never_see_it(hall: Hall) -> None:
    complaint = say(hall, reported=[hall.counter]).complaint

    assert fresh(complaint).handling_office == hall.place.district
    visible = Complaint.objects.visible_to
    assert not visible(hall.handler).exists()
    assert not visible(hall.head).exists()
    assert visible(hall.above).get() == complaint
    with pytest.raises(NotAllowed):
        actions.verify(
            complaint, gravity=Gravity.SUPERVISORY, seen=1, by=hall.head, at=NOW
        )  # fmt: skip


def test_the_clock_stands_still_while_the_office_waits_and_moves_by_no_more(hall: Hall) -> None:
    complaint = say(hall).complaint
    verified(hall, complaint)
    before = due(complaint, "settle")
    actions.ask(
        complaint, question="Loket berapa?", seen=fresh(complaint).version, by=hall.handler,
        at=NOW + timedelta(days=1),
    )  # fmt: skip
    assert fresh(complaint).due_at is None

    actions.reply(complaint, text="Loket dua.", by=CITIZEN, at=NOW + timedelta(days=3))

    after = due(complaint, "settle")
    assert after.first_due_at == before.first_due_at
    assert (after.due_at - before.due_at).days == 2
    assert fresh(complaint).state == ComplaintStatus.HANDLING


def test_a_note_or_a_reply_never_moves_a_date(hall: Hall) -> None:
    complaint = say(hall).complaint
    verified(hall, complaint)
    before = list(complaint.deadlines.order_by("pk").values_list("stage", "due_at"))

    actions.note(
        complaint, text="Tanyakan petugas.", seen=fresh(complaint).version, by=hall.handler,
        at=NOW + timedelta(days=1),
    )  # fmt: skip
    actions.reply(complaint, text="Masih menunggu.", by=CITIZEN, at=NOW + timedelta(days=2))

    assert list(complaint.deadlines.order_by("pk").values_list("stage", "due_at")) == before


def test_contested_is_not_settled_and_can_be_opened_again(hall: Hall) -> None:
    complaint = say(hall).complaint
    verified(hall, complaint)
    answered(hall, complaint)
    actions.contest(
        complaint, reason="Uang belum kembali.", by=CITIZEN, at=NOW + timedelta(days=3)
    )
    first_closed = fresh(complaint).closed_at
    assert fresh(complaint).closure == Closure.CONTESTED

    actions.reopen(
        complaint, reason="Belum dikembalikan.", seen=fresh(complaint).version, by=hall.head,
        at=NOW + timedelta(days=4),
    )  # fmt: skip
    again = fresh(complaint)
    assert (again.status, again.closure, again.reopenings) == ("handling", "", 1)
    answered(hall, complaint, at=NOW + timedelta(days=5))
    actions.confirm(complaint, by=CITIZEN, at=NOW + timedelta(days=6))

    assert fresh(complaint).closed_at == first_closed


def test_silence_is_counted_as_silence_and_only_the_system_says_so(hall: Hall) -> None:
    complaint = say(hall).complaint
    verified(hall, complaint)
    answered(hall, complaint)

    with pytest.raises(NotAllowed):
        actions.close_silent(complaint, by=hall.head, at=NOW + timedelta(days=20))
    actions.close_silent(complaint, by=SYSTEM, at=NOW + timedelta(days=20))

    assert fresh(complaint).closure == Closure.UNCONFIRMED


def test_praise_needs_no_answer(hall: Hall) -> None:
    complaint = say(hall, kind=Kind.PRAISE, promise_part="").complaint

    assert fresh(complaint).closure == Closure.CONFIRMED
    assert not complaint.deadlines.exists()


def test_of_two_at_once_the_slower_is_told(hall: Hall) -> None:
    complaint = say(hall).complaint
    verified(hall, complaint)

    with pytest.raises(StaleRecord, match="diubah orang lain"):
        actions.note(complaint, text="Lama.", seen=1, by=hall.handler, at=NOW)


def test_a_class_belongs_to_what_was_brought(hall: Hall) -> None:
    question = say(hall, kind=Kind.INFORMATION, promise_part="").complaint

    with pytest.raises(RuleBroken, match="Golongan"):
        verified(hall, question, Gravity.SUPERVISORY)


def test_an_answer_without_its_reason_is_none(hall: Hall) -> None:
    complaint = say(hall).complaint
    verified(hall, complaint)
    empty = actions.Reply("Fakta.", "Putusan.", " ", "Lanjut.", finding="justified")  # type: ignore[arg-type]

    with pytest.raises(RuleBroken, match="alasan"):
        actions.answer(complaint, reply=empty, seen=2, by=hall.handler, at=NOW)
    assert fresh(complaint).state == ComplaintStatus.HANDLING


def test_who_spoke_and_every_word_is_forgotten_once_it_was_kept_long_enough(hall: Hall) -> None:
    complaint = say(hall, uploads=[png("bukti.png")]).complaint
    running = say(hall).complaint
    verified(hall, complaint)
    answered(hall, complaint)
    actions.confirm(complaint, by=CITIZEN, at=NOW + timedelta(days=3))
    later = NOW + timedelta(days=9)

    assert actions.forget_people(before=NOW + timedelta(days=2), by=SYSTEM, at=later) == 0
    assert actions.forget_people(before=NOW + timedelta(days=8), by=SYSTEM, at=later) == 1

    gone = fresh(complaint)
    assert (gone.story, gone.finding, gone.erased_at) == ("[dihapus]", "justified", later)
    assert not Reporter.objects.filter(complaint=complaint).exists()
    assert not any(one.text for one in gone.events.all())
    assert gone.files.get().stored.removed_at == later
    assert Reporter.objects.filter(complaint=running).exists()
    assert actions.forget_people(before=NOW + timedelta(days=8), by=SYSTEM, at=later) == 0
    assert actions.forget_person(running.pk, by=SYSTEM, at=later) == 0
    with pytest.raises(NotAllowed):
        actions.forget_person(running.pk, by=hall.head, at=later)
