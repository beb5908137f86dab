"""Offices for programs: where they are, when they are open. Public."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from prima.kernel import clock
from prima.kernel.api import ApiRequest, Day, Page, Paging, paged
from prima.offices import queries
from prima.offices.core.hours import Day as OpenDay
from prima.offices.models import Office
from prima.offices.rules import OfficeKind

router = Router(tags=["offices"])
MOST_DAYS = 92


class OfficeOut(Schema):
    """One office."""

    key: str
    name: str
    kind: OfficeKind
    parent: str | None
    time_zone: str
    address: str
    phone: str
    email: str
    whatsapp: str
    page: str


class HoursOut(Schema):
    """Hours without interruption."""

    opens: str
    closes: str


class DayOut(Schema):
    """One day: its hours, and why some are missing."""

    on: date
    hours: list[HoursOut]
    season: str
    reasons: list[str]
    decided: bool


class OpeningHoursOut(Schema):
    """The days asked for, in the zone of the office."""

    office: str
    time_zone: str
    days: list[DayOut]


class OfficeFilter(Schema):
    """Which offices are asked for."""

    kind: OfficeKind | None = None
    parent: str | None = Field(None, max_length=60)


class DaysAsked(Schema):
    """From which day, and how many."""

    start: Day | None = Field(None, alias="from")
    days: int = Field(7, ge=1, le=MOST_DAYS)


@router.get("offices", response=Page[OfficeOut], summary=_("Daftar kantor"))
def offices(request: ApiRequest, asked: Query[OfficeFilter], paging: Query[Paging]) -> Any:
    """All offices of this installation, in the order of their tree."""
    found = Office.objects.select_related("parent")
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.parent:
        found = found.filter(parent__key=asked.parent)
    return paged(request, found, paging, _offices)


@router.get("offices/{slug:key}", response=OfficeOut, summary=_("Satu kantor"))
def office(request: ApiRequest, key: str) -> Any:
    """One office with how to reach it."""
    return _office(get_object_or_404(Office.objects.select_related("parent"), key=key))


@router.get(
    "offices/{slug:key}/opening-hours", response=OpeningHoursOut, summary=_("Jam buka kantor")
)
def opening_hours(request: ApiRequest, key: str, asked: Query[DaysAsked]) -> Any:
    """When the office is open, day by day; a day without hours says why."""
    found = get_object_or_404(Office, key=key)
    calendar = queries.calendar_of(found)
    first = asked.start or calendar.today(clock.now()).on
    try:
        days = [calendar.day(first + timedelta(days=n)) for n in range(asked.days)]
    except OverflowError:
        raise Http404 from None
    return {"office": key, "time_zone": found.time_zone, "days": [_day(one) for one in days]}


def _offices(rows: Iterable[Office]) -> list[dict[str, Any]]:
    return [_office(one) for one in rows]


def _office(one: Office) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": one.name,
        "kind": one.kind,
        "parent": one.parent.key if one.parent else None,
        "time_zone": one.time_zone,
        "address": one.address,
        "phone": one.phone,
        "email": one.email,
        "whatsapp": one.whatsapp,
        "page": one.get_absolute_url(),
    }


def _day(day: OpenDay) -> dict[str, Any]:
    return {
        "on": day.on,
        "hours": [
            {"opens": f"{span.opens:%H:%M}", "closes": f"{span.closes:%H:%M}"}
            for span in day.spans
        ],
        "season": day.season,
        "reasons": list(day.reasons),
        "decided": day.decided,
    }
