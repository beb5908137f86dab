"""Rows about hours read into the plain values of the clock, and the digest that names them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Literal, cast

from django.db.models import Q

from prima.offices import core
from prima.offices.core.edits import (
    JOINT_LEAVE,
    ClosureRow,
    DayRow,
    Edit,
    SeasonRow,
    overlay,
)
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


def national_rows(edits: Sequence[Edit] = ()) -> NationalRows:
    """National days and seasons; two queries. A year is decreed once its joint leave is known."""
    days = overlay(map(day_row, CalendarDay.objects.all()), edits, DayRow)
    seasons = overlay(map(season_row, Season.objects.all()), edits, SeasonRow)
    decreed = (day.on.year for day in days if day.kind == JOINT_LEAVE and day.decided)
    return NationalRows(
        tuple(
            core.ClosedDay(
                day.on, cast(Literal["holiday", "joint_leave"], day.kind), day.name, day.decided
            )
            for day in sorted(days, key=lambda day: (day.on, day.kind))
        ),
        tuple(
            (season.kind, season.name, season.first, season.last)
            for season in sorted(seasons, key=lambda season: season.first)
        ),
        max(decreed, default=FIRST_YEAR),
    )


def day_row(day: CalendarDay) -> DayRow:
    """A national day as a plain value."""
    return DayRow(day.date, day.kind, day.name, day.decided, day.source, day.source_checked)


def season_row(season: Season) -> SeasonRow:
    """A season as a plain value."""
    return SeasonRow(
        season.kind,
        season.name,
        season.first_on,
        season.last_on,
        season.decided,
        season.source,
        season.source_checked,
    )


def closure_row(closure: LocalClosure) -> ClosureRow:
    """A local closure as a plain value."""
    return ClosureRow(closure.date, closure.reason, closure.starts, closure.ends)


def contents_of(
    offices: Sequence[Office], edits: Sequence[Edit] = ()
) -> dict[int, core.CalendarContent]:
    """The content of each office's calendar, by office id; four queries for any number of them.

    With edits: the content as it would be with them. Edits of closures speak of every office
    given, so they are given with their own office only.
    """
    national = national_rows(edits)
    weeks = _weeks({key for office in offices for key in office.lineage})
    closures: defaultdict[int, list[ClosureRow]] = defaultdict(list)
    for row in LocalClosure.objects.filter(office__in=offices):
        closures[row.office_id].append(closure_row(row))
    return {
        office.pk: _content(
            office, national, weeks, _closures(overlay(closures[office.pk], edits, ClosureRow))
        )
        for office in offices
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


def _closures(rows: Iterable[ClosureRow]) -> list[core.Closure]:
    """In the order of the days, a whole day after its hours as the database sorts them."""
    ordered = sorted(rows, key=lambda row: (row.on, row.starts or time.max))
    return [
        core.Closure(row.on, row.reason)
        if row.starts is None or row.ends is None
        else core.Closure(row.on, row.reason, core.Span(row.starts, row.ends))
        for row in ordered
    ]
