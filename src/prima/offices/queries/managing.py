"""What managers see of the offices they manage; another tree's office does not exist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from prima.kernel.actors import Actor
from prima.offices.core.hours import DAYS_IN_WEEK, Spans
from prima.offices.models import Office, RoleAssignment, StaffMember
from prima.offices.models.calendars import content_of
from prima.offices.rules import Role

MANAGE = "manage_office"


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """One office of the list with what a manager looks for."""

    office: Office
    above: str
    staff: int
    officers: int


def managed_offices(actor: Actor) -> QuerySet[Office]:
    """The offices this person manages, in the order of the tree."""
    return Office.objects.filter(pk__in=actor.offices_with(MANAGE)).select_related("parent")


def tops(actor: Actor) -> list[Office]:
    """The offices a person manages that stand under none they manage."""
    managed = managed_offices(actor)
    return list(managed.exclude(parent__in=actor.offices_with(MANAGE)))


def found_offices(offices: QuerySet[Office], typed: str) -> QuerySet[Office]:
    """Those whose name, key or address holds every word that was typed."""
    for word in typed.split():
        offices = offices.filter(
            Q(name__icontains=word) | Q(key__icontains=word) | Q(address__icontains=word)
        )
    return offices


def without_officer(offices: QuerySet[Office], at: datetime) -> QuerySet[Office]:
    """Offices that serve citizens where nobody has the role of an officer now."""
    officers = _in_force(at).filter(role=Role.OFFICER)
    return offices.filter(kind="subdistrict").exclude(pk__in=officers.values("office"))


def office_lines(offices: Sequence[Office], at: datetime) -> list[OfficeLine]:
    """A page of offices with their counts; two queries for any number of them."""
    staff = dict(
        StaffMember.objects.filter(home_office__in=offices, user__is_active=True)
        .order_by()
        .values_list("home_office")
        .annotate(Count("pk"))
    )
    officers = dict(
        _in_force(at)
        .filter(office__in=offices, role=Role.OFFICER)
        .order_by()
        .values_list("office")
        .annotate(Count("staff", distinct=True))
    )
    return [
        OfficeLine(
            office,
            office.parent.name if office.parent else "",
            staff.get(office.pk, 0),
            officers.get(office.pk, 0),
        )
        for office in offices
    ]


def week_now(office: Office, at: datetime) -> Sequence[Spans]:
    """The ordinary hours of an office that hold at this moment, Monday to Sunday."""
    on = at.astimezone(ZoneInfo(office.time_zone)).date()
    days: Sequence[Spans] = ((),) * DAYS_IN_WEEK
    for week in content_of(office).weeks:
        if week.valid_from <= on:
            days = week.days
    return days


def _in_force(at: datetime) -> QuerySet[RoleAssignment]:
    return RoleAssignment.objects.in_force(timezone.localdate(at)).filter(
        staff__user__is_active=True
    )
