"""Working calendars for the tests of the clock: the law's hours and the published holidays."""

from collections.abc import Iterable
from datetime import date, datetime, time
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from holidays import country_holidays

from prima.offices.core import CalendarContent, ClosedDay, Closure, Season, Span, Week

KINDS: tuple[tuple[Literal["holiday", "joint_leave"], str], ...] = (
    ("holiday", "public"),
    ("joint_leave", "government"),
)
JAKARTA = ZoneInfo("Asia/Jakarta")
RAMADAN = ((date(2024, 3, 12), date(2024, 4, 9)), (date(2026, 2, 19), date(2026, 3, 20)))


def week(opens: time, closes: time, friday: time, rest: tuple[time, time]) -> Week:
    """Monday to Friday with a break; the Friday break is from 11.30."""
    usual = (Span(opens, rest[0]), Span(rest[1], closes))
    prayer = (Span(opens, time(11, 30)), Span(time(13), friday))
    return Week(date(2020, 1, 1), (usual, usual, usual, usual, prayer, (), ()))


NORMAL = week(time(7, 30), time(16), time(16, 30), (time(12), time(13)))
FASTING = week(time(8), time(15), time(15, 30), (time(12), time(12, 30)))


@cache
def closed_days() -> tuple[ClosedDay, ...]:
    """Public holidays and joint leave of 2024–2030 as the package publishes them."""
    return tuple(
        ClosedDay(on, kind, name, "(perkiraan)" not in name)
        for kind, category in KINDS
        for on, name in country_holidays(
            "ID", years=range(2024, 2031), categories=(category,), language="id"
        ).items()
    )


def content(
    zone: str = "Asia/Jakarta",
    closures: Iterable[Closure] = (),
    *,
    open_on_joint_leave: bool = False,
) -> CalendarContent:
    """An office that keeps the hours of Perpres 21/2023."""
    seasons = tuple(Season("Ramadan", first, last, (FASTING,)) for first, last in RAMADAN)
    return CalendarContent(
        zone=zone,
        weeks=(NORMAL,),
        seasons=seasons,
        closed_days=closed_days(),
        closures=tuple(closures),
        last_decreed_year=2027,
        open_on_joint_leave=open_on_joint_leave,
    )


def wib(text: str) -> datetime:
    """A moment written as `2026-03-12 09:42`, western Indonesian time."""
    return datetime.fromisoformat(text).replace(tzinfo=JAKARTA)
