"""What people want to know of an office right now: open or not, until when, and when again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from prima.offices.core.clock import WorkingCalendar
from prima.offices.core.hours import Day, Span
from prima.offices.core.table import CalendarExhaustedError


@dataclass(frozen=True, slots=True)
class Opening:
    """An office at one moment, in its own zone."""

    is_open: bool
    today: Day
    breaks: tuple[Span, ...]
    closes_at: datetime | None  # today's last closing, when it is still to come
    opens_at: datetime | None  # the next opening of a closed office; None when it has no hours

    @property
    def on_break(self) -> bool:
        """Closed now, but open again today."""
        return not self.is_open and self.opens_at is not None and self.closes_at is not None


def opening(calendar: WorkingCalendar, at: datetime) -> Opening:
    """How the office stands at this moment."""
    today = calendar.today(at)
    closes_at = None
    if today.spans:
        last = datetime.combine(today.on, today.spans[-1].closes, calendar.zone)
        closes_at = last if at < last else None
    is_open = calendar.is_open_at(at)
    return Opening(
        is_open=is_open,
        today=today,
        breaks=tuple(
            Span(first.closes, second.opens)
            for first, second in pairwise(today.spans)
            if first.closes < second.opens
        ),
        closes_at=closes_at,
        opens_at=None if is_open else _next_opening(calendar, at),
    )


def days_from(calendar: WorkingCalendar, at: datetime, count: int) -> list[Day]:
    """Today and the days after it."""
    first = calendar.today(at).on
    return [calendar.day(first + timedelta(days=n)) for n in range(count)]


def _next_opening(calendar: WorkingCalendar, at: datetime) -> datetime | None:
    if not any(spans for week in calendar.content.weeks for spans in week.days):
        return None
    try:
        return calendar.next_opening(at)
    except CalendarExhaustedError:
        return None
