"""Measure the clock: `python -m prima.offices.core.bench` prints additions per second as JSON."""

import json
import platform
import sys
from datetime import UTC, date, datetime, time, timedelta
from time import perf_counter

from prima.offices.core.clock import WorkingCalendar
from prima.offices.core.hours import CalendarContent, ClosedDay, Season, Span, Week
from prima.offices.core.units import Duration

ADDITIONS = 200_000
ROUNDS = 5
DURATIONS = (
    Duration(15, "working_minute"),
    Duration(3, "working_hour"),
    Duration(5, "working_day"),
    Duration(14, "calendar_day"),
)


def sample_content() -> CalendarContent:
    """Hours of Perpres 21/2023, one Ramadan, a holiday a month: the shape of a real office."""
    return CalendarContent(
        zone="Asia/Jakarta",
        weeks=(_week(time(7, 30), time(16), time(16, 30), 60, 90),),
        seasons=(
            Season(
                "Ramadan",
                date(2026, 2, 18),
                date(2026, 3, 19),
                (_week(time(8), time(15), time(15, 30), 30, 60),),
            ),
        ),
        closed_days=tuple(ClosedDay(date(2026, m, 11), "holiday", "Libur") for m in range(1, 13)),
        last_decreed_year=2027,
    )


def measure(duration: Duration, additions: int = ADDITIONS) -> float:
    """Additions per second of one duration from starts spread over a year; the best of rounds."""
    calendar = WorkingCalendar(sample_content())
    origin = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
    starts = [origin + timedelta(minutes=37 * n % 500_000) for n in range(additions)]
    best = 0.0
    for _ in range(ROUNDS):
        begun = perf_counter()
        for start in starts:
            calendar.add(start, duration)
        best = max(best, additions / (perf_counter() - begun))
    return best


def main(additions: int = ADDITIONS) -> None:
    """Print one JSON object: the rate of each unit and of the slowest."""
    rates = {duration.unit: round(measure(duration, additions)) for duration in DURATIONS}
    answer = {
        "additions_per_second": rates,
        "slowest": min(rates.values()),
        "python": platform.python_version(),
    }
    sys.stdout.write(json.dumps(answer, indent=2) + "\n")


def _week(opens: time, closes: time, friday: time, rest: int, friday_rest: int) -> Week:
    usual = (Span(opens, time(12)), Span(_after_noon(rest), closes))
    prayer = (Span(opens, time(11, 30)), Span(_after_noon(friday_rest - 30), friday))
    return Week(date(2023, 4, 12), (usual, usual, usual, usual, prayer, (), ()))


def _after_noon(minutes: int) -> time:
    return time(12 + minutes // 60, minutes % 60)


if __name__ == "__main__":
    main()
