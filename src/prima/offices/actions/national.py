"""Loading what the whole country shares: hours by law, Ramadan, holidays and joint leave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from importlib.metadata import version
from importlib.resources import files
from typing import Any, Final, NamedTuple

import yaml
from django.db.models import Q

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import require
from prima.offices import permissions
from prima.offices.actions.common import refresh_calendar_keys
from prima.offices.core.edits import Edit
from prima.offices.models import CalendarDay, Office, Season, WorkingHours
from prima.offices.models.calendars import day_row
from prima.offices.rules import CalendarDayKind

CHAIN: Final = "ministry"
WEEKDAYS: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
# The categories of the package: cuti bersama is under "government".
CATEGORIES: Final = {
    CalendarDayKind.HOLIDAY: "public",
    CalendarDayKind.JOINT_LEAVE: "government",
}
ESTIMATED: Final = "(perkiraan)"
PACKAGE: Final = "holidays"


class LoadedDays(NamedTuple):
    """How many national days an update added, changed and removed."""

    added: int
    changed: int
    removed: int


@journal.action
def load_national_hours(*, by: Actor, at: datetime) -> int:
    """Write the hours and seasons of `law/office_hours.yaml`; gives the rows that are new."""
    require(permissions.can_set_national_rules(by, _tops()))
    law = yaml.safe_load(files("prima.offices").joinpath("law/office_hours.yaml").read_text())
    seasons = [Season(**season) for season in law["seasons"]]
    hours = [row for rule in law["hours"] for row in _hours(rule)]
    before = WorkingHours.objects.count() + Season.objects.count()
    WorkingHours.objects.bulk_create(hours, ignore_conflicts=True)
    Season.objects.bulk_create(
        seasons,
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["first_on", "last_on", "decided", "source", "source_checked"],
    )
    added = WorkingHours.objects.count() + Season.objects.count() - before
    refresh_calendar_keys(list(Office.objects.all()))
    journal.append(
        "calendar.hours_loaded",
        about=WorkingHours.objects.filter(office=None).earliest("pk"),
        chain=CHAIN,
        by=by,
        at=at,
        payload={"rows_added": added},
    )
    return added


@journal.action
def load_national_calendar(years: Iterable[int], *, by: Actor, at: datetime) -> LoadedDays:
    """Copy holidays and joint leave of these years from the package into our own table.

    An explicit act, so that an update of the package never moves a running deadline by itself.
    Days an office entered from another source stay.
    """
    require(permissions.can_set_national_rules(by, _tops()))
    wanted = {(day.date, day.kind): day for year in years for day in published_days(year)}
    in_years = Q(date__year__in={on.year for on, _kind in wanted})
    known = {(day.date, day.kind): day for day in CalendarDay.objects.filter(in_years)}
    ours = {key for key, day in known.items() if day.source.startswith(f"Paket {PACKAGE}")}
    gone = ours - wanted.keys()
    changed = {key for key in ours & wanted.keys() if _differs(known[key], wanted[key])}
    added = wanted.keys() - known.keys()
    CalendarDay.objects.filter(pk__in=[known[key].pk for key in gone | changed]).delete()
    CalendarDay.objects.bulk_create([wanted[key] for key in added | changed])
    change = LoadedDays(len(added), len(changed), len(gone))
    if any(change):
        refresh_calendar_keys(list(Office.objects.all()))
        journal.append(
            "calendar.days_loaded",
            about=CalendarDay.objects.filter(in_years).latest("pk"),
            chain=CHAIN,
            by=by,
            at=at,
            payload=change._asdict(),
        )
    return change


def published_edits(year: int) -> list[Edit]:
    """What the package knows of a year that our table does not; days from other sources stay."""
    wanted = {(day.date, day.kind): day for day in published_days(year)}
    known = {(day.date, day.kind): day for day in CalendarDay.objects.filter(date__year=year)}
    ours = {key for key, day in known.items() if day.source.startswith(f"Paket {PACKAGE}")}
    edits = [
        Edit(day_row(known[key]) if key in known else None, day_row(day))
        for key, day in wanted.items()
        if key not in known or (key in ours and _differs(known[key], day))
    ]
    edits += [Edit(day_row(known[key]), None) for key in ours - wanted.keys()]
    return sorted(edits, key=lambda edit: str(edit.rows[0].key))


def published_days(year: int) -> Iterator[CalendarDay]:
    """The holidays and joint leave of a year as the package gives them; not saved."""
    from holidays import country_holidays  # noqa: PLC0415 - slow, and asked for once a year

    source = f"Paket {PACKAGE} {version(PACKAGE)}, menurut SKB 3 Menteri"
    for kind, category in CATEGORIES.items():
        days = country_holidays("ID", years=year, categories=(category,), language="id")
        for on, name in days.items():
            decided = ESTIMATED not in name
            yield CalendarDay(date=on, kind=kind, name=name, source=source, decided=decided)


def _differs(known: CalendarDay, wanted: CalendarDay) -> bool:
    return (known.name, known.decided) != (wanted.name, wanted.decided)


def _hours(rule: dict[str, Any]) -> Iterator[WorkingHours]:
    for name, spans in rule["week"].items():
        for opens, closes in spans:
            yield WorkingHours(
                season=rule["season"],
                valid_from=rule["valid_from"],
                weekday=WEEKDAYS.index(name),
                opens=time.fromisoformat(opens),
                closes=time.fromisoformat(closes),
                source=rule["source"],
                source_checked=rule["source_checked"],
            )


def _tops() -> frozenset[int]:
    return frozenset(Office.objects.filter(parent=None).values_list("pk", flat=True))
