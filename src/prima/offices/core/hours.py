"""The plain values of a working calendar, and the one rule that says when a day is open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from itertools import pairwise
from typing import Literal, TypeVar

DAYS_IN_WEEK = 7


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Hours without interruption on one day, local time, the closing minute excluded."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError("Office hours must close after they open.")


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """Hours of Monday to Sunday from a date on; a break is the gap between two spans."""

    valid_from: date
    days: tuple[Spans, Spans, Spans, Spans, Spans, Spans, Spans]

    def __post_init__(self) -> None:
        if len(self.days) != DAYS_IN_WEEK:
            raise ValueError("A week has seven days.")
        for spans in self.days:
            pairs = pairwise(spans)
            if any(earlier.closes > later.opens for earlier, later in pairs):
                raise ValueError("The hours of a day must be in order and must not overlap.")


@dataclass(frozen=True, slots=True)
class Season:
    """Days with hours of their own, such as Ramadan; both dates included."""

    name: str
    first: date
    last: date
    weeks: tuple[Week, ...]


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A national holiday or a day of joint leave (cuti bersama); estimated until it is decided."""

    on: date
    kind: Literal["holiday", "joint_leave"]
    name: str
    decided: bool = True


@dataclass(frozen=True, slots=True)
class Closure:
    """The office itself closes: the whole day, or the hours of `span` only."""

    on: date
    reason: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class CalendarContent:
    """Everything that decides the hours of one office. Two equal contents are one calendar.

    Of several weeks the last listed that has begun counts, so list the general before the
    particular and the older before the newer. Of overlapping seasons the last listed counts.
    """

    zone: str
    weeks: tuple[Week, ...]
    last_decreed_year: int
    seasons: tuple[Season, ...] = ()
    closed_days: tuple[ClosedDay, ...] = ()
    closures: tuple[Closure, ...] = ()
    open_on_joint_leave: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """One day as people see it: hours left open, and the reasons why some or all are closed."""

    on: date
    spans: Spans
    season: str = ""
    reasons: tuple[str, ...] = ()
    decided: bool = True

    @property
    def is_open(self) -> bool:
        """Whether the office opens at all; this is what makes a working day."""
        return bool(self.spans)


@dataclass(slots=True)
class DayRule:
    """Answers for any date which hours count; looks rows up once so that years build quickly."""

    content: CalendarContent
    _closed: dict[date, ClosedDay] = field(init=False)
    _closures: dict[date, list[Closure]] = field(init=False)

    def __post_init__(self) -> None:
        self._closed = {day.on: day for day in self._counted(self.content.closed_days)}
        self._closures = {}
        for closure in self.content.closures:
            self._closures.setdefault(closure.on, []).append(closure)

    def day(self, on: date) -> Day:
        """The day after holidays and closures have taken their hours."""
        season = _last(s for s in self.content.seasons if s.first <= on <= s.last)
        spans = _hours(season.weeks, on) if season else None
        if spans is None:
            spans = _hours(self.content.weeks, on) or ()
        closed = self._closed.get(on)
        reasons: tuple[str, ...] = (closed.name,) if closed else ()
        spans = () if closed else spans
        for closure in self._closures.get(on, ()):
            reasons += (closure.reason,)
            spans = without(spans, closure.span)
        name = season.name if season else ""
        return Day(on, spans, name, reasons, closed is None or closed.decided)

    def _counted(self, days: Iterable[ClosedDay]) -> Iterable[ClosedDay]:
        """Leave out joint leave where the office serves on it; a holiday on its date wins."""
        joint_leave = (day for day in days if day.kind == "joint_leave")
        if not self.content.open_on_joint_leave:
            yield from joint_leave
        yield from (day for day in days if day.kind == "holiday")


def without(spans: Spans, gap: Span | None) -> Spans:
    """Cut a gap out of the hours of a day; no gap given means the whole day."""
    if gap is None:
        return ()
    left: list[Span] = []
    for span in spans:
        if span.opens < min(span.closes, gap.opens):
            left.append(Span(span.opens, min(span.closes, gap.opens)))
        if max(span.opens, gap.closes) < span.closes:
            left.append(Span(max(span.opens, gap.closes), span.closes))
    return tuple(left)


def week_on(weeks: Sequence[Week], on: date) -> Week | None:
    """The week that counts on this day: the last listed of those that have begun."""
    return _last(week for week in weeks if week.valid_from <= on)


def _hours(weeks: Sequence[Week], on: date) -> Spans | None:
    week = week_on(weeks, on)
    return None if week is None else week.days[on.weekday()]


T = TypeVar("T")


def _last(items: Iterable[T]) -> T | None:
    found = None
    for found in items:  # noqa: B007 - the last one is the answer
        pass
    return found
