"""Slips that carry a number before anybody writes: printed, taken home, typed in, struck off."""

import io
from collections.abc import Iterator
from datetime import timedelta

import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from prima.complaints import actions, documents, rules
from prima.complaints.actions import Printed, Submission
from prima.complaints.models import Complaint, PrintedSlip
from prima.complaints.rules import Channel, Identity, Kind
from prima.complaints.tests.scene import NOW, Hall, fresh, say
from prima.complaints.tests.test_typed import filled
from prima.complaints.tests.test_views import browser, hidden, text
from prima.kernel import clock, codes, limits_in_memory
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.journal.models import JournalEntry

REFUSAL = "tidak ditunggu kantor ini"
FOLLOWED = "complaints:followed"


def printed(hall: Hall, count: int = 2, key: str = "kunci-lembar-0001") -> list[Printed]:
    return actions.print_slips(hall.place.kua, count, key=key, by=hall.handler, at=NOW)


def typed(hall: Hall, number: str, **other: object) -> Complaint:
    values = {
        "kind": Kind.COMPLAINT, "identity": Identity.UNKNOWN, "channel": Channel.SLIP,
        "office": hall.place.kua, "story": "Antrean tidak urut.", "slip_number": number,
    } | other  # fmt: skip
    submission = Submission(**values)  # type: ignore[arg-type]
    key = f"kunci-lembar-kembali-{codes.normalise_number(number)}"
    return actions.submit(submission, key=key, by=hall.handler, at=NOW).complaint


def test_a_slip_keeps_its_number_and_the_hash_of_its_words_alone(hall: Hall) -> None:
    first, second = printed(hall)

    kept = PrintedSlip.objects.get(number=first.number)

    assert first.number != second.number
    assert codes.is_valid_number(first.number)
    assert codes.verify_secret(kept.secret_hash, first.words)
    assert first.words not in repr(first)
    entry = JournalEntry.objects.filter(what="complaint.slips_printed").get()
    assert entry.payload == {"count": 2}


