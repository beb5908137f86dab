"""Reports of the same matter answered once; and answers that are approved before they are sent."""

from datetime import timedelta

import pytest
from django.urls import reverse

from prima.complaints import actions
from prima.complaints.actions import FrameText, Reply
from prima.complaints.models import AnswerDraft, AnswerFrame, Complaint, Merge
from prima.complaints.rules import ComplaintStatus, EventKind, Finding, Gravity, Kind
from prima.complaints.tests.scene import NOW, Hall, answered, fresh, say, verified
from prima.complaints.tests.test_views import browser, text
from prima.kernel.actors import CITIZEN, Actor
from prima.kernel.errors import NotAllowed, RuleBroken

REPLY = Reply(
    facts="Buku kas 23 Juni 2026 menunjukkan Rp50.000 diterima.",
    decision="Uang dikembalikan hari ini juga.", reason="Layanan ini gratis menurut standarnya.",
    next_step="Kepala kantor memasang papan biaya 30 Juni 2026.", finding=Finding.JUSTIFIED,
)  # fmt: skip


def pair(hall: Hall) -> tuple[Complaint, Complaint]:
    """Two people about the same counter, the later one a day later."""
    first = verified(hall, say(hall).complaint)
    second = verified(hall, say(hall, at=NOW + timedelta(minutes=30)).complaint)
    return first, second


def merged(hall: Hall, complaint: Complaint, into: Complaint) -> Complaint:
    seen = fresh(complaint).version
    return actions.merge(complaint, into=into, seen=seen, by=hall.handler, at=NOW)


def test_one_answer_goes_to_all_and_each_keeps_dates_and_voice(hall: Hall) -> None:
    first, second = pair(hall)
    dates = list(second.deadlines.values_list("stage", "due_at"))
    merged(hall, second, first)
    assert list(second.deadlines.values_list("stage", "due_at")) == dates

    answered(hall, first)

    both = [fresh(one) for one in (first, second)]
    assert [one.state for one in both] == [ComplaintStatus.ANSWERED] * 2
    texts = {one.events.get(kind=EventKind.ANSWERED).text for one in both}
    assert len(texts) == 1
    actions.contest(second, reason="Uang saya belum.", by=CITIZEN, at=NOW + timedelta(days=3))
    assert fresh(first).closure == ""


def test_what_is_merged_is_not_answered_by_itself_until_it_is_parted(hall: Hall) -> None:
    first, second = pair(hall)
    merged(hall, second, first)

    with pytest.raises(RuleBroken, match=first.number):
        answered(hall, second)
    actions.part(second, seen=fresh(second).version, by=hall.handler, at=NOW)
    answered(hall, second)
    assert fresh(first).state == ComplaintStatus.HANDLING
    with pytest.raises(RuleBroken, match="tidak digabung"):
        actions.part(first, seen=fresh(first).version, by=hall.handler, at=NOW)


def test_only_reports_of_one_kind_and_office_that_are_handled_are_merged(hall: Hall) -> None:
    first, second = pair(hall)
    third = verified(hall, say(hall).complaint)
    elsewhere = say(hall, office=hall.place.district).complaint
    question = say(hall, kind=Kind.INFORMATION, promise_part="").complaint
    verified(hall, question, Gravity.INFORMATION)

    with pytest.raises(NotAllowed):
        merged(hall, second, elsewhere)
    for wrong, why in ((question, "sejenis"), (second, "ini sendiri")):
        with pytest.raises(RuleBroken, match=why):
            merged(hall, second, wrong)
    merged(hall, second, first)
    with pytest.raises(RuleBroken, match="digabung dengan"):
        merged(hall, third, second)
    with pytest.raises(RuleBroken, match="digabung dengan"):
        merged(hall, second, third)
    with pytest.raises(RuleBroken, match="digabung ke laporan ini"):
        merged(hall, first, third)
    answered(hall, first)
    with pytest.raises(RuleBroken, match="belum dijawab"):
        merged(hall, third, first)


def test_who_is_still_asked_something_is_answered_alone_afterwards(hall: Hall) -> None:
    first, second = pair(hall)
    merged(hall, second, first)
    actions.ask(
        second, question="Loket berapa?", seen=fresh(second).version, by=hall.handler, at=NOW
    )
    answered(hall, first)
    assert fresh(second).state == ComplaintStatus.WAITING

    actions.reply(second, text="Loket dua.", by=CITIZEN, at=NOW + timedelta(days=3))
    answered(hall, second, at=NOW + timedelta(days=4))

    assert fresh(second).state == ComplaintStatus.ANSWERED


