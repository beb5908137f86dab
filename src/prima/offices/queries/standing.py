"""Who stands where: positions with whoever acts in them, who is away, and what was before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from prima.kernel.actors import Actor
from prima.offices.models import Absence, Appointment, Position, StaffMember


@dataclass(frozen=True, slots=True)
class ActingNow:
    """One who acts in a position now, and the absence that keeps them away."""

    appointment: Appointment
    absence: Absence | None


@dataclass(frozen=True, slots=True)
class PositionLine:
    """A position with those who hold it and those who stand in."""

    position: Position
    holders: tuple[ActingNow, ...]
    stand_ins: tuple[ActingNow, ...]
    may_manage: bool


def seen_offices(actor: Actor) -> frozenset[int]:
    """Offices whose positions this person looks after: manages them, or sees their workload."""
    return actor.offices_with("manage_office") | actor.offices_with("see_workload")


def seen_positions(actor: Actor, typed: str = "") -> QuerySet[Position]:
    """The positions of these offices that hold every word typed, in the order of the tree."""
    found = Position.objects.filter(office_id__in=seen_offices(actor), closed_on=None)
    for word in typed.split():
        found = found.filter(
            Q(title__icontains=word)
            | Q(office__name__icontains=word)
            | Q(appointments__staff__name__icontains=word)
        )
    return found.select_related("office").order_by("office__path", "duty", "title").distinct()


def position_lines(
    actor: Actor, positions: Sequence[Position], at: datetime
) -> list[PositionLine]:
    """A page of positions; two queries for any number of them."""
    near = Appointment.objects.near(at).filter(position__in=positions).select_related("staff")
    by_pk = {position.pk: position for position in positions}
    acting: dict[int, list[Appointment]] = defaultdict(list)
    for row in near.order_by("starts_on", "pk"):
        if row.counts_at(at, by_pk[row.position_id].office.time_zone):
            row.position = by_pk[row.position_id]
            acting[row.position_id].append(row)
    away = _away([row.staff_id for rows in acting.values() for row in rows], at)
    return [
        PositionLine(
            position,
            tuple(_acting(row, away) for row in acting[position.pk] if row.is_definitive),
            tuple(_acting(row, away) for row in acting[position.pk] if not row.is_definitive),
            actor.may("manage_office", position.office_id),
        )
        for position in positions
    ]


def history(actor: Actor) -> QuerySet[Appointment]:
    """All appointments in these offices, the latest first."""
    return (
        Appointment.objects.filter(position__office_id__in=seen_offices(actor))
        .select_related("position__office", "staff", "stands_in_for__staff")
        .order_by("-starts_on", "-pk")
    )


def absences(actor: Actor, at: datetime) -> QuerySet[Absence]:
    """Absences that run or are to come, of people of these offices."""
    yesterday = at.date() - timedelta(days=1)
    return Absence.objects.filter(
        staff__home_office_id__in=seen_offices(actor), ends_on__gte=yesterday, ended_at=None
    ).select_related("staff__home_office")


def staff_to_record(actor: Actor) -> QuerySet[StaffMember]:
    """People whose absence this person may record."""
    return _active(StaffMember.objects.filter(home_office_id__in=seen_offices(actor)))


def staff_to_appoint(actor: Actor) -> QuerySet[StaffMember]:
    """People a manager may appoint: of the offices they manage, and never themselves."""
    managed = actor.offices_with("manage_office")
    return _active(
        StaffMember.objects.filter(home_office_id__in=managed).exclude(user_id=actor.id or 0)
    )


def principals(position: Position, at: datetime) -> QuerySet[Appointment]:
    """Definitive holders of a position, now or to come: who can be stood in for."""
    running = Q(ends_on=None) | Q(ends_on__gte=at.date())
    return position.appointments.filter(running, kind="definitive", ended_at=None).select_related(
        "staff"
    )


def _active(staff: QuerySet[StaffMember]) -> QuerySet[StaffMember]:
    return staff.filter(user__is_active=True).select_related("home_office").order_by("name")


def _away(staff_ids: Sequence[int], at: datetime) -> dict[int, Absence]:
    near = Absence.objects.near(at).filter(staff_id__in=staff_ids)
    rows = near.filter(Q(ended_at=None) | Q(ended_at__gt=at)).select_related("staff__home_office")
    return {row.staff_id: row for row in rows if row.counts_at(at)}


def _acting(row: Appointment, away: dict[int, Absence]) -> ActingNow:
    return ActingNow(row, away.get(row.staff_id))
