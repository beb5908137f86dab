"""Reads about offices and their people."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from threading import Lock
from typing import Final, cast
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from prima.accounts.public import User
from prima.kernel.actors import CITIZEN, Actor
from prima.offices.core import CalendarContent, WorkingCalendar
from prima.offices.core.edits import Edit
from prima.offices.models import (
    Appointment,
    Office,
    Position,
    RoleAssignment,
    StaffMember,
)
from prima.offices.models.calendars import content_of, contents_of, digest_of
from prima.offices.queries.appointments import authorities_of, authority
from prima.offices.rules import PERMISSIONS, STAND_IN_PERMISSIONS, Role, acting_title

# A calendar takes about 0.3 MB; most offices of a ministry share one.
CALENDARS_KEPT: Final = 128

_calendars: OrderedDict[str, WorkingCalendar] = OrderedDict()
_calendars_lock = Lock()


def actor_for(user: User | AnonymousUser, at: datetime) -> Actor:
    """Who acts at this instant: at most three queries, none for a citizen.

    A role counts in its office and all below it, from its first to its last day in the zone of
    that office; so does a position in its own office. Who stands in for somebody of another
    office sees and works on the cases there, for as long.
    """
    actor = actor_of_request(user, at)
    return replace(actor, known={}) if actor.known else actor


def actor_of_request(user: User | AnonymousUser, at: datetime) -> Actor:
    """The same for one request, with what its page will ask again: name, office, positions."""
    if not isinstance(user, User) or not user.is_active:
        return CITIZEN
    assigned = (
        RoleAssignment.objects.near(at)
        .select_related("office", "staff__home_office")
        .filter(staff__user=user)
    )
    roles = [row for row in assigned if row.counts_on(_date(row.office, at))]
    near = Appointment.objects.near(at).select_related("position__office").filter(staff__user=user)
    acting = [row for row in near if row.counts_at(at, row.position.office.time_zone)]
    return Actor(
        user.pk,
        "staff",
        _with_stand_ins(_grants(roles), acting),
        frozenset(row.position_id for row in acting),
        known={
            "authorities": [authority(row) for row in sorted(acting, key=lambda row: row.pk)],
            **({"staff": roles[0].staff} if roles else {}),
        },
    )


def calendar_of(office: Office) -> WorkingCalendar:
    """The working calendar of an office: no query while the content of its rows is known here.

    Every action that changes hours changes the office's key, so all processes follow at once.
    """
    return _recall(office.calendar_key) or _calendar_from(content_of(office))


def calendars_under(
    offices: Sequence[Office], edits: Sequence[Edit]
) -> dict[int, WorkingCalendar]:
    """The calendars of these offices as they would be with the edits laid over them, by id.

    Edits that speak of closures are given with their own office only.
    """
    contents = contents_of(offices, edits)
    return {pk: _calendar_from(content) for pk, content in contents.items()}


def office_by_key(key: str) -> Office:
    """The office with this key; raises Office.DoesNotExist."""
    return Office.objects.get(key=key)


def offices_for(actor: Actor, permission: str) -> QuerySet[Office]:
    """The offices in which this actor holds the permission."""
    return Office.objects.filter(pk__in=actor.offices_with(permission))


def staff_member_of(actor: Actor) -> StaffMember | None:
    """The member of staff behind an actor, with their office."""
    if actor.id is None:
        return None
    if "staff" in actor.known:
        return cast(StaffMember, actor.known["staff"])
    return StaffMember.objects.select_related("home_office").filter(user_id=actor.id).first()


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


def _grants(roles: Iterable[RoleAssignment]) -> dict[str, frozenset[int]]:
    """Permissions by office id; one query for all subtrees, none without a role."""
    tops = [(row.office, PERMISSIONS[Role(row.role)]) for row in roles]
    if not tops:
        return {}
    held: dict[str, set[int]] = {}
    below = Office.objects.in_subtree(*(office for office, _ in tops))
    for pk, path in below.order_by().values_list("pk", "path"):
        for office, permissions in tops:
            if path.startswith(office.path):
                for permission in permissions:
                    held.setdefault(permission, set()).add(pk)
    return {permission: frozenset(ids) for permission, ids in held.items()}


def _with_stand_ins(
    grants: dict[str, frozenset[int]], acting: Iterable[Appointment]
) -> dict[str, frozenset[int]]:
    """What standing in gives in the office of the position; no query."""
    places = frozenset(row.position.office_id for row in acting if not row.is_definitive)
    if not places:
        return grants
    given = {name: grants.get(name, frozenset()) | places for name in STAND_IN_PERMISSIONS}
    return {**grants, **given}


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