@pytest.mark.parametrize("which", [0, 1])
def test_in_other_hands_each_stands_by_itself(hall: Hall, which: int) -> None:
    both = pair(hall)
    merged(hall, both[1], both[0])

    actions.forward(
        both[which], to=hall.place.district, reason="Bukan di sini.",
        seen=fresh(both[which]).version, by=hall.handler, at=NOW,
    )  # fmt: skip

    assert not Merge.objects.filter(parted_at=None).exists()


def test_the_pages_offer_to_merge_and_say_who_reads_the_answer(hall: Hall) -> None:
    first, second = pair(hall)
    client, address = browser(hall.handler), reverse("complaints:complaint", args=[second.number])
    assert f"?gabung={first.number}#merge" in text(client.get(address))
    page = text(client.get(address, {"gabung": first.number}))
    assert f'value="{first.number}"' in page
    act = reverse("complaints:acted", args=[second.number, "merge"])

    unknown = client.post(act, {"into": "ADU-26-000000-0", "seen": second.version})
    done = client.post(act, {"into": first.number.lower(), "seen": second.version}, follow=True)

    assert "tidak ada di daftar Anda" in text(unknown)
    assert "Dijawab bersama laporan lain" in text(done)
    assert "Pisahkan laporan" in text(done)
    lead = text(client.get(reverse("complaints:complaint", args=[first.number])))
    assert "Jangan tulis hal yang menunjukkan siapa pelapor" in lead
    assert f"bersama {first.number}" in text(client.get(reverse("complaints:inbox")))


def draft(hall: Hall, by: Actor | None = None) -> AnswerDraft:
    """The office wants approval; its officer has written an answer."""
    actions.set_approval(hall.place.kua, wanted=True, by=hall.head, at=NOW)
    complaint = verified(hall, say(hall).complaint)
    at = NOW + timedelta(hours=3)
    actions.answer(complaint, reply=REPLY, seen=complaint.version, by=by or hall.handler, at=at)
    return complaint.drafts.get()


def test_where_the_office_wants_it_an_answer_waits_for_its_head(hall: Hall) -> None:
    waiting = draft(hall)
    complaint = fresh(waiting.complaint)

    assert complaint.state == ComplaintStatus.HANDLING
    assert complaint.deadlines.get(stage="first_answer").met_at is None
    assert complaint.events.last().text == ""  # type: ignore[union-attr]
    with pytest.raises(NotAllowed):
        actions.approve(waiting, seen=complaint.version, by=hall.handler, at=NOW)
    later = NOW + timedelta(days=1)
    actions.approve(waiting, seen=complaint.version, by=hall.head, at=later)

    sent = fresh(complaint)
    assert sent.state == ComplaintStatus.ANSWERED
    assert sent.events.get(kind=EventKind.ANSWERED).text == REPLY.text
    assert sent.deadlines.get(stage="first_answer").met_at == later


def test_given_back_it_is_written_again_and_only_the_last_one_waits(hall: Hall) -> None:
    waiting = draft(hall)
    complaint = waiting.complaint
    with pytest.raises(RuleBroken, match="perlu diperbaiki"):
        actions.give_back(waiting, note=" ", seen=fresh(complaint).version, by=hall.head, at=NOW)
    actions.give_back(
        waiting, note="Sebut tanggalnya.", seen=fresh(complaint).version, by=hall.head,
        at=NOW + timedelta(hours=4),
    )  # fmt: skip
    for _again in range(2):
        actions.answer(
            complaint, reply=REPLY, seen=fresh(complaint).version, by=hall.handler,
            at=NOW + timedelta(hours=5),
        )  # fmt: skip

    assert [one.outcome for one in complaint.drafts.order_by("pk")] == ["returned", "replaced", ""]
    with pytest.raises(RuleBroken, match="tidak menunggu lagi"):
        actions.approve(waiting, seen=fresh(complaint).version, by=hall.head, at=NOW)


def test_the_head_sends_at_once_and_without_the_rule_everybody_does(hall: Hall) -> None:
    actions.set_approval(hall.place.kua, wanted=True, by=hall.head, at=NOW)
    complaint = verified(hall, say(hall).complaint)
    sent = actions.answer(complaint, reply=REPLY, seen=2, by=hall.head, at=NOW)
    assert sent.state == ComplaintStatus.ANSWERED

    actions.set_approval(hall.place.kua, wanted=False, by=hall.head, at=NOW)
    other = verified(hall, say(hall).complaint)
    assert answered(hall, other).state == ComplaintStatus.ANSWERED
    with pytest.raises(NotAllowed):
        actions.set_approval(hall.place.kua, wanted=True, by=hall.handler, at=NOW)


