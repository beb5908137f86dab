"""What managers see of the calendar and of proposals to change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from prima.kernel.actors import Actor
from prima.offices.models import CalendarChange, CalendarDay, Office, RoleAssignment
from prima.offices.queries.managing import MANAGE
from prima.offices.rules import ChangeState, Role


@dataclass(frozen=True, slots=True)
class Approvers:
    """Who else could decide on a proposal, and where their role stands."""

    count: int
    office: Office


def changes_for(actor: Actor) -> QuerySet[CalendarChange]:
    """Proposals for the offices this person manages, and the national ones, which bind them."""
    mine = Q(office__in=actor.offices_with(MANAGE)) | Q(office=None)
    return CalendarChange.objects.filter(mine).select_related(
        "office", "proposed_by", "decided_by"
    )


def waiting(changes: QuerySet[CalendarChange]) -> QuerySet[CalendarChange]:
    """Proposals nobody has decided."""
    return changes.filter(state=ChangeState.PROPOSED)


def top_ids() -> frozenset[int]:
    """The offices at the top of a tree: their managers keep the national days."""
    return frozenset(Office.objects.filter(parent=None).values_list("pk", flat=True))


def approvers(office: Office | None, proposed_by_id: int, at: datetime) -> Approvers:
    """How many others hold the right to decide, and the office in which to give it."""
    place = office or Office.objects.filter(parent=None).order_by("path")[0]
    tops = Q(office__parent=None) if office is None else Q(office__key__in=office.lineage)
    others = (
        RoleAssignment.objects.in_force(timezone.localdate(at))
        .filter(tops, role=Role.MANAGER, staff__user__is_active=True)
        .exclude(staff__user=proposed_by_id)
    )
    return Approvers(others.values("staff").distinct().count(), place)


def years() -> list[int]:
    """The years of which days are known, the newest first."""
    dates = CalendarDay.objects.dates("date", "year", order="DESC")
    return [day.year for day in dates]
