"""A district with a KUA, its people and a service, and complaints made by the real actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

from prima.complaints import actions
from prima.complaints.actions import Received, Reply, ReporterData, Submission
from prima.complaints.models import Complaint
from prima.complaints.rules import Channel, Finding, Gravity, Identity, Kind
from prima.kernel.actors import CITIZEN, SYSTEM, Actor
from prima.offices.public import (
    Role,
    StaffMember,
    load_national_calendar,
    load_national_hours,
)
from prima.offices.tests import people
from prima.surveys.tests.places import Place, make_place

# A Tuesday morning, 10.00 WIB, far from holidays.
NOW = datetime(2026, 6, 23, 3, tzinfo=UTC)
STORY = "Saya diminta membayar Rp50.000 di loket, padahal tertulis gratis."
_keys = count(1)


@dataclass(frozen=True)
class Hall:
    """A KUA with a head, somebody for complaints and a counter; and the office above."""

    place: Place
    head: Actor
    handler: Actor
    officer: Actor
    above: Actor
    counter: StaffMember


def make_hall() -> Hall:
    """Everybody a complaint meets."""
    # Before the offices: an office in memory knows its calendar by the key it was made with.
    load_national_hours(by=SYSTEM, at=NOW)
    load_national_calendar([2026, 2027], by=SYSTEM, at=NOW)
    place = make_place()
    head = people.make_staff(place.kua, "Ahmad Fauzan", Role.HEAD)
    handler = people.make_staff(place.kua, "Nur Aini", Role.COMPLAINT_OFFICER)
    counter = people.make_staff(place.kua, "Siti Rahmah", Role.OFFICER)
    above = people.make_staff(place.district, "Hasan Basri", Role.HEAD)
    return Hall(
        place,
        head=people.acting(head, NOW),
        handler=people.acting(handler, NOW),
        officer=people.acting(counter, NOW),
        above=people.acting(above, NOW),
        counter=counter,
    )


def say(hall: Hall, *, key: str = "", at: datetime = NOW, **other: object) -> Received:
    """Somebody speaks from home."""
    values: dict[str, object] = {
        "kind": Kind.COMPLAINT,
        "identity": Identity.HIDDEN,
        "channel": Channel.WEB,
        "office": hall.place.kua,
        "service": hall.place.service,
        "story": STORY,
        "promise_part": "cost",
        "reporter": ReporterData("Aminah Zahra", "0812 3456 7890"),
    } | other
    if values["identity"] == Identity.UNKNOWN:
        values["reporter"] = None
    submission = Submission(**values)  # type: ignore[arg-type]
    return actions.submit(
        submission, key=key or f"kunci-formulir-{next(_keys):04}", by=CITIZEN, at=at
    )


def fresh(complaint: Complaint) -> Complaint:
    """As it stands now."""
    return Complaint.objects.select_related("office", "handling_office").get(pk=complaint.pk)


def verified(hall: Hall, complaint: Complaint, gravity: Gravity = Gravity.SERVICE) -> Complaint:
    """The class is set an hour later."""
    seen = fresh(complaint).version
    at = NOW + timedelta(hours=1)
    return actions.verify(complaint, gravity=gravity, seen=seen, by=hall.handler, at=at)


def a_reply() -> Reply:
    """An answer with all that is asked of one."""
    return Reply(
        facts="Petugas loket menerima Rp50.000 pada 23 Juni 2026.",
        decision="Uang dikembalikan hari ini.",
        reason="Layanan ini gratis menurut standar pelayanan nomor 3.",
        next_step="Kepala kantor menegur petugas sebelum 30 Juni 2026.",
        finding=Finding.JUSTIFIED,
    )


def answered(hall: Hall, complaint: Complaint, at: datetime | None = None) -> Complaint:
    """Answered two days later."""
    return actions.answer(
        complaint, reply=a_reply(), seen=fresh(complaint).version, by=hall.handler,
        at=at or NOW + timedelta(days=2),
    )  # fmt: skip
