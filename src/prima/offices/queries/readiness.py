"""How far an office is from being ready to serve, read from what is there and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from prima.offices.models import (
    Appointment,
    CalendarDay,
    Office,
    Position,
    RoleAssignment,
    WorkingHours,
)
from prima.offices.queries import questions
from prima.offices.rules import CalendarDayKind, Duty, Role

# From this month on the next year is promised as well.
NEXT_YEAR_MATTERS_FROM = 10


@dataclass(frozen=True, slots=True)
class MissingDuty:
    """A duty some procedure of the office asks for and nobody holds."""

    duty: Duty
    services: tuple[str, ...]
    has_position: bool


@dataclass(frozen=True, slots=True)
class Readiness:
    """The facts behind the steps "kantor siap melayani"."""

    office: Office
    has_address: bool
    has_contact: bool
    has_hours: bool
    undecided_years: tuple[int, ...]
    staff: int
    officers: int
    managers: int
    positions: int
    missing_duties: tuple[MissingDuty, ...]
    offered: questions.Offered


def readiness(office: Office, at: datetime) -> Readiness:
    """Look at one office; the number of queries does not depend on its size."""
    on = _date(office, at)
    roles = list(
        RoleAssignment.objects.in_force(on)
        .filter(staff__user__is_active=True, office__key__in=office.lineage)
        .values_list("role", "office_id", "staff_id")
    )
    officers = {
        person for role, place, person in roles if role == Role.OFFICER and place == office.pk
    }
    managers = {person for role, _place, person in roles if role == Role.MANAGER}
    return Readiness(
        office=office,
        has_address=bool(office.address),
        has_contact=bool(office.phone or office.whatsapp or office.email),
        has_hours=_has_hours(office),
        undecided_years=undecided_years(on),
        staff=office.staff.filter(user__is_active=True).count(),
        officers=len(officers),
        managers=len(managers),
        positions=office.positions.count(),
        missing_duties=missing_duties(office, at),
        offered=questions.offered_services(office, at),
    )


def missing_duties(office: Office, at: datetime) -> tuple[MissingDuty, ...]:
    """Duties the procedures in force ask for that nobody active holds in this office now."""
    needed: dict[str, list[str]] = {}
    for need in questions.duty_needs(office, at):
        services = needed.setdefault(need.duty, [])
        if need.service not in services:
            services.append(need.service)
    existing = set(Position.objects.filter(office=office).values_list("duty", flat=True))
    held = set(
        Appointment.objects.now_in(office, at)
        .filter(staff__user__is_active=True)
        .values_list("position__duty", flat=True)
    )
    return tuple(
        MissingDuty(Duty(duty), tuple(services), duty in existing)
        for duty, services in needed.items()
        if duty not in held
    )


def undecided_years(on: date) -> tuple[int, ...]:
    """Years that are promised now whose joint leave is not decreed yet."""
    years = {on.year} | ({on.year + 1} if on.month >= NEXT_YEAR_MATTERS_FROM else set())
    decreed = CalendarDay.objects.filter(
        kind=CalendarDayKind.JOINT_LEAVE, decided=True, date__year__in=years
    )
    return tuple(sorted(years - {day.year for day in decreed.values_list("date", flat=True)}))


def _date(office: Office, at: datetime) -> date:
    return at.astimezone(ZoneInfo(office.time_zone)).date()


def _has_hours(office: Office) -> bool:
    lineage = Q(office=None) | Q(office__key__in=office.lineage)
    return WorkingHours.objects.filter(lineage).exists()
