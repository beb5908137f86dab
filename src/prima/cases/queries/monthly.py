"""How many services were given, month by month: what figures of other apps are divided by."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.db.models.functions import TruncMonth

from prima.cases.models import Case


@dataclass(frozen=True, slots=True)
class Given:
    """Completed services of one office in one month; `month` is its first day."""

    office_id: int
    service_id: int
    month: date
    count: int


def services_given(
    offices: Collection[int], start: datetime, end: datetime, *, time_zone: str
) -> list[Given]:
    """Services whose clock stopped in [start, end), by office, service and local month."""
    month = TruncMonth("clock_stopped_at", tzinfo=ZoneInfo(time_zone))
    rows = (
        Case.objects.filter(
            office_id__in=offices, clock_stopped_at__gte=start, clock_stopped_at__lt=end
        )
        .exclude(status="withdrawn")
        .annotate(month=month)
        .values_list("office_id", "service_id", "month")
        .annotate(count=Count("pk"))
        .order_by("office_id", "service_id", "month")
    )
    return [Given(office, service, at.date(), count) for office, service, at, count in rows]
