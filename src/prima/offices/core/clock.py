"""The working calendar of one office: adds, subtracts and counts working time.

Minutes and hours are counted inside the office hours; days are counted on the calendar:

* Day 0 is the day of receipt, or the next working day when it was received after closing or on a
  day the office does not open. N working days end on the N-th working day after day 0
  (UU 25/2009 and PP 96/2012 count in days; the day-0 rule is ours where the law is silent).
* A promise made in days ends when the office closes (`day_end="closing"`), because that is the
  last moment a citizen can use; a statutory limit ends at 23.59 local (`day_end="midnight"`).
* Calendar days always end at 23.59 local, whether or not the office opens that day.
* The clock knows whole minutes: seconds of a start are dropped, in the citizen's favour.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from prima.offices.core.hours import CalendarContent, Day, DayRule
from prima.offices.core.table import (
    LAST_MINUTE,
    CalendarExhaustedError,
    Table,
    build,
    stamp_of,
)
from prima.offices.core.units import DayEnd, Deadline, Duration, Unit

SECONDS = 60
GROWTH_YEARS = 5
LONGEST_SEARCH_YEARS = 40
# A sighted month moves an estimated holiday by one day: a deadline from the day before it to the
# day after it can still change.
DAY = 24 * 60

Hold = tuple[datetime, datetime]


class OpeningMinutes(NamedTuple):
    """Spans of office hours side by side: when each opens, and minutes worked before and after."""

    opens: list[int]
    before: list[int]
    after: list[int]


class WorkingCalendar:
    """Answers questions about the working time of one office; safe to share between threads.

    All times must carry a zone (ValueError otherwise). Answers are in the office's own zone.
    Years are laid out when first needed; an office that never opens again raises
    `CalendarExhaustedError`.
    """

    def __init__(self, content: CalendarContent) -> None:
        self.content = content
        self.zone = ZoneInfo(content.zone)
        self._rule = DayRule(content)
        year = content.last_decreed_year
        # Replaced whole when it grows, never changed: another thread sees the old or the new one.
        self._table = build(self._rule, year - 2, year + 1)
        self._decreed_until = stamp_of(datetime(year + 1, 1, 1, tzinfo=self.zone))

    # Adding and subtracting

    def add(self, start: datetime, duration: Duration, day_end: DayEnd = "closing") -> Deadline:
        """The moment `duration` after `start`. No minutes change nothing; no days end day 0."""
        begin = stamp_of(start)
        due = self._add(begin, duration, day_end)
        return Deadline(self._at(due), self._is_provisional(begin, due, duration))

    def subtract(self, end: datetime, duration: Duration, day_end: DayEnd = "closing") -> datetime:
        """The latest start from which `duration` is over by `end`."""
        stamp = stamp_of(end)
        minutes = duration.working_minutes
        if minutes is not None:
            return self._at(self._subtract_minutes(stamp, minutes))
        if duration.unit == "working_day":
            return self._at(self._subtract_days(stamp, duration.amount, day_end))
        local = self._at(stamp)
        unfinished = 1 if local.time() < LAST_MINUTE else 0
        return self._last_minute(local.date() - timedelta(days=duration.amount + unfinished))

    def due_with_holds(
        self,
        start: datetime,
        duration: Duration,
        holds: Iterable[Hold],
        day_end: DayEnd = "closing",
    ) -> Deadline:
        """The deadline when the clock stood still during the holds (from, until).

        Minutes and hours move by the working minutes held. Working days move by the days the
        receipt would have moved: from Monday 10.00 to Wednesday 10.00 is two days, a hold that
        begins and ends between two closings is none. Calendar days move by the dates passed.
        Holds may overlap; what lies before the start or begins at the deadline or later counts
        for nothing. A hold still open is given with the present moment as its end.
        """
        begin = stamp_of(start)
        longer = _in_minutes(duration)
        due = self._add(begin, longer, day_end)
        for held_from, held_until in _merged(holds, begin):
            if held_from >= due:
                break
            more = self._held(held_from, held_until, longer.unit)
            longer = Duration(longer.amount + more, longer.unit)
            due = self._add(begin, longer, day_end)
        return Deadline(self._at(due), self._is_provisional(begin, due, duration))

    # Counting

    def working_minutes_between(self, start: datetime, end: datetime) -> int:
        """Working minutes from start to end; negative when end comes first."""
        first, last = stamp_of(start), stamp_of(end)
        table = self._covering(min(first, last), max(first, last))
        return table.worked(last) - table.worked(first)

    def opening_minutes(self, start: datetime, end: datetime) -> OpeningMinutes:
        """The office hours between two moments as sorted stamps, for counting in the database.

        The minutes worked up to a stamp: of the last span that opened by then, `before` and the
        minutes since it opened, but no more than `after`; before the first span none.
        """
        first, last = stamp_of(start), stamp_of(end)
        table = self._covering(min(first, last), max(first, last))
        begin = max(0, bisect_right(table.opens, first) - 1)
        end_at = bisect_right(table.opens, last)
        return OpeningMinutes(
            table.opens[begin:end_at], table.before[begin:end_at], table.after[begin:end_at]
        )

    def working_days_between(self, start: datetime, end: datetime) -> int:
        """How many working days a receipt at `end` lies after a receipt at `start`."""
        return self._days_between(stamp_of(start), stamp_of(end))

    # For people

    def is_open_at(self, at: datetime) -> bool:
        """Whether the office is open in this minute."""
        stamp = stamp_of(at)
        return self._covering(stamp, stamp).is_open(stamp)

    def next_opening(self, at: datetime) -> datetime:
        """The first moment not before `at` at which the office is open (`at` itself if it is)."""
        stamp = stamp_of(at)
        table = self._covering(stamp, stamp)
        if table.is_open(stamp):
            return self._at(stamp)
        index = bisect_left(table.opens, stamp)
        while index >= len(table.opens):
            table = self._grow(table, forward=True)
            index = bisect_left(table.opens, stamp)
        return self._at(table.opens[index])

    def day(self, on: date) -> Day:
        """The hours of a date and why some are closed."""
        return self._rule.day(on)

    def today(self, at: datetime) -> Day:
        """The day this moment falls on in the office's zone."""
        return self._rule.day(at.astimezone(self.zone).date())

    # Inner works: everything below speaks in minute stamps

    def _add(self, begin: int, duration: Duration, day_end: DayEnd) -> int:
        minutes = duration.working_minutes
        if minutes is not None:
            return self._add_minutes(begin, minutes)
        if duration.unit == "working_day":
            return self._add_days(begin, duration.amount, day_end)
        on = self._at(begin).date() + timedelta(days=duration.amount)
        return stamp_of(self._last_minute(on))

    def _add_minutes(self, begin: int, minutes: int) -> int:
        if not minutes:
            return begin
        table = self._covering(begin, begin)
        target = table.worked(begin) + minutes
        index = bisect_left(table.after, target)
        while index >= len(table.after):
            table = self._grow(table, forward=True)
            target = table.worked(begin) + minutes
            index = bisect_left(table.after, target)
        return table.opens[index] + target - table.before[index]

    def _subtract_minutes(self, end: int, minutes: int) -> int:
        if not minutes:
            return end
        table = self._covering(end, end)
        while table.worked(end) < minutes:
            table = self._grow(table, forward=False)
        target = table.worked(end) - minutes
        index = bisect_right(table.before, target) - 1
        return table.opens[index] + target - table.before[index]

    def _add_days(self, begin: int, days: int, day_end: DayEnd) -> int:
        table = self._covering(begin, begin)
        while (index := table.working_day(begin) + days) >= len(table.closings):
            table = self._grow(table, forward=True)
        return (table.closings if day_end == "closing" else table.ends)[index]

    def _subtract_days(self, end: int, days: int, day_end: DayEnd) -> int:
        table = self._covering(end, end)
        while True:
            finished = table.closings if day_end == "closing" else table.ends
            index = bisect_right(finished, end) - 1 - days
            if index >= 0:
                return table.closings[index]
            table = self._grow(table, forward=False)

    def _held(self, held_from: int, held_until: int, unit: Unit) -> int:
        """How much of the unit passes during a hold."""
        if unit == "calendar_day":
            return (self._at(held_until).date() - self._at(held_from).date()).days
        if unit == "working_day":
            return self._days_between(held_from, held_until)
        table = self._covering(held_from, held_until)
        return table.worked(held_until) - table.worked(held_from)

    def _days_between(self, first: int, last: int) -> int:
        table = self._covering(min(first, last), max(first, last))
        return table.working_day(last) - table.working_day(first)

    def _is_provisional(self, begin: int, due: int, duration: Duration) -> bool:
        """Whether a holiday not decreed yet can move the deadline; calendar days never move."""
        if duration.unit == "calendar_day":
            return False
        if due >= self._decreed_until:
            return True
        undecided = self._table.undecided
        if not undecided:
            return False
        return bisect_right(undecided, begin - 2 * DAY) != bisect_right(undecided, due + DAY)

    def _at(self, stamp: int) -> datetime:
        return datetime.fromtimestamp(stamp * SECONDS, self.zone)

    def _last_minute(self, on: date) -> datetime:
        return datetime.combine(on, LAST_MINUTE, self.zone)

    # Laying out more years

    def _covering(self, first: int, last: int) -> Table:
        table = self._table
        while first < table.start:
            table = self._grow(table, forward=False)
        while last > table.stop:
            table = self._grow(table, forward=True)
        return table

    def _grow(self, table: Table, *, forward: bool) -> Table:
        """Lay out a few more years, unless the search has become hopeless."""
        first = table.first_year if forward else table.first_year - GROWTH_YEARS
        last = table.last_year + GROWTH_YEARS if forward else table.last_year
        decreed = self.content.last_decreed_year
        if max(last - decreed, decreed - first) > LONGEST_SEARCH_YEARS:
            raise CalendarExhaustedError("No office hours within forty years of the last decree.")
        # Not read back: another thread may have put a table there that grew the other way.
        grown = build(self._rule, first, last)
        self._table = grown
        return grown


def _in_minutes(duration: Duration) -> Duration:
    minutes = duration.working_minutes
    return duration if minutes is None else Duration(minutes, "working_minute")


def _merged(holds: Iterable[Hold], begin: int) -> list[tuple[int, int]]:
    """The holds after `begin` as stamps, in order, overlaps counted once."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted((max(stamp_of(a), begin), stamp_of(b)) for a, b in holds):
        if last <= first:
            continue
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged
