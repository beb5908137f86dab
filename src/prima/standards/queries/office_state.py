"""Everything the compliance sheet asks of the standards of an office, read at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from prima.offices.public import Office
from prima.standards.models import (
    Citation,
    Regulation,
    Review,
    Service,
    ServiceCharter,
    ServiceStandard,
    StandardDraft,
)
from prima.standards.queries.charters import charter_in_force
from prima.standards.queries.consultations import services_heard
from prima.standards.queries.services import standards_in_force

# A consultation at least once a year (PermenPANRB 16/2017; not compared with its text).
_HEARD_DAYS = 365


@dataclass(frozen=True, slots=True)
class OfficeState:
    """What an office gives, by id of the service what it stands on, and its charter."""

    services: list[Service]
    standards: Mapping[int, ServiceStandard]
    drafts: Mapping[int, int]  # the open draft of this office
    reviews: Mapping[int, list[Review]]  # that should have been answered
    heard: frozenset[int]  # of which a consultation spoke within a year
    charter: ServiceCharter | None


def office_state(office: Office, on: date) -> OfficeState:
    """Return what the office has and lacks on this day; seven queries, however much it gives.

    An office above is asked also for what it has set a standard for, though others hand it out.
    """
    standards = standards_in_force(office, on)
    own = [row.service_id for row in standards.values() if row.office_id == office.pk]
    open_ones = Service.objects.open_on(on).select_related("category")
    services = open_ones.offered_by_kind(office.kind) | open_ones.filter(pk__in=own)
    drafts = StandardDraft.objects.open().filter(office=office).exclude(service=None)
    late: defaultdict[int, list[Review]] = defaultdict(list)
    for review in Review.objects.open().filter(office__key__in=office.lineage, due_on__lt=on):
        late[review.service_id].append(review)
    return OfficeState(
        services=list(services.distinct()),
        standards=standards,
        drafts={row.service_id: row.pk for row in drafts if row.service_id is not None},
        reviews=late,
        heard=services_heard(office, on - timedelta(days=_HEARD_DAYS)),
        charter=charter_in_force(office, on),
    )


def ended_bases(kind: str, object_ids: Collection[int], on: date) -> dict[int, tuple[str, ...]]:
    """Return the rules that ended by this day, by the id of the version citing them; one query."""
    rows = (
        Citation.objects.filter(
            document__kind=kind,
            document__object_id__in=object_ids,
            regulation__in=Regulation.objects.ended(on),
        )
        .select_related("regulation", "document")
        .order_by("place")
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        found[row.document.object_id].append(row.regulation.name.short if row.regulation else "")
    return {pk: tuple(dict.fromkeys(names)) for pk, names in found.items()}
