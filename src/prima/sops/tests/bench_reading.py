"""What the menu of every page of staff and the lists of readers cost in a large installation.

Not collected by `make test`; `make bench-sops` runs it and prints JSON.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import psycopg
import pytest

from prima.accounts.public import User
from prima.offices.public import Appointment, Duty, Office, OfficeKind, Position, StaffMember
from prima.sops.models import DistributionEntry, Sop, SopVersion
from prima.sops.models.readers import reader_counts, reading_of
from prima.sops.models.reminding import reminders_due
from prima.sops.tests import reading_people as people
from prima.sops.tests.people import make_desk
from prima.sops.tests.places import NOW
from prima.standards.public import Service

DISTRICTS, UNITS, SERVICES, VERSIONS = 100, 10, 25, 4
DUTIES = (Duty.FRONT_OFFICE, Duty.UNIT_HEAD)
MILLISECONDS, ROUNDS = 1000, 30


class Database(Protocol):
    """What the fixture `own_database` gives."""

    owner_url: str


def test_cost_of_asking_who_is_to_read(
    own_database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every district has four versions of each of 25 procedures, and nobody has read any."""
    desk = make_desk(tmp_path)
    people.hold(desk.kua, "siti")
    source = people.publish(desk)
    offices, users = _places()
    versions = _versions(source, offices)
    with psycopg.connect(own_database.owner_url, autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")
    district, newest = offices[0], [one.pk for one in versions if one.number == VERSIONS]
    units = Office.objects.filter(parent=district).values_list("pk", flat=True)
    own = {district.pk, *units}

    told = {
        "versions": SopVersion.objects.count(),
        "rows": DistributionEntry.objects.count(),
        "people": StaffMember.objects.count(),
        "menu_ms": _median(lambda: reading_of(users[-1].pk, NOW)),
        "list_of_a_head_ms": _median(lambda: reader_counts(newest[:SERVICES], NOW, places=own)),
        "daily_letters_ms": _median(lambda: reminders_due(NOW), rounds=1),
    }

    # What is in force, and what will be.
    assert len(reading_of(users[-1].pk, NOW)) == 2 * SERVICES
    with capsys.disabled():
        print(json.dumps(told, indent=2))  # noqa: T201 - this is the result


def _median(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    taken = []
    for _round in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return round(statistics.median(taken) * MILLISECONDS, 1)


def _places() -> tuple[list[Office], list[User]]:
    """Districts with their KUA, two positions in each, one holder of each."""
    districts = Office.objects.bulk_create(
        Office(key=f"d-{at}", name=f"D {at}", kind=OfficeKind.DISTRICT, path=f"/d-{at}/",
               number_prefix="TM")
        for at in range(DISTRICTS)
    )  # fmt: skip
    units = Office.objects.bulk_create(
        Office(key=f"{above.key}-{at}", name="K", kind=OfficeKind.SUBDISTRICT, parent=above,
               path=f"{above.path}{above.key}-{at}/", number_prefix="TM")
        for above in districts
        for at in range(UNITS)
    )  # fmt: skip
    positions = Position.objects.bulk_create(
        Position(office=unit, duty=duty, title=duty) for unit in units for duty in DUTIES
    )
    users = User.objects.bulk_create(
        User(email=f"u{at}@kantor.example", name="x", password="!", created_at=NOW)
        for at in range(len(positions))
    )
    staff = StaffMember.objects.bulk_create(
        StaffMember(user=user, name="x", honorific="ibu", home_office=position.office)
        for user, position in zip(users, positions, strict=True)
    )
    Appointment.objects.bulk_create(
        Appointment(position=position, staff=one, starts_on=NOW.date())
        for position, one in zip(positions, staff, strict=True)
    )
    return districts, users


def _versions(source: SopVersion, districts: list[Office]) -> list[SopVersion]:
    """The newest begins in a week, the others a hundred days after one another before it."""
    service = source.sop.service
    services = []
    for at in range(SERVICES):
        service.pk, service.key = None, f"s-{at}"
        service.save(force_insert=True)
        services.append(Service.objects.get(key=service.key))
    sops = Sop.objects.bulk_create(
        Sop(service=one, office=district) for district in districts for one in services
    )
    versions = SopVersion.objects.bulk_create(
        SopVersion(
            sop=sop, number=number, content={}, content_hash=f"{at}-{number}", kind="revision",
            effective_on=NOW.date() + timedelta(days=7 - 100 * (VERSIONS - number)),
            is_proposal=False, recorded_at=NOW,
        )
        for at, sop in enumerate(sops)
        for number in range(1, VERSIONS + 1)
    )  # fmt: skip
    rows = list(source.distribution.all())
    DistributionEntry.objects.bulk_create(
        (
            DistributionEntry(version=one, duty=row.duty, step_key=row.step_key, strategic=False)
            for one in versions
            for row in rows
        ),
        batch_size=5000,
    )
    return versions
