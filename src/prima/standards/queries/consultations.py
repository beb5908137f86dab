"""Reads of public consultations: those of one's offices, and what everybody may know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from prima.kernel.actors import Actor
from prima.offices.public import Office
from prima.standards.models import (
    ConsultationAgreement,
    PublicConsultation,
    Service,
    ServiceStandard,
    StandardDraft,
)

_LISTS = ("attendances", "inputs", "agreements__draft__service", "signatories")


def consultations_for(actor: Actor) -> QuerySet[PublicConsultation]:
    """Return what the actor may see, the last first; five queries with all lists."""
    return (
        PublicConsultation.objects.visible_to(actor)
        .select_related("office", "author")
        .prefetch_related(*_LISTS, "drafts__service", "services")
    )


def published_consultations() -> QuerySet[PublicConsultation]:
    """Return the consultations whose minutes are closed, for everybody."""
    return (
        PublicConsultation.objects.closed()
        .select_related("office")
        .prefetch_related(*_LISTS[:-1], "drafts__service", "services")
    )


def agreements_for(actor: Actor) -> QuerySet[ConsultationAgreement]:
    """Return what was agreed in the offices of the actor."""
    return ConsultationAgreement.objects.filter(
        consultation__in=PublicConsultation.objects.visible_to(actor)
    ).select_related("consultation__office", "draft")


@dataclass(frozen=True, slots=True)
class Heard:
    """What consultations said of a draft, for whoever is about to set it."""

    consultations: list[PublicConsultation]
    open_agreements: list[ConsultationAgreement]


def heard_on(draft: StandardDraft) -> Heard:
    """Return the closed consultations about a draft and what is not done yet; two queries."""
    held = list(PublicConsultation.objects.closed().filter(drafts=draft))
    waiting = ConsultationAgreement.objects.filter(
        draft=draft, outcome="", consultation__closed_at__isnull=False
    )
    return Heard(held, list(waiting.select_related("consultation")))


def consultations_on(standard: ServiceStandard) -> list[PublicConsultation]:
    """Return the published consultations a version came from; none for a proposal."""
    if standard.is_proposal:
        return []
    found = PublicConsultation.objects.closed().filter(drafts__standard=standard)
    return list(found.distinct())


def services_heard(office: Office, since: date) -> frozenset[int]:
    """Return the services a closed consultation of the office, or of one above, spoke of."""
    held = PublicConsultation.objects.closed().filter(
        office__key__in=office.lineage, held_on__gte=since
    )
    about = Q(consultations__in=held) | Q(drafts__consultations__in=held)
    return frozenset(Service.objects.filter(about).values_list("pk", flat=True))
