"""What an improvement changed: complaints of the same substance before and after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from prima.cases.public import services_given
from prima.complaints.models import Complaint, ComplaintCluster
from prima.complaints.rules import Finding

# As long after as before, and no longer than this; sooner nothing is said.
LONGEST: Final = 180
SHORTEST: Final = 30


@dataclass(frozen=True, slots=True)
class SimilarBeforeAfter:
    """Complaints and services of equally many days before and after."""

    days: int
    before: int
    services_before: int
    after: int
    services_after: int


def similar_before_after(cluster_id: int, ended_on: date, on: date) -> SimilarBeforeAfter | None:
    """None until a month has passed since what was done about it ended."""
    days = min((on - ended_on).days, LONGEST)
    if days < SHORTEST:
        return None
    cluster = ComplaintCluster.objects.select_related("office").get(pk=cluster_id)
    span = timedelta(days=days)
    before = _count(cluster, ended_on - span, ended_on)
    after = _count(cluster, ended_on + timedelta(days=1), ended_on + span)
    return SimilarBeforeAfter(days, *before, *after)


def _count(cluster: ComplaintCluster, first: date, last: date) -> tuple[int, int]:
    zone = ZoneInfo(cluster.office.time_zone)
    start = datetime.combine(first, time(), zone)
    end = datetime.combine(last + timedelta(days=1), time(), zone)
    told = Complaint.objects.filter(
        office=cluster.office_id, service=cluster.service_id, promise_part=cluster.promise_part,
        received_at__gte=start, received_at__lt=end,
    ).exclude(finding=Finding.UNFOUNDED)  # fmt: skip
    if cluster.sop_step:
        told = told.filter(sop_step=cluster.sop_step)
    given = services_given([cluster.office_id], start, end, time_zone=cluster.office.time_zone)
    return told.count(), sum(one.count for one in given if one.service_id == cluster.service_id)
