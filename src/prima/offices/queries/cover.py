"""Duties nobody serves, now or within days: seen before the first case waits for nobody.

Counted by duty and not by position, because a row of a procedure asks for a duty: one of two
clerks on leave is no gap. A stand-in whose letter reaches some services only is no full cover.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Q

from prima.kernel.actors import Actor
from prima.offices.core.cover import Gap, next_gap, without
from prima.offices.core.substitution import Days
from prima.offices.models import Absence, Appointment, CoverGap, Office, Position
from prima.offices.queries.people import calendar_of
from prima.offices.queries.questions import OpenDuty, duty_needs, open_duties

# A leave is granted days before it begins; so long before, somebody can still be asked.
DAYS_AHEAD: Final = 7

# The first day of a gap is looked for so far back; an older vacancy has no known beginning.
LOOKING_BACK: Final = timedelta(days=366)

Place = tuple[int, str]  # office id and duty


def cover_gaps(actor: Actor, at: datetime) -> list[CoverGap]:
    """The gaps of the offices this person manages or supervises, what is due first before all."""
    seen = actor.offices_with("manage_office") | actor.offices_with("see_workload")
    return gaps_of(Office.objects.filter(pk__in=seen), at)


def gaps_of(offices: Iterable[Office], at: datetime) -> list[CoverGap]:
    """The gaps of these offices that matter: something is open, or a service needs the duty."""
    places = {office.pk: office for office in offices}
    rows = _rows(places, at)
    suspect = {place for place, held in rows.items() if _next(places[place[0]], held, at)}
    if not suspect:
        return []
    exact = _rows(places, at, only=suspect)
    found = {
        place: gap
        for place in suspect
        if (gap := _next(places[place[0]], exact.get(place, []), at)) is not None
    }
    waiting = _waiting({office_id for office_id, _duty in found}, set(found), at)
    # Asked once for an office, however many of its duties have nobody.
    needs = {pk: duty_needs(places[pk], at) for pk in {office_id for office_id, _duty in found}}
    lines = []
    for (pk, duty), gap in found.items():
        services = tuple(need.service for need in needs[pk] if need.duty == duty)
        if services or (pk, duty) in waiting:
            lines.append(_line(places[pk], duty, gap, services, waiting.get((pk, duty)), at=at))
    return sorted(lines, key=_urgency)


def _rows(
    offices: Mapping[int, Office], at: datetime, *, only: set[Place] | None = None
) -> dict[Place, list[Days]]:
    """The days each duty is served: now and soon, or for some duties from last year on."""
    positions = Position.objects.filter(office_id__in=offices, closed_on=None).order_by("pk")
    if only is not None:
        some = Q(pk__in=())
        for office_id, duty in only:
            some |= Q(office_id=office_id, duty=duty)
        positions = positions.filter(some)
    served: dict[Place, list[Days]] = {(row.office_id, row.duty): [] for row in positions}
    appointments = Appointment.objects.filter(
        position__in=positions.order_by(), scope=[], staff__user__is_active=True
    )
    last = at.date() + timedelta(days=DAYS_AHEAD + 1)
    first = at.date() - (timedelta(days=1) if only is None else LOOKING_BACK)
    appointments = appointments.overlapping(first, last if only is None else None)
    away: dict[int, list[Days]] = defaultdict(list)
    people = appointments.order_by().values("staff")
    for absence in Absence.objects.filter(staff__in=people, ends_on__gte=first):
        away[absence.staff_id].append(absence.days)
    for row in appointments.select_related("position"):
        place = (row.position.office_id, row.position.duty)
        if row.days.last is None or row.days.last >= row.days.first:
            served[place].extend(without(row.days, away[row.staff_id]))
    return served


def _next(office: Office, served: list[Days], at: datetime) -> Gap | None:
    """The next gap with a day on which the office works."""
    today = at.astimezone(ZoneInfo(office.time_zone)).date()
    window = Days(today, today + timedelta(days=DAYS_AHEAD))
    gap = next_gap(served, window)
    if gap is None:
        return None
    calendar = calendar_of(office)
    return gap if any(calendar.day(day).is_open for day in gap.within(window)) else None


def _waiting(office_ids: set[int], gaps: set[Place], at: datetime) -> dict[Place, OpenDuty]:
    """Open work by duty, of rows that nobody else can do either."""
    found: dict[Place, OpenDuty] = {}
    for row in open_duties(frozenset(office_ids), at):
        places = [(row.office_id, duty) for duty in row.duties]
        for place in places if gaps.issuperset(places) else ():
            found[place] = row if place not in found else found[place].plus(row)
    return found


def _line(
    office: Office,
    duty: str,
    gap: Gap,
    services: tuple[str, ...],
    work: OpenDuty | None,
    *,
    at: datetime,
) -> CoverGap:
    today = at.astimezone(ZoneInfo(office.time_zone)).date()
    first = gap.first if gap.first is not None and gap.first > today else today
    holders = Appointment.objects.in_force(first).filter(
        position__office=office, position__duty=duty, kind="definitive", ended_at=None
    )
    position = Position.objects.filter(office=office, duty=duty, closed_on=None).order_by("pk")[0]
    return CoverGap(
        office=office,
        position=position,
        first=gap.first,
        last=gap.last,
        has_begun=gap.first is None or gap.first <= today,
        away=tuple(row.staff.name for row in holders.select_related("staff")),
        open_items=work.items if work else 0,
        first_due_at=work.first_due_at if work else None,
        services=services,
    )


def _urgency(gap: CoverGap) -> tuple[bool, float, date, int]:
    due = gap.first_due_at.timestamp() if gap.first_due_at else float("inf")
    return (not gap.has_begun, due, gap.first or date.min, gap.position.pk)
