"""What a new installation begins with: the first office, its calendar, its first administrator."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from prima.kernel.actors import SYSTEM
from prima.offices import public as offices
from prima.sops import public as sops
from prima.standards import public as standards

# Years beside the present one whose holidays are copied: cases reach back and deadlines ahead.
YEARS_BEFORE = 1
YEARS_AHEAD = 1


@dataclass(frozen=True)
class FirstOffice:
    """What an operator tells about the office at the top."""

    name: str
    kind: str
    number_prefix: str
    time_zone: str


@dataclass(frozen=True)
class FirstPerson:
    """The first administrator."""

    name: str
    email: str
    honorific: str


def is_empty() -> bool:
    """Tell whether nobody works here yet."""
    return not offices.StaffMember.objects.exists()


def top_office() -> offices.Office:
    """Give the office at the top."""
    return offices.Office.objects.get(parent=None)


@transaction.atomic
def begin(office: FirstOffice, person: FirstPerson, *, at: datetime) -> str:
    """Make office, calendar and administrator, all or nothing; give the password, kept nowhere."""
    password = secrets.token_urlsafe(12)
    place = offices.create_office(
        key=key_of(office.name),
        kind=office.kind,
        parent=None,
        name=office.name,
        number_prefix=office.number_prefix.upper(),
        time_zone=office.time_zone,
        by=SYSTEM,
        at=at,
    )
    load_calendar(at)
    load_law(at)
    staff = offices.add_staff(
        office=place,
        email=person.email,
        name=person.name,
        honorific=person.honorific,
        password=password,
        by=SYSTEM,
        at=at,
    )
    offices.assign_role(
        staff,
        role=offices.Role.MANAGER,
        office=place,
        starts_on=at.date(),
        by=SYSTEM,
        at=at,
    )
    return password


def load_law(at: datetime) -> None:
    """Write the rules that standards and procedures may cite."""
    standards.load_regulations(by=SYSTEM, at=at)


def follow_law(*, at: datetime) -> None:
    """Bring the rules to those of this version, and link what was written before they were."""
    sops.stand_on_law(by=SYSTEM, at=at)


def load_calendar(at: datetime) -> None:
    """Write the hours by law and copy the national days around this year."""
    offices.load_national_hours(by=SYSTEM, at=at)
    years = range(at.year - YEARS_BEFORE, at.year + YEARS_AHEAD + 1)
    offices.load_national_calendar(years, by=SYSTEM, at=at)


def key_of(name: str) -> str:
    """Make an address from a name: “KUA Kec. Murung Pudak” becomes kua-kec-murung-pudak."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60].strip("-") or "kantor"
