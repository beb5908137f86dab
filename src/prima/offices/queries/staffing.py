"""What managers see of people, positions and roles in the offices they manage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from prima.kernel.actors import Actor
from prima.offices.models import Appointment, Office, Position, RoleAssignment, StaffMember
from prima.offices.models.people import DatedQuerySet
from prima.offices.queries.managing import MANAGE


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One person of the list with what they hold now."""

    staff: StaffMember
    roles: tuple[RoleAssignment, ...]
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class PositionLine:
    """One position with whoever is appointed to it now."""

    position: Position
    appointments: tuple[Appointment, ...]


def managed_staff(actor: Actor) -> QuerySet[StaffMember]:
    """The people who belong to an office this person manages."""
    return StaffMember.objects.filter(home_office__in=actor.offices_with(MANAGE)).select_related(
        "user", "home_office"
    )


def found_staff(staff: QuerySet[StaffMember], typed: str) -> QuerySet[StaffMember]:
    """Those whose name, log-in name or office holds every word that was typed."""
    for word in typed.split():
        staff = staff.filter(
            Q(name__icontains=word)
            | Q(user__email__icontains=word)
            | Q(home_office__name__icontains=word)
        )
    return staff


def staff_lines(staff: Sequence[StaffMember], at: datetime) -> list[StaffLine]:
    """A page of people with roles and positions; two queries for any number of them."""
    roles: dict[int, list[RoleAssignment]] = {}
    for role in RoleAssignment.objects.near(at).filter(staff__in=staff).select_related("office"):
        if role.counts_on(_date(role.office, at)):
            roles.setdefault(role.staff_id, []).append(role)
    held: dict[int, list[Position]] = {}
    for row in (
        Appointment.objects.near(at)
        .filter(staff__in=staff)
        .select_related("position__office")
        .order_by("starts_on")
    ):
        if row.counts_at(at, row.position.office.time_zone):
            held.setdefault(row.staff_id, []).append(row.position)
    return [
        StaffLine(one, tuple(roles.get(one.pk, ())), tuple(held.get(one.pk, ()))) for one in staff
    ]


def managed_positions(actor: Actor) -> QuerySet[Position]:
    """The positions of the offices this person manages, office by office."""
    return (
        Position.objects.filter(office__in=actor.offices_with(MANAGE))
        .select_related("office")
        .order_by("office__path", "duty", "title")
    )


def found_positions(positions: QuerySet[Position], typed: str) -> QuerySet[Position]:
    """Those whose title or office holds every word that was typed."""
    for word in typed.split():
        positions = positions.filter(Q(title__icontains=word) | Q(office__name__icontains=word))
    return positions


def position_lines(positions: Sequence[Position], at: datetime) -> list[PositionLine]:
    """A page of positions with their appointments of now; one query."""
    rows: dict[int, list[Appointment]] = {}
    for row in (
        Appointment.objects.near(at)
        .filter(position__in=positions)
        .select_related("staff", "position__office")
        .order_by("starts_on")
    ):
        if row.counts_at(at, row.position.office.time_zone):
            rows.setdefault(row.position_id, []).append(row)
    return [PositionLine(one, tuple(rows.get(one.pk, ()))) for one in positions]


def managed_roles(actor: Actor) -> DatedQuerySet[RoleAssignment]:
    """Who has or had which role in the offices this person manages."""
    return (
        RoleAssignment.objects.filter(office__in=actor.offices_with(MANAGE))
        .select_related("staff__user", "office")
        .order_by("office__path", "role", "staff__name", "starts_on")
    )


def found_roles(roles: QuerySet[RoleAssignment], typed: str) -> QuerySet[RoleAssignment]:
    """Those of which person or office holds every word that was typed."""
    for word in typed.split():
        roles = roles.filter(Q(staff__name__icontains=word) | Q(office__name__icontains=word))
    return roles


def roles_of(staff: StaffMember) -> list[RoleAssignment]:
    """Every role a person has, will have or had, newest first."""
    return list(staff.roles.select_related("office").order_by("-starts_on"))


def appointments_of(staff: StaffMember) -> list[Appointment]:
    """Every position a person holds, will hold or held, newest first."""
    return list(staff.appointments.select_related("position__office").order_by("-starts_on"))


def _date(office: Office, at: datetime) -> date:
    return at.astimezone(ZoneInfo(office.time_zone)).date()
