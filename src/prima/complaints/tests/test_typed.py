"""What staff write down for people at the counter, on the telephone, and from paper."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from prima.complaints import actions
from prima.complaints.actions import Submission
from prima.complaints.models import Complaint
from prima.complaints.rules import Channel, Identity, Kind
from prima.complaints.tests.scene import NOW, Hall
from prima.complaints.tests.test_views import browser, text
from prima.kernel import clock
from prima.kernel.actors import CITIZEN, Actor
from prima.kernel.errors import NotAllowed, RuleBroken

WORDS = "Nak, tadi saya disuruh bayar lima puluh ribu di loket dua."


def typed(
    hall: Hall, by: Actor, heard_at: datetime | None, channel: Channel = Channel.SLIP
) -> Complaint:
    submission = Submission(
        Kind.COMPLAINT, Identity.UNKNOWN, channel, hall.place.kua, WORDS, heard_at=heard_at
    )
    return actions.submit(submission, key="kunci-loket-0001", by=by, at=NOW).complaint


def filled(hall: Hall, **other: str) -> dict[str, str]:
    return {
        "channel": "counter", "office": hall.place.kua.key, "service": "", "kind": "complaint",
        "story": WORDS, "identity": "unknown", "idempotency_key": "kunci-loket-0002",
    } | other  # fmt: skip


def test_the_clock_starts_at_the_date_on_paper(hall: Hall) -> None:
    written = NOW - timedelta(days=6)

    late = typed(hall, hall.officer, written)

    assert late.received_at == written
    assert {one.started_at for one in late.deadlines.all()} == {written}
    assert late.deadlines.get(stage="verify").first_due_at < NOW
    assert late.typed_by_id == hall.officer.id


@pytest.mark.parametrize("away", [timedelta(minutes=1), -timedelta(days=60, minutes=1)])
def test_a_moment_to_come_or_long_gone_is_refused(hall: Hall, away: timedelta) -> None:
    with pytest.raises(RuleBroken, match="Periksa tanggal"):
        typed(hall, hall.officer, NOW + away)

    assert typed(hall, hall.officer, NOW - timedelta(days=60)).pk


def test_from_home_the_moment_is_always_now(hall: Hall) -> None:
    with pytest.raises(RuleBroken, match="dicatat oleh sistem"):
        typed(hall, CITIZEN, NOW - timedelta(days=1), Channel.WEB)


def test_only_staff_of_the_office_write_down_for_others(hall: Hall) -> None:
    with pytest.raises(NotAllowed):
        typed(hall, CITIZEN, None)

    assert typed(hall, hall.handler, None, Channel.PHONE).pk


def test_an_elderly_person_leaves_the_counter_with_number_and_words(hall: Hall) -> None:
    client = browser(hall.officer)
    address = reverse("complaints:typed_sent")

    page = text(client.get(reverse("complaints:typed")))
    receipt = text(client.post(address, filled(hall)))
    again = text(client.post(address, filled(hall)))

    complaint = Complaint.objects.get()
    assert "Kata pelapor" in page
    assert complaint.number in receipt
    assert complaint.number in again
    assert "print-a5" in receipt
    assert WORDS not in receipt
    assert complaint.story == WORDS
    assert not hasattr(complaint, "reporter")


def test_a_date_without_an_hour_counts_from_its_first_minute(hall: Hall) -> None:
    zone = ZoneInfo(hall.place.kua.time_zone)
    day = clock.now().astimezone(zone).date() - timedelta(days=3)
    boxes = ("day", "month", "year")
    date = {f"heard_on_{box}": str(getattr(day, box)) for box in boxes}

    browser(hall.officer).post(
        reverse("complaints:typed_sent"), filled(hall, channel="slip", **date)
    )

    heard = Complaint.objects.get().received_at.astimezone(zone)
    assert (heard.date(), heard.hour, heard.minute) == (day, 0, 0)


def test_what_was_typed_stays_when_something_is_missing(hall: Hall) -> None:
    answer = browser(hall.officer).post(
        reverse("complaints:typed_sent"),
        filled(hall, identity="hidden", heard_time="09.30", office="kantor-lain"),
    )

    page = text(answer)
    assert answer.status_code == 422
    assert WORDS in page
    assert "Isi nama" in page
    assert "Isi tanggalnya juga" in page
    assert not Complaint.objects.exists()
