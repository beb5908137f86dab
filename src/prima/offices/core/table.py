"""Years of office hours as sorted minute stamps: every question is a binary search."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from prima.offices.core.hours import Day, DayRule

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LAST_MINUTE = time(23, 59)


class CalendarExhaustedError(ValueError):
    """No office hours were found within the years the clock is willing to look at."""


def stamp_of(at: datetime) -> int:
    """Whole minutes since 1970 in UTC; seconds are dropped. Raises ValueError without a zone."""
    if at.tzinfo is None:
        raise ValueError("The clock needs a time with its zone.")
    return (at - EPOCH) // MINUTE


@dataclass(slots=True)
class Table:
    """Stamps of the years first..last. Open time is [opens, closes); lists run in parallel."""

    first_year: int
    last_year: int
    start: int  # a stamp before this is not covered
    stop: int  # nor is one after this
    opens: list[int] = field(default_factory=list)  # per span
    before: list[int] = field(default_factory=list)  # working minutes before each span
    after: list[int] = field(default_factory=list)  # working minutes up to its end
    closings: list[int] = field(default_factory=list)  # per working day: its last closing
    ends: list[int] = field(default_factory=list)  # per working day: 23.59 local
    undecided: list[int] = field(default_factory=list)  # 00.00 of estimated holidays

    def worked(self, stamp: int) -> int:
        """Working minutes from the beginning of the table to this stamp."""
        index = bisect_right(self.opens, stamp) - 1
        if index < 0:
            return 0
        into = stamp - self.opens[index] + self.before[index]
        return min(into, self.after[index])

    def is_open(self, stamp: int) -> bool:
        """Whether this minute lies in a span."""
        index = bisect_right(self.opens, stamp) - 1
        return index >= 0 and self.before[index] + stamp - self.opens[index] < self.after[index]

    def working_day(self, stamp: int) -> int:
        """Index of the first working day that has not closed before this stamp: its day 0."""
        return bisect_left(self.closings, stamp)


def build(rule: DayRule, first_year: int, last_year: int) -> Table:
    """Lay out every day of the years given."""
    zone = ZoneInfo(rule.content.zone)
    on, stop = date(first_year, 1, 1), date(last_year, 12, 31)
    table = Table(
        first_year, last_year, _local(on, time(0), zone), _local(stop, LAST_MINUTE, zone)
    )
    total = 0
    while on <= stop:
        total = _append(table, rule.day(on), zone, total)
        on += timedelta(days=1)
    return table


def _append(table: Table, day: Day, zone: ZoneInfo, total: int) -> int:
    if not day.decided:
        table.undecided.append(_local(day.on, time(0), zone))
    if not day.spans:
        return total
    for span in day.spans:
        opens = _local(day.on, span.opens, zone)
        table.opens.append(opens)
        table.before.append(total)
        total += _local(day.on, span.closes, zone) - opens
        table.after.append(total)
    table.closings.append(_local(day.on, day.spans[-1].closes, zone))
    table.ends.append(_local(day.on, LAST_MINUTE, zone))
    return total


def _local(on: date, at: time, zone: ZoneInfo) -> int:
    return stamp_of(datetime.combine(on, at, zone))
