"""The "no complaint" indicator: days since the last justified one, rates and gaps, silence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from prima.cases.public import services_given
from prima.complaints.core.charts import (
    GapChart,
    Month,
    RatePoint,
    gap_chart,
    is_rare,
    is_silent,
    rate_chart,
)
from prima.complaints.models import Complaint, ComplaintCluster
from prima.complaints.rules import COUNTED_FINDINGS, local_day
from prima.kernel.actors import Actor
from prima.offices.public import Office
from prima.standards.public import Service

MONTHS: Final = 24
THOUSAND: Final = 1000
NEEDS: Final = "see_performance"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One office, or one service of it: numbers first, then the chart that fits them."""

    name: str
    complaints: int
    services: int
    last_on: date | None
    days_since: int | None
    rate: float | None
    is_silent: bool
    rates: tuple[RatePoint, ...]
    gaps: GapChart | None

    @property
    def is_signal(self) -> bool:
        """Whether the newest point tells more than chance."""
        if self.rates:
            return bool(self.rates[-1].signal)
        return self.gaps is not None and bool(self.gaps.gaps[-1].signal)


@dataclass(frozen=True, slots=True)
class Span:
    """The months that are looked at, the day of today, and the rate usual elsewhere."""

    months: tuple[date, ...]
    today: date
    usual: float


def offices_watched(actor: Actor) -> list[Office]:
    """The offices whose figures this person may see."""
    return list(Office.objects.filter(pk__in=actor.offices_with(NEEDS)).order_by("path"))


def indicators(office: Office, offices: Collection[Office], at: datetime) -> list[Indicator]:
    """The office first, then each of its services that was given or complained about.

    What is usual is the rate of all `offices` together; four queries, however many they are.
    """
    today = local_day(at, office.time_zone)
    months = _months(today)
    given = _given(offices, months[0], at, office.time_zone)
    told = _told([office], months[0])
    span = Span(months, today, _usual_rate(offices, given, months[0]))
    days = [day for one in told.values() for day in one]
    whole = _indicator(office.name, days, _summed(given, office.pk, None), span)
    return [
        whole,
        *(
            _indicator(name, told.get(pk, []), _summed(given, office.pk, pk), span)
            for pk, name in _names(office, given, told)
        ),
    ]


def clusters_for(actor: Actor) -> list[ComplaintCluster]:
    """What came again and again in the offices of this person, newest first."""
    found = ComplaintCluster.objects.filter(office_id__in=actor.offices_with(NEEDS))
    return list(
        found.select_related("office", "service", "sop_draft").order_by(
            "settled_on", "-raised_on"
        )[:50]
    )


def _indicator(
    name: str, days: Sequence[date], services: dict[date, int], span: Span
) -> Indicator:
    ordered = sorted(days)
    counted = [
        Month(one, sum(1 for day in ordered if day.replace(day=1) == one), services.get(one, 0))
        for one in span.months[:-1]  # the month that still runs is not counted
    ]
    total = sum(services.values())
    rare = is_rare(counted)
    return Indicator(
        name=name,
        complaints=len(ordered),
        services=total,
        last_on=ordered[-1] if ordered else None,
        days_since=(span.today - ordered[-1]).days if ordered else None,
        rate=len(ordered) / total * THOUSAND if total else None,
        is_silent=is_silent(len(ordered), total, span.usual),
        rates=() if rare else rate_chart(counted),
        gaps=gap_chart(ordered, span.today) if rare else None,
    )


def _months(today: date) -> tuple[date, ...]:
    """The first days of the last two years, the running month last."""
    last = today.year * 12 + today.month - 1
    return tuple(date(one // 12, one % 12 + 1, 1) for one in range(last - MONTHS, last + 1))


def _told(offices: Collection[Office], first: date) -> dict[int | None, list[date]]:
    """The days of justified complaints by service; those about none stand under None."""
    found: dict[int | None, list[date]] = defaultdict(list)
    zones = {one.pk: one.time_zone for one in offices}
    rows = Complaint.objects.filter(
        office__in=offices,
        finding__in=COUNTED_FINDINGS,
        received_at__gte=_midnight(first, offices),
    )
    for office_id, service_id, at in rows.values_list("office_id", "service_id", "received_at"):
        found[service_id].append(local_day(at, zones[office_id]))
    return dict(found)


def _given(
    offices: Collection[Office], first: date, at: datetime, time_zone: str
) -> dict[tuple[int, int], dict[date, int]]:
    rows = services_given(
        [one.pk for one in offices], _midnight(first, offices), at, time_zone=time_zone
    )
    found: dict[tuple[int, int], dict[date, int]] = defaultdict(dict)
    for one in rows:
        found[one.office_id, one.service_id][one.month] = one.count
    return dict(found)


def _summed(
    given: dict[tuple[int, int], dict[date, int]], office_id: int, service_id: int | None
) -> dict[date, int]:
    found: dict[date, int] = defaultdict(int)
    for (office, service), months in given.items():
        if office == office_id and service_id in (None, service):
            for month, count in months.items():
                found[month] += count
    return dict(found)


def _usual_rate(
    offices: Collection[Office], given: dict[tuple[int, int], dict[date, int]], first: date
) -> float:
    """Justified complaints per service over all these offices."""
    services = sum(count for months in given.values() for count in months.values())
    complaints = sum(len(days) for days in _told(offices, first).values())
    return complaints / services if services else 0.0


def _names(
    office: Office,
    given: dict[tuple[int, int], dict[date, int]],
    told: dict[int | None, list[date]],
) -> list[tuple[int, str]]:
    wanted = {service for place, service in given if place == office.pk}
    wanted |= {service for service in told if service is not None}
    services = Service.objects.filter(pk__in=wanted)
    return list(services.order_by("name").values_list("pk", "name"))


def _midnight(first: date, offices: Collection[Office]) -> datetime:
    zone = next(iter(offices)).time_zone
    return datetime.combine(first, time(), ZoneInfo(zone))