def test_hashing_is_done_before_the_transaction(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    depths = []
    real = codes.hash_secret

    def noted(words: str) -> str:
        depths.append(len(connection.savepoint_ids))
        return real(words)

    before = len(connection.savepoint_ids)
    monkeypatch.setattr(codes, "hash_secret", noted)
    printed(hall)

    assert depths == [before] * 2


def test_only_who_handles_complaints_of_the_office_prints_and_strikes_off(hall: Hall) -> None:
    for stranger in (hall.officer,):
        with pytest.raises(NotAllowed):
            actions.print_slips(hall.place.kua, 2, key="kunci-lembar-0002", by=stranger, at=NOW)
        with pytest.raises(NotAllowed):
            actions.spoil_slips(hall.place.kua, printed_at=NOW, by=stranger, at=NOW)

    assert printed(hall)


def test_not_too_many_at_once_nor_out_at_a_time(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(RuleBroken, match="paling banyak 48"):
        printed(hall, rules.MOST_SLIPS_AT_ONCE + 1)
    monkeypatch.setattr(rules, "MOST_OPEN_SLIPS", 3)
    printed(hall)
    with pytest.raises(RuleBroken, match="belum kembali"):
        printed(hall, key="kunci-lembar-0002")

    actions.spoil_slips(hall.place.kua, printed_at=NOW, by=hall.handler, at=NOW)
    assert printed(hall, key="kunci-lembar-0003")


def test_the_same_form_sent_twice_prints_once(hall: Hall) -> None:
    printed(hall)

    with pytest.raises(RuleBroken, match="coret cetakan itu"):
        printed(hall)

    assert PrintedSlip.objects.count() == 2


def test_the_report_takes_over_number_and_words(hall: Hall) -> None:
    slip = printed(hall)[0]

    # As people write: small letters, no lines.
    complaint = typed(hall, slip.number.lower().replace("-", " "))

    assert complaint.number == slip.number
    assert codes.verify_secret(complaint.secret_hash, slip.words)
    assert PrintedSlip.objects.get(number=slip.number).used_by == complaint
    again = typed(hall, slip.number)
    assert again == complaint  # the same form once more


@pytest.mark.parametrize("why", ["unknown", "used", "elsewhere", "spoilt", "channel"])
def test_every_wrong_number_is_refused_with_one_sentence(hall: Hall, why: str) -> None:
    number, by = printed(hall)[0].number, hall.handler
    if why == "unknown":
        number = "ADU-26-000000-0"
    elif why == "used":
        typed(hall, number)
    elif why == "elsewhere":
        PrintedSlip.objects.update(office=hall.place.district)
    elif why == "spoilt":
        actions.spoil_slips(hall.place.kua, number=number, by=by, at=NOW)
    channel = Channel.PHONE if why == "channel" else Channel.SLIP
    before = Complaint.objects.count()

    submission = Submission(
        Kind.COMPLAINT, Identity.UNKNOWN, channel, hall.place.kua, "Antrean tidak urut.",
        slip_number=number,
    )  # fmt: skip
    with pytest.raises(actions.SlipRefused, match=REFUSAL):
        actions.submit(submission, key="kunci-lembar-kedua-1", by=by, at=NOW)

    assert Complaint.objects.count() == before


def test_a_refused_number_loses_nothing_that_was_typed(hall: Hall) -> None:
    sent = filled(hall, channel="slip", slip_number="ADU-26-000000-0")

    answer = browser(hall.officer).post(reverse("complaints:typed_sent"), sent)

    assert answer.status_code == 422
    assert REFUSAL in text(answer)
    assert sent["story"] in text(answer)
    assert "ADU-26-000000-0" in text(answer)


def follow(number: str, words: str) -> str:
    limits_in_memory.forget()
    return text(Client().post(reverse(FOLLOWED), {"number": number, "words": words}))


def test_the_torn_off_part_works_before_and_after_the_paper_is_typed_in(hall: Hall) -> None:
    slip, lost = printed(hall)

    before = follow(slip.number, slip.words)
    receipt = text(
        browser(hall.officer).post(
            reverse("complaints:typed_sent"),
            filled(hall, channel="slip", slip_number=slip.number),
        )
    )
    after = follow(slip.number, slip.words)
    actions.spoil_slips(
        hall.place.kua, number=lost.number, by=hall.handler, at=NOW + timedelta(days=1)
    )

    assert "belum dicatat petugas" in before
    assert "Sobekan pelapor sudah berlaku" in receipt
    assert "Perjalanan laporan" in after
    assert "mencoret lembar ini" in follow(lost.number, lost.words)
    assert "tidak cocok" in follow(lost.number, "satu dua tiga empat lima")


@pytest.fixture
def cost(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What was hashed to compare."""
    verify, hashed = codes._hasher.verify, []

    real = codes._hasher

    class Noting:
        def __getattr__(self, name: str) -> object:
            return getattr(real, name)

        def verify(self, known: str, typed: str) -> bool:
            hashed.append(known)
            return verify(known, typed)

    monkeypatch.setattr(codes, "_hasher", Noting())
    return iter([hashed])


def test_paper_nobody_typed_in_costs_what_every_guess_costs(
    hall: Hall, cost: Iterator[list[str]]
) -> None:
    slip, spoilt = printed(hall)
    PrintedSlip.objects.filter(number=spoilt.number).update(spoilt_at=NOW)
    known, hashed = say(hall), next(cost)
    kept = {one.secret_hash for one in (*Complaint.objects.all(), *PrintedSlip.objects.all())}
    guesses = [
        (known.complaint.number, "satu dua tiga empat lima"),
        (slip.number, "satu dua tiga empat lima"),
        ("ADU-26-000000-0", "satu dua tiga empat lima"),
        ("ZZZ-99-ZZZZZZ-Z", "satu dua tiga empat lima"),
        (slip.number, slip.words),
        (spoilt.number, spoilt.words),
    ]
    follow(*guesses[0])
    seen = []
    for number, words in guesses:
        hashed.clear()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            follow(number, words)
        assert len(hashed) == 1
        assert set(hashed) <= kept
        seen.append([one["sql"].split("WHERE")[0] for one in asked.captured_queries])

    assert seen == [seen[0]] * len(guesses)
    hashed.clear()
    assert "Perjalanan laporan" in follow(known.complaint.number, known.words)
    assert len(hashed) == 1


def test_the_sheet_has_two_slips_a_page_and_the_words_on_the_part_that_goes_home(
    hall: Hall,
) -> None:
    made = printed(hall, 6)

    content = documents.slips_pdf(
        hall.place.kua, [(one.number, one.words) for one in made], now=NOW
    )

    with pikepdf.open(io.BytesIO(content)) as sheet:
        assert len(sheet.pages) == 3


def test_who_handles_complaints_prints_once_and_sees_what_came_back(hall: Hall) -> None:
    client, address = browser(hall.handler), reverse("complaints:slips")
    page = text(client.get(address))
    sent = {"count": "2", "idempotency_key": hidden(page, "idempotency_key")}

    sheet = client.post(reverse("complaints:slips_printed"), sent)
    twice = client.post(reverse("complaints:slips_printed"), sent)
    slip = PrintedSlip.objects.first()
    assert slip is not None
    spoilt = client.post(reverse("complaints:slips_spoilt"), {"number": slip.number})
    unknown = client.post(reverse("complaints:slips_spoilt"), {"number": slip.number})
    neither = client.post(reverse("complaints:slips_spoilt"), {})
    chosen = {"printing": slip.printed_at.isoformat()}
    rest = client.post(reverse("complaints:slips_spoilt"), chosen, follow=True)

    assert sheet["Content-Type"] == "application/pdf"
    assert sheet.content.startswith(b"%PDF")
    assert [twice.status_code, unknown.status_code, neither.status_code] == [422] * 3
    assert spoilt.status_code == 302
    assert "1 lembar dicoret" in text(rest)
    assert not PrintedSlip.objects.open().exists()
    assert browser(hall.officer).get(address).status_code == 403
    assert client.get(address, {"kantor": "kantor-lain"}).status_code == 404


def test_no_new_report_takes_a_number_that_is_out_on_paper(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    slip = printed(hall)[0]
    offered = iter([slip.number, "ADU-26-7K3F9Q-C"])
    monkeypatch.setattr(codes, "new_number", lambda *_of: next(offered))

    assert say(hall, at=clock.now()).complaint.number == "ADU-26-7K3F9Q-C"
    assert fresh(Complaint.objects.get()).number != slip.number
