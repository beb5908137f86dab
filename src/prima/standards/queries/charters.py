"""Reads of service charters: which one binds an office, and what stands on it."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from prima.kernel.actors import Actor
from prima.offices.public import Office
from prima.standards.models import ServiceCharter, ServiceStandard
from prima.standards.models.drafts import DRAFT_PERMISSIONS
from prima.standards.queries.services import services_offered, standards_in_force, today_at


def charter_in_force(office: Office, on: date) -> ServiceCharter | None:
    """The charter that binds the office: its own, else that of the nearest office above it."""
    rows = ServiceCharter.objects.in_force(on).filter(office__key__in=office.lineage)
    return rows.select_related("office").first()


def charters_published(on: date) -> list[ServiceCharter]:
    """The charter in force of every office that has set one, the top office first; one query."""
    rows = (
        ServiceCharter.objects.filter(valid_from__lte=on)
        .select_related("office")
        .order_by("office__path", "-valid_from", "-version")
        .distinct("office__path")
    )
    return list(rows)


def charters_for(actor: Actor) -> QuerySet[ServiceCharter]:
    """Every version of the offices in which the actor writes or sets standards."""
    places = frozenset[int]().union(*(actor.offices_with(name) for name in DRAFT_PERMISSIONS))
    return (
        ServiceCharter.objects.filter(office_id__in=places)
        .select_related("office")
        .prefetch_related("publications")
    )


def last_charter(office: Office) -> ServiceCharter | None:
    """The version set last, also one that is still to begin."""
    return ServiceCharter.objects.filter(office=office).order_by("version").last()


def promised(office: Office) -> list[ServiceStandard]:
    """The standards that stand on the charter of an office, in the order of the catalogue.

    Set ones only: a proposal is no promise yet. An office above answers for what those below it
    give by its standards, so they stand in its list too; two queries.
    """
    today = today_at(office)
    in_force = standards_in_force(office, today)
    offered = set(services_offered(office, today).values_list("pk", flat=True))
    rows = [
        row
        for pk, row in in_force.items()
        if not row.is_proposal and (pk in offered or row.office_id == office.pk)
    ]
    return sorted(rows, key=lambda row: (row.service.category.place, row.service.name))