def test_an_answer_that_waited_is_not_sent_after_the_report_went_away(hall: Hall) -> None:
    waiting = draft(hall)
    actions.forward(
        waiting.complaint, to=hall.place.district, reason="Bukan di sini.",
        seen=fresh(waiting.complaint).version, by=hall.handler, at=NOW + timedelta(hours=4),
    )  # fmt: skip

    assert AnswerDraft.objects.get().outcome == "replaced"


def test_the_pages_of_approval(hall: Hall) -> None:
    waiting = draft(hall)
    number = waiting.complaint.number
    address = reverse("complaints:complaint", args=[number])
    officer, head = browser(hall.handler), browser(hall.head)

    assert "Setujui dan kirim" not in text(officer.get(address))
    assert "Konsep jawaban menunggu" in text(officer.get(address))
    page = text(head.get(address))
    assert "Setujui dan kirim" in page
    assert REPLY.decision in page
    looks = {"keadaan": "persetujuan"}
    assert number in text(head.get(reverse("complaints:inbox"), looks))
    seen = {"seen": fresh(waiting.complaint).version}
    refused = head.post(reverse("complaints:acted", args=[number, "give_back"]), seen)
    assert refused.status_code == 422
    done = head.post(reverse("complaints:acted", args=[number, "approve"]), seen)
    assert done.status_code == 302
    assert fresh(waiting.complaint).state == ComplaintStatus.ANSWERED
    again = head.post(reverse("complaints:acted", args=[number, "approve"]), seen)
    assert again.status_code == 422


def test_a_frame_fills_the_form_and_its_gaps_must_be_filled(hall: Hall) -> None:
    client, complaint = browser(hall.handler), verified(hall, say(hall).complaint)
    frame = {
        "office": hall.place.kua.key, "title": "Pungutan di loket",
        "facts": "Buku kas [tanggal] diperiksa.", "reason": "Layanan ini gratis.",
    }  # fmt: skip
    assert client.post(reverse("complaints:new_frame"), {"title": "Kosong"}).status_code == 422
    assert client.post(reverse("complaints:new_frame"), frame).status_code == 302
    made = AnswerFrame.objects.get()
    address = reverse("complaints:complaint", args=[complaint.number])
    assert "Pungutan di loket" in text(client.get(address))
    assert "Buku kas [tanggal] diperiksa." in text(client.get(address, {"kerangka": made.pk}))

    sent = {
        "facts": "Buku kas [tanggal] kami periksa pada 23 Juni 2026.", "finding": "justified",
        "decision": REPLY.decision, "reason": REPLY.reason, "next_step": REPLY.next_step,
        "as_it_is": "Begini saja.", "seen": complaint.version,
    }  # fmt: skip
    acted = reverse("complaints:acted", args=[complaint.number, "answer"])
    refused = client.post(acted, sent)
    assert "belum diisi: [tanggal]" in text(refused)
    assert client.post(acted, sent | {"facts": REPLY.facts}).status_code == 302


def test_a_frame_is_replaced_put_away_and_hidden_from_others(hall: Hall) -> None:
    made = actions.keep_frame(
        hall.place.kua, FrameText("Antrean", facts="Kami memeriksa."), by=hall.handler, at=NOW
    )
    client = browser(hall.handler)
    address = reverse("complaints:frame", args=[made.pk])
    changed = client.post(address, {"title": "Antrean", "facts": "Kami memeriksa antrean."})
    assert changed.status_code == 302
    newer = AnswerFrame.objects.get(retired_at=None)
    assert newer.facts == "Kami memeriksa antrean."
    assert client.get(address).status_code == 404
    assert browser(hall.officer).get(reverse("complaints:frames")).status_code == 403
    client.post(reverse("complaints:frame_retired", args=[newer.pk]))
    assert "Belum ada kerangka" in text(client.get(reverse("complaints:frames")))
    with pytest.raises(RuleBroken, match="diganti atau dihapus"):
        actions.retire_frame(newer, by=hall.handler, at=NOW)
    with pytest.raises(NotAllowed):
        actions.keep_frame(
            hall.place.kua, FrameText("Antrean", facts="x"), by=hall.officer, at=NOW
        )
    with pytest.raises(RuleBroken, match="satu bagian"):
        actions.keep_frame(hall.place.kua, FrameText("Antrean"), by=hall.handler, at=NOW)
