"""A district with two KUA, their people and one service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from prima.kernel.actors import SYSTEM, Actor
from prima.knowledge import actions
from prima.knowledge.actions import Asked, Said
from prima.knowledge.models import KnowledgeVersion
from prima.knowledge.rules import Audience, DeskChannel, Satisfaction
from prima.offices.public import Office, Role
from prima.offices.tests import people
from prima.standards.public import Service, load_catalogue
from prima.standards.tests.places import small_catalogue

NOW = datetime(2026, 6, 23, 3, tzinfo=UTC)
AGAIN = date(2026, 12, 1)
SAID = Said(
    "Bolehkah legalisasi diwakilkan?",
    "Boleh, dengan surat kuasa dan KTP keduanya.",
    "Standar pelayanan legalisasi buku nikah",
)


@dataclass(frozen=True)
class Room:
    """Who writes, who vouches, and who works elsewhere."""

    district: Office
    kua: Office
    service: Service
    officer: Actor
    head: Actor
    above: Actor
    elsewhere: Actor


def make_room(folder: Path) -> Room:
    """The smallest tree in which answers are handed down."""
    district = people.make_district()
    kua = people.make_office(parent=district)
    other = people.make_office("kua-lain", parent=district)
    load_catalogue(small_catalogue(folder / "katalog"), office=district, by=SYSTEM, at=NOW)
    made = [
        people.make_staff(kua, "Siti Rahmah", Role.OFFICER),
        people.make_staff(kua, "Ahmad Fauzan", Role.HEAD),
        people.make_staff(district, "Hasan Basri", Role.HEAD),
        people.make_staff(other, "Nur Aini", Role.OFFICER),
    ]
    officer, head, above, elsewhere = (people.acting(one, NOW) for one in made)
    return Room(district, kua, Service.objects.get(), officer, head, above, elsewhere)


def draft(room: Room, said: Said = SAID, **other: object) -> KnowledgeVersion:
    """The officer writes one down."""
    values: dict[str, object] = {
        "office": room.kua, "service": room.service, "audience": Audience.PUBLIC,
        "by": room.officer, "at": NOW,
    }  # fmt: skip
    return actions.write(said=said, **(values | other))  # type: ignore[arg-type]


def publish(version: KnowledgeVersion, room: Room, by: Actor | None = None) -> KnowledgeVersion:
    """Handed in by its writer, vouched for by the head."""
    writer = room.officer if version.written_by_id == room.officer.id else room.head
    waiting = actions.hand_in(version, seen=version.version, by=writer, at=NOW)
    return actions.publish(
        waiting, check_again_on=AGAIN, seen=waiting.version, by=by or room.head, at=NOW
    )


def ask(room: Room, **other: object) -> Asked:
    """Somebody asked at the counter."""
    values: dict[str, object] = {
        "office": room.kua, "service": room.service, "channel": DeskChannel.COUNTER,
        "question": "Apa boleh diwakilkan anak saya?", "answered_with": None,
        "source": "Standar pelayanan", "satisfaction": Satisfaction.YES,
    }  # fmt: skip
    return Asked(**(values | other))  # type: ignore[arg-type]
