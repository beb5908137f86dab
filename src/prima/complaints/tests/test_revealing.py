"""Nothing leads from what is passed on to the one who spoke."""

import time

import pytest
from django.test import Client
from django.urls import reverse

from prima.complaints import actions
from prima.complaints.actions import ReporterData
from prima.complaints.core.revealing import Trace, traces
from prima.complaints.models import Complaint
from prima.complaints.rules import UnveilReason
from prima.complaints.tests.scene import NOW, STORY, Hall, say
from prima.complaints.tests.test_views import browser, text
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.journal.models import JournalEntry

CANARIES = ("Zulkanarwati", "081298765432", "kenari@contoh.id")


def spoken(hall: Hall) -> Complaint:
    return say(hall, reporter=ReporterData(*CANARIES)).complaint


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Hubungi 0812-3456-7890 saja", Trace.PHONE),
        ("Telepon +62 812 3456 7890", Trace.PHONE),
        ("NIK saya 3201 2345 6789 0001", Trace.NIK),
        ("Motor saya B 1234 XYZ", Trace.PLATE),
        ("tulis ke kenari@contoh.id", Trace.EMAIL),
        ("Kata bu zulkanarwati begitu", Trace.NAME),
        ("Ia berkata saya diminta membayar Rp50.000 di loket itu", Trace.COPIED),
    ],
)
def test_each_sign_is_found(said: str, found: Trace) -> None:
    assert traces(said, names=[CANARIES[0]], original=STORY) == (found,)


def test_an_ordinary_sentence_is_free_and_long_text_costs_little() -> None:
    free = "Periksa papan biaya di loket 2 pada 12 November 2026, pukul 08.30."
    assert traces(free, names=["Bu Zulkanarwati"], original=STORY) == ()

    begun = time.perf_counter()
    for bad in ("1" * 50_000, "a@" * 25_000, "A1 " * 16_000, "08" * 25_000):
        traces(bad)

    assert time.perf_counter() - begun < 2


def test_who_spoke_is_opened_for_a_reason_and_their_page_says_so(hall: Hall) -> None:
    received = say(hall, reporter=ReporterData(*CANARIES))
    number = received.complaint.number
    client = browser(hall.handler)

    asked = client.get(reverse("complaints:reporter", args=[number]))
    refused = client.post(reverse("complaints:reporter_shown", args=[number]))
    shown = client.post(reverse("complaints:reporter_shown", args=[number]), {"reason": "contact"})

    assert CANARIES[0] not in text(asked) + text(refused)
    assert refused.status_code == 422
    assert CANARIES[0] in text(shown)
    entry = JournalEntry.objects.get(what="complaint.unveiled")
    assert entry.payload["reason"] == "contact"
    assert CANARIES[0] not in str(entry.payload)
    code = {"number": number, "words": received.words}
    assert "Petugas membuka nama pelapor" in text(
        Client().post(reverse("complaints:followed"), code)
    )


def test_nobody_is_opened_where_nobody_is_known_or_by_strangers(hall: Hall) -> None:
    unknown = say(hall, identity="unknown").complaint
    with pytest.raises(RuleBroken, match="tidak memberi nama"):
        actions.unveil(unknown, reason=UnveilReason.DUTY, by=hall.handler, at=NOW)
    with pytest.raises(NotAllowed):
        actions.unveil(spoken(hall), reason=UnveilReason.DUTY, by=hall.officer, at=NOW)


def test_the_task_card_takes_the_handlers_words_and_nothing_that_leads_back(hall: Hall) -> None:
    complaint = spoken(hall)
    address = reverse("complaints:task_printed", args=[complaint.number])
    client = browser(hall.handler)
    good = {
        "where": "Loket 2", "problem": "Biaya diminta padahal gratis.",
        "to_check": "Papan biaya\nBuku kas",
    }  # fmt: skip

    refused = client.post(address, good | {"problem": f"Kata {CANARIES[0]}: {STORY}"})
    card = client.post(address, good)

    assert refused.status_code == 422
    assert "nama pelapor, kata-kata pelapor sendiri" in text(refused)
    assert "Buku kas" in text(card)
    assert complaint.number not in text(card)
    for told in (*CANARIES, STORY[:30]):
        assert told not in text(card)


def test_what_tells_of_who_spoke_stands_on_no_page(hall: Hall) -> None:
    """D10: as the reported officer, a colleague, the handler, the office above and the public."""
    received = say(hall, reporter=ReporterData(*CANARIES), reported=[hall.counter])
    number = received.complaint.number
    code = {"number": number, "words": received.words}
    names = ("complaint", "reporter", "task")
    pages = [reverse(f"complaints:{name}", args=[number]) for name in names]
    pages += [reverse("complaints:inbox"), reverse("complaints:indicator")]
    pages += [reverse("complaints:typed"), reverse("complaints:speak")]

    seen = [text(Client().post(reverse("complaints:followed"), code))]
    for actor in (hall.officer, hall.handler, hall.head, hall.above):
        client = browser(actor)
        seen += [client.get(page).content.decode() for page in pages]

    assert not [one for one in seen for canary in CANARIES if canary in one]
    for actor in (hall.officer, hall.handler, hall.head):
        assert browser(actor).get(pages[0]).status_code in {403, 404}
