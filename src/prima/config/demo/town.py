"""Makes the district with the real actions, and knows who can do what there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

from prima.config.demo import people
from prima.config.demo.people import PEOPLE, PLACES, WANAJAYA, Person
from prima.kernel.actors import SYSTEM, Actor
from prima.offices import public as offices
from prima.offices.public import Office, StaffMember, WorkingCalendar
from prima.sops import public as sops
from prima.standards.public import Service, StandardContent, standard_in_force

ZONE = ZoneInfo("Asia/Jakarta")


@dataclass(slots=True, eq=False)
class Worker:
    """A person at work: as they act, and until when their hands are full."""

    actor: Actor
    duties: frozenset[str]
    free_at: datetime


@dataclass(slots=True)
class Town:
    """The offices with their calendars, their people and the services."""

    offices: dict[str, Office]
    services: dict[str, Service]
    opened_at: datetime
    lasts_until: datetime
    workers: dict[str, list[Worker]] = field(default_factory=dict)
    _products: Counter[str] = field(default_factory=Counter)
    _answers: Counter[int] = field(default_factory=Counter)
    _standards: dict[tuple[str, str], StandardContent] = field(default_factory=dict)

    def standard(self, office: str, service: str) -> StandardContent:
        """The standard of a service: one version, in force from the first day on."""
        key = office, service
        if key not in self._standards:
            on = self.opened_at.astimezone(ZONE).date()
            found = standard_in_force(self.services[service], self.offices[office], on)
            if found is None:
                raise LookupError(f"{service} is not offered in {office}")
            self._standards[key] = found.content
        return self._standards[key]

    def next_number(self, office: str) -> int:
        """The next number in the register of products."""
        self._products[office] += 1
        return self._products[office]

    def count_answer(self, month: int) -> int:
        """How many people who were served in this month have spoken, this one included."""
        self._answers[month] += 1
        return self._answers[month]

    def calendar(self, office: str) -> WorkingCalendar:
        """The working calendar of an office."""
        return offices.calendar_of(self.offices[office])

    def able(self, office: str, duties: Sequence[str]) -> list[Worker]:
        """Who may do a row with these duties; a row of the applicant is noted by the counter."""
        wanted = set(duties) or {offices.Duty.FRONT_OFFICE}
        return [one for one in self.workers[office] if one.duties & wanted]

    def counter(self, office: str) -> list[Worker]:
        """Who takes in applications."""
        pk = self.offices[office].pk
        return [one for one in self.able(office, ()) if one.actor.may("register_cases", pk)]

    def head(self, office: str) -> Worker:
        """Who answers for the office."""
        pk = self.offices[office].pk
        return next(one for one in self.workers[office] if one.actor.may("see_performance", pk))


def found(at: datetime, closed_on: date, last: datetime) -> Town:
    """Open the offices, take on the people and put the catalogue in force, all at one moment."""
    places: dict[str, Office] = {}
    for place in PLACES:
        places[place.key] = offices.create_office(
            key=place.key,
            kind=place.kind,
            parent=places.get(people.DISTRICT),
            name=place.name,
            number_prefix=place.prefix,
            time_zone=offices.TimeZone.WIB,
            address=place.address,
            phone=place.phone,
            email=place.email,
            by=SYSTEM,
            at=at,
        )
    offices.load_national_hours(by=SYSTEM, at=at)
    offices.load_national_calendar(range(at.year, last.year + 2), by=SYSTEM, at=at)
    offices.close_office_on(
        places[WANAJAYA],
        on=closed_on,
        reason="Pembinaan pegawai di kantor kabupaten",
        by=SYSTEM,
        at=at,
    )
    for office in places.values():
        office.refresh_from_db()
    for person in PEOPLE:
        _employ(person, places[person.office], at)
    sops.load_catalogue(settings.CATALOGUE_DIR, office=places[people.DISTRICT], by=SYSTEM, at=at)
    return enter(places, at, last)


def enter(places: dict[str, Office], at: datetime, last: datetime) -> Town:
    """See the district as it is: who holds which duty from this moment on."""
    town = Town(places, {one.key: one for one in Service.objects.all()}, at, last)
    for person in PEOPLE:
        staff = StaffMember.objects.select_related("user").get(user__email=person.email)
        duties = frozenset(str(duty) for duty, _title in person.positions)
        worker = Worker(offices.actor_for(staff.user, at), duties, at)
        town.workers.setdefault(person.office, []).append(worker)
    return town


def moment(on: date, hour: int, minute: int = 0) -> datetime:
    """A moment by the clock of the district."""
    return datetime.combine(on, time(hour, minute), ZONE)


def _employ(person: Person, office: Office, at: datetime) -> None:
    staff = offices.add_staff(
        office=office,
        email=person.email,
        name=person.name,
        honorific=person.honorific,
        by=SYSTEM,
        at=at,
    )
    on = at.astimezone(ZONE).date()
    for role in (person.role, *person.also):
        offices.assign_role(staff, role=role, office=office, starts_on=on, by=SYSTEM, at=at)
    for duty, title in person.positions:
        position = office.positions.filter(duty=duty, title=title).first()
        if position is None:
            position = offices.create_position(
                office=office, duty=duty, title=title, by=SYSTEM, at=at
            )
        offices.appoint(position, staff, starts_on=on, by=SYSTEM, at=at)
