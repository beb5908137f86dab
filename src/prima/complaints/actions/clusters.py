"""From complaints to change: raise what comes again and again, propose a new SOP."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, QuerySet
from django.utils.translation import gettext as _

from prima.complaints import permissions, rules
from prima.complaints.actions import records
from prima.complaints.events import ClusterRaised
from prima.complaints.models import Complaint, ComplaintCluster
from prima.complaints.rules import EventKind, Finding, Kind
from prima.kernel import events, journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.offices.public import Office
from prima.sops.public import SopDraft, propose_version

# The service, the part of the promise, and the row of its SOP, empty for all of them.
Substance = tuple[int, str, str]
_SUBSTANCE: Final = ("service_id", "promise_part", "sop_step")


@journal.action
def raise_clusters(office: Office, *, by: Actor, at: datetime) -> list[ComplaintCluster]:
    """Raise every substance that came often enough since it was last raised; once each."""
    require(permissions.can_count(by))
    today = rules.local_day(at, office.time_zone)
    first = today - timedelta(days=rules.CLUSTER_DAYS)
    earlier = _settled(office)
    open_now = set(_of(office).filter(settled_on=None).values_list(*_SUBSTANCE))
    raised = []
    for substance, since in _substances(office, first, earlier):
        if substance in open_now:
            continue
        count = _like(_counted(office, since), substance, open_now).count()
        if count >= rules.FEWEST_IN_CLUSTER:
            service_id, part, step = substance
            cluster = ComplaintCluster(
                office=office, service_id=service_id, promise_part=part, sop_step=step,
                counted_from=since, raised_on=today, count=count,
            )  # fmt: skip
            raised.append(_raise(cluster, by=by, at=at))
            open_now.add(substance)
    return raised


@journal.action
def settle_cluster(cluster: ComplaintCluster, *, by: Actor, at: datetime) -> None:
    """What was done about it ended: from tomorrow on the same substance counts anew."""
    require(permissions.can_count(by))
    today = rules.local_day(at, cluster.office.time_zone)
    changed = ComplaintCluster.objects.filter(pk=cluster.pk, settled_on=None).update(
        settled_on=today
    )
    if changed:
        _tell("complaint.cluster_settled", cluster, by=by, at=at)


@journal.action
def propose_sop(complaint: Complaint, *, reason: str, by: Actor, at: datetime) -> SopDraft:
    """Let a justified complaint become a planned SOP; the person who spoke sees it."""
    require(permissions.can_decide(by, complaint))
    held = records.hold(complaint)
    if held.service is None:
        raise RuleBroken(_("Laporan ini bukan tentang satu layanan, jadi tidak ada SOP-nya."))
    if held.finding not in rules.COUNTED_FINDINGS:
        raise RuleBroken(_("Usulkan setelah pemeriksaan menyatakan laporan ini terbukti."))
    if held.events.filter(kind=EventKind.PROPOSED).exists():
        raise RuleBroken(_("Laporan ini sudah menjadi usulan perubahan SOP."))
    draft = propose_version(held.service, held.office, reason=reason, by=by, at=at)
    _follow(held, draft)
    records.keep(held, EventKind.PROPOSED, by=by, at=at, draft=draft.pk)
    return draft


def _follow(held: Complaint, draft: SopDraft) -> None:
    """The cluster this complaint belongs to has its draft as well."""
    clusters = _of(held.office).filter(
        service=held.service,
        promise_part=held.promise_part,
        settled_on=None,
        sop_draft=None,
        sop_step__in=["", held.sop_step],
    )
    clusters.update(sop_draft=draft)


def _of(office: Office) -> QuerySet[ComplaintCluster]:
    return ComplaintCluster.objects.filter(office=office)


def _settled(office: Office) -> dict[Substance, date]:
    """The last day on which each substance was settled."""
    rows = _of(office).exclude(settled_on=None).values_list(*_SUBSTANCE)
    return {
        (service, part, step): day
        for service, part, step, day in rows.annotate(day=Max("settled_on")).order_by()
    }


def _substances(
    office: Office, first: date, earlier: dict[Substance, date]
) -> list[tuple[Substance, date]]:
    """What came often enough in the window, with the day to count from.

    Steps of the SOP go first: what they explain is not counted for the whole part again.
    """
    counted = _counted(office, first)
    steps = _often(counted.exclude(sop_step=""), *_SUBSTANCE)
    wholes = _often(counted, *_SUBSTANCE[:2])
    found = [*steps, *((service, part, "") for service, part in wholes)]
    return [(one, max(first, earlier.get(one, first) + timedelta(days=1))) for one in found]


def _often(rows: QuerySet[Complaint], *columns: str) -> list[tuple[Any, ...]]:
    """The values of these columns that come often enough together."""
    often = rows.values(*columns).annotate(count=Count("pk")).order_by(*columns)
    return list(often.filter(count__gte=rules.FEWEST_IN_CLUSTER).values_list(*columns))


def _like(
    found: QuerySet[Complaint], substance: Substance, open_now: Collection[Substance]
) -> QuerySet[Complaint]:
    """Of one substance; of a whole part without the steps that stand by themselves."""
    service, part, step = substance
    same = found.filter(service=service, promise_part=part)
    if step:
        return same.filter(sop_step=step)
    own = [one[2] for one in open_now if one[:2] == (service, part) and one[2]]
    return same.exclude(sop_step__in=own)


def _counted(office: Office, first: date) -> QuerySet[Complaint]:
    """Complaints that count: about a part of the promise, and not found untrue."""
    begin = datetime.combine(first, time(), ZoneInfo(office.time_zone))
    found = Complaint.objects.filter(
        office=office, kind=Kind.COMPLAINT, received_at__gte=begin, service__isnull=False
    )
    return found.exclude(promise_part="").exclude(finding=Finding.UNFOUNDED)


def _raise(cluster: ComplaintCluster, *, by: Actor, at: datetime) -> ComplaintCluster:
    cluster.save()
    _tell("complaint.cluster_raised", cluster, by=by, at=at)
    part, count = cluster.promise_part, cluster.count
    events.publish(
        ClusterRaised(cluster.pk, cluster.office_id, cluster.service_id, part, count, at)
    )
    return cluster


def _tell(what: str, cluster: ComplaintCluster, *, by: Actor, at: datetime) -> None:
    journal.append(
        what,
        about=cluster,
        chain=rules.chain_of(cluster.office_id),
        by=by,
        at=at,
        payload={
            "service": cluster.service_id,
            "part": cluster.promise_part,
            "step": cluster.sop_step or "every",
            "count": cluster.count,
        },
    )
