"""Reads about offices and their people."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from datetime import date, datetime
from threading import Lock
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from prima.kernel.actors import Actor
from prima.offices.core import CalendarContent, WorkingCalendar
from prima.offices.core.edits import Edit
from prima.offices.core.hours import Spans, week_on
from prima.offices.models import (
    Appointment,
    Office,
    Position,
    RoleAssignment,
    StaffMember,
)
from prima.offices.models.calendars import content_of, contents_of, digest_of
from prima.offices.queries.appointments import authorities_of
from prima.offices.rules import PERMISSIONS, acting_title

# A calendar takes about 0.3 MB; most offices of a ministry share one.
CALENDARS_KEPT: Final = 128

_calendars: OrderedDict[str, WorkingCalendar] = OrderedDict()
_calendars_lock = Lock()


def calendar_of(office: Office) -> WorkingCalendar:
    """The working calendar of an office: no query while the content of its rows is known here.

    Every action that changes hours changes the office's key, so all processes follow at once.
    """
    return _recall(office.calendar_key) or _calendar_from(content_of(office))


def calendar_by_key(key: str, office_id: int) -> WorkingCalendar:
    """The same for a row that was read without its office: no query while the key is known."""
    return _recall(key) or calendar_of(Office.objects.get(pk=office_id))


def calendars_under(
    offices: Sequence[Office], edits: Sequence[Edit]
) -> dict[int, WorkingCalendar]:
    """The calendars of these offices as they would be with the edits laid over them, by id.

    Edits that speak of closures are given with their own office only.
    """
    contents = contents_of(offices, edits)
    return {pk: _calendar_from(content) for pk, content in contents.items()}


def ordinary_weeks(offices: Sequence[Office], on: date) -> dict[int, tuple[Spans, ...]]:
    """The hours of Monday to Sunday in an ordinary week as of this day, by the id of the office.

    Without holidays and seasons; four queries for any number of offices. An office that has no
    hours is not there.
    """
    return {
        pk: week.days
        for pk, content in contents_of(offices).items()
        if (week := week_on(content.weeks, on)) is not None
    }


def ordinary_week(office: Office, on: date) -> tuple[Spans, ...]:
    """The same for one office; no query while its calendar is known here."""
    week = week_on(calendar_of(office).content.weeks, on)
    return week.days if week else ()


def office_by_key(key: str) -> Office:
    """The office with this key; raises Office.DoesNotExist."""
    return Office.objects.get(key=key)


def offices_for(actor: Actor, permission: str) -> QuerySet[Office]:
    """The offices in which this actor holds the permission."""
    return Office.objects.filter(pk__in=actor.offices_with(permission))


def staff_of(office: Office, at: datetime) -> QuerySet[StaffMember]:
    """Active people who belong to the office, or hold a position or a role in it now."""
    on = _date(office, at)
    holding = Appointment.objects.now_in(office, at)
    role = RoleAssignment.objects.in_force(on).filter(office=office)
    belongs = (
        Q(home_office=office) | Q(pk__in=holding.values("staff")) | Q(pk__in=role.values("staff"))
    )
    return StaffMember.objects.filter(belongs, user__is_active=True)


def holders_of(office: Office, duty: str, at: datetime) -> QuerySet[StaffMember]:
    """Active people who hold a position with this duty in the office now."""
    holding = Appointment.objects.now_in(office, at).filter(position__duty=duty)
    return StaffMember.objects.filter(pk__in=holding.values("staff"), user__is_active=True)


def holders_of_permission(office: Office, permission: str, at: datetime) -> QuerySet[StaffMember]:
    """Active people whose role gives them this permission in the office now."""
    giving = [role for role, given in PERMISSIONS.items() if permission in given]
    held = RoleAssignment.objects.in_force(_date(office, at)).filter(
        role__in=giving, office__key__in=office.lineage
    )
    return StaffMember.objects.filter(pk__in=held.values("staff"), user__is_active=True)


def position_held(actor: Actor, office: Office, duty: str) -> Position | None:
    """The position with this duty the actor holds now in the office: the authority for a step."""
    held = Position.objects.filter(pk__in=actor.position_ids, office=office, duty=duty)
    return held.order_by("pk").first()


def duty_shown(actor: Actor, at: datetime) -> str:
    """As what the actor acts now, for the bar of staff pages: an own position before others."""
    held = sorted(
        authorities_of(actor, at), key=lambda one: (one.kind != "definitive", one.appointment_id)
    )
    return acting_title(held[0].kind, held[0].title) if held else ""


def _date(office: Office, at: datetime) -> date:
    return at.astimezone(ZoneInfo(office.time_zone)).date()


def _calendar_from(content: CalendarContent) -> WorkingCalendar:
    key = digest_of(content)
    calendar = _recall(key) or WorkingCalendar(content)
    _remember(key, calendar)
    return calendar


def _recall(key: str) -> WorkingCalendar | None:
    with _calendars_lock:
        calendar = _calendars.get(key)
        if calendar is not None:
            _calendars.move_to_end(key)
        return calendar


def _remember(key: str, calendar: WorkingCalendar) -> None:
    with _calendars_lock:
        _calendars[key] = calendar
        while len(_calendars) > CALENDARS_KEPT:
            _calendars.popitem(last=False)
