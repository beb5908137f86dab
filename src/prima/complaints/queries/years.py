"""Figures of a year for everybody: of one office, or of all below it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Min, Q, Sum

from prima.complaints.models import CallBack, Complaint, YearFigures
from prima.complaints.queries.figures import figures
from prima.complaints.rules import REACHED, CallBackOutcome, local_day
from prima.offices.public import Office

COLUMNS = (
    "received", "on_time", "late", "open", "confirmed", "unconfirmed", "contested", "called",
    "called_settled",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Year:
    """What came in one year, as it stood when it was last counted."""

    year: int
    offices: int
    received: int
    on_time: int
    late: int
    open: int
    confirmed: int
    unconfirmed: int
    contested: int
    called: int
    called_settled: int

    @property
    def on_time_percent(self) -> int | None:
        """Of those that can be judged; what is open and overdue is late."""
        judged = self.on_time + self.late
        return round(100 * self.on_time / judged) if judged else None


def bounds_of(office: Office, year: int) -> tuple[datetime, datetime]:
    """The first moment of the year and of the next one, on the calendar of the office."""
    zone = ZoneInfo(office.time_zone)
    return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)


def years_to_count(office: Office, at: datetime) -> list[int]:
    """This year and the one before; and every earlier one that was never counted."""
    this = local_day(at, office.time_zone).year
    oldest = Complaint.objects.filter(office=office).aggregate(at=Min("received_at"))["at"]
    if oldest is None:
        return []
    known = set(YearFigures.objects.filter(office=office).values_list("year", flat=True))
    first = local_day(oldest, office.time_zone).year
    recent = range(max(first, this - 1), this + 1)
    return sorted({*recent, *(one for one in range(first, this) if one not in known)})


def counted_in(office: Office, year: int, at: datetime) -> dict[str, int]:
    """What came about one office in one year, by column."""
    first, after = bounds_of(office, year)
    counted = asdict(figures(office, first, min(after, at), judged_at=at))
    called, settled = heard_in(office, first, after)
    return {**counted, "called": called, "called_settled": settled}


def heard_in(office: Office, first: datetime, after: datetime) -> tuple[int, int]:
    """How many were reached by telephone about reports of a span, and called it settled."""
    asked = CallBack.objects.filter(
        complaint__office=office, complaint__received_at__gte=first,
        complaint__received_at__lt=after,
    )  # fmt: skip
    found = asked.aggregate(
        reached=Count("pk", filter=Q(outcome__in=REACHED)),
        settled=Count("pk", filter=Q(outcome=CallBackOutcome.SETTLED)),
    )
    return found["reached"], found["settled"]


def years_of(office: Office | None) -> list[Year]:
    """The newest first; of an office with all below it, or of all."""
    rows = YearFigures.objects.filter(received__gt=0)
    if office is not None:
        rows = rows.filter(office__path__startswith=office.path)
    summed = rows.values_list("year").annotate(Count("pk"), *(Sum(one) for one in COLUMNS))
    return [Year(*row) for row in summed.order_by("-year")]
