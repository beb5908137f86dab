"""Rows about hours read into the plain values of the clock, and the digest that names them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from django.db.models import Q

from prima.offices import core
from prima.offices.models.hours import CalendarDay, LocalClosure, Season, WorkingHours
from prima.offices.models.offices import Office

# Before any joint decree was loaded nothing is certain; the year the hours rule began.
FIRST_YEAR = 2023

Owner = str | None  # the key of the office that set the hours; None for the national rule
Weeks = Mapping[tuple[Owner, str], Sequence[core.Week]]


@dataclass(frozen=True, slots=True)
class NationalRows:
    """What every office shares."""

    days: tuple[core.ClosedDay, ...]
    seasons: tuple[tuple[str, str, date, date], ...]
    last_decreed_year: int


def national_rows() -> NationalRows:
    """National days and seasons; two queries. A year is decreed once its joint leave is known."""
    days = tuple(
        core.ClosedDay(on, cast(Literal["holiday", "joint_leave"], kind), name, decided)
        for on, kind, name, decided in CalendarDay.objects.values_list(
            "date", "kind", "name", "decided"
        )
    )
    seasons = tuple(Season.objects.values_list("kind", "name", "first_on", "last_on"))
    decreed = (day.on.year for day in days if day.kind == "joint_leave" and day.decided)
    return NationalRows(days, seasons, max(decreed, default=FIRST_YEAR))


def contents_of(offices: Sequence[Office]) -> dict[int, core.CalendarContent]:
    """The content of each office's calendar, by office id; four queries for any number of them."""
    national = national_rows()
    weeks = _weeks({key for office in offices for key in office.lineage})
    closures: defaultdict[int, list[core.Closure]] = defaultdict(list)
    for row in LocalClosure.objects.filter(office__in=offices):
        closures[row.office_id].append(_closure(row))
    return {
        office.pk: _content(office, national, weeks, closures[office.pk]) for office in offices
    }


def content_of(office: Office) -> core.CalendarContent:
    """The content of one office's calendar."""
    return contents_of([office])[office.pk]


def digest_of(content: core.CalendarContent) -> str:
    """A name for the content: equal contents have equal digests, in every process."""
    return hashlib.sha256(repr(content).encode()).hexdigest()


def _content(
    office: Office, national: NationalRows, weeks: Weeks, closures: Iterable[core.Closure]
) -> core.CalendarContent:
    # From the general to the particular, as the clock lets the last listed week win.
    owners: list[Owner] = [None, *office.lineage]

    def of_season(kind: str) -> tuple[core.Week, ...]:
        return tuple(week for owner in owners for week in weeks.get((owner, kind), ()))

    return core.CalendarContent(
        zone=str(office.time_zone),  # a choice before it is saved has another repr
        weeks=of_season(""),
        last_decreed_year=national.last_decreed_year,
        seasons=tuple(
            core.Season(name, first, last, of_season(kind))
            for kind, name, first, last in national.seasons
        ),
        closed_days=national.days,
        closures=tuple(closures),
        open_on_joint_leave=office.open_on_joint_leave,
    )


def _weeks(office_keys: set[str]) -> Weeks:
    """Weeks by who set them and for which season, the older before the newer; one query."""
    rows = WorkingHours.objects.filter(Q(office=None) | Q(office__key__in=office_keys))
    spans: defaultdict[tuple[Owner, str, date], list[list[core.Span]]] = defaultdict(
        lambda: [[] for _ in range(7)]
    )
    columns = ("office__key", "season", "valid_from", "weekday", "opens", "closes")
    for owner, season, valid_from, weekday, opens, closes in rows.values_list(*columns):
        spans[owner, season, valid_from][weekday].append(core.Span(opens, closes))
    weeks: defaultdict[tuple[Owner, str], list[core.Week]] = defaultdict(list)
    for (owner, season, valid_from), days in sorted(spans.items(), key=lambda item: item[0][2]):
        monday, tuesday, wednesday, thursday, friday, saturday, sunday = map(_in_order, days)
        week = (monday, tuesday, wednesday, thursday, friday, saturday, sunday)
        weeks[owner, season].append(core.Week(valid_from, week))
    return weeks


def _in_order(spans: list[core.Span]) -> tuple[core.Span, ...]:
    return tuple(sorted(spans))


def _closure(row: LocalClosure) -> core.Closure:
    if row.starts is None or row.ends is None:
        return core.Closure(row.date, row.reason)
    return core.Closure(row.date, row.reason, core.Span(row.starts, row.ends))
