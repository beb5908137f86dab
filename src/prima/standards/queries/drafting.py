"""Reads of drafts, consultations and charters, always from the side of who looks."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import Length

from prima.kernel.actors import Actor
from prima.offices.public import Office
from prima.standards.models import (
    Service,
    ServiceCategory,
    ServiceStandard,
    StandardDraft,
)
from prima.standards.models.drafts import DRAFT_PERMISSIONS
from prima.standards.queries.services import services_offered, standards_in_force, today_at


def writing_offices(actor: Actor, *permissions: str) -> QuerySet[Office]:
    """Return the offices in which the actor may write or set standards, from the top."""
    places = frozenset().union(
        *(actor.offices_with(name) for name in permissions or DRAFT_PERMISSIONS)
    )
    return Office.objects.filter(pk__in=places).order_by(Length("path"), "path")


def drafts_for(actor: Actor) -> QuerySet[StandardDraft]:
    """Return the drafts the actor may see, the last saved first."""
    return StandardDraft.objects.visible_to(actor).select_related(
        "service", "office", "base", "author", "standard"
    )


@dataclass(frozen=True, slots=True)
class OfferedService:
    """A service of an office, the standard that binds it there, and the draft in work."""

    service: Service
    standard: ServiceStandard
    draft: StandardDraft | None

    @property
    def is_own(self) -> bool:
        """Whether the office that set it is where the draft would be."""
        return self.draft is None or self.draft.office_id == self.standard.office_id


def services_with_drafts(office: Office) -> list[OfferedService]:
    """Return what the office offers today; three queries."""
    today = today_at(office)
    in_force = standards_in_force(office, today)
    drafts = {
        draft.service_id: draft for draft in StandardDraft.objects.open().filter(office=office)
    }
    own = {pk for pk, row in in_force.items() if row.office_id == office.pk}
    offered = {service.pk: service for service in services_offered(office, today)}
    missing = own - offered.keys()
    for service in Service.objects.open_on(today).filter(pk__in=missing):
        offered[service.pk] = service
    return [
        OfferedService(service, in_force[pk], drafts.get(pk)) for pk, service in offered.items()
    ]


def last_standard(service: Service | None, office: Office) -> ServiceStandard | None:
    """Return the last version the office has set for itself."""
    if service is None:
        return None
    rows = ServiceStandard.objects.filter(service=service, office=office)
    return rows.order_by("version").last()


def standards_of_others(office: Office) -> QuerySet[ServiceStandard]:
    """Return the last standard of every other office for every service that is still given."""
    return (
        ServiceStandard.objects.in_force(today_at(office))
        .exclude(office=office)
        .select_related("service", "office")
        .order_by("service__name", "service_id", "office__path", "-effective_on", "-version")
        .distinct("service__name", "service_id", "office__path")
        .defer("content_data")
    )


def in_force_by_key(office: Office) -> dict[str, ServiceStandard]:
    """Return the standards that bind the office today, by the key of their service; one query."""
    found = standards_in_force(office, today_at(office)).values()
    return {standard.service.key: standard for standard in found}


def shelf_words() -> dict[str, str]:
    """Return the key of every shelf by the words people may write for it; one query."""
    return {
        word.casefold(): key
        for key, label in ServiceCategory.objects.values_list("key", "label")
        for word in (label, key)
    }
