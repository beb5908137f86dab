"""The compliance sheet of an office: what each of its services lacks today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Length

from prima.kernel.actors import Actor
from prima.offices.public import Office
from prima.sops import rules
from prima.sops.core import Promise
from prima.sops.core.compliance import Fault, Subject, faults
from prima.sops.core.validation import NORMAL_DAY_MINUTES
from prima.sops.models import SopDraft, SopVersion
from prima.sops.queries.versions import office_minutes, versions_in_force
from prima.sops.rules import COMPLIANCE_READERS, DraftState
from prima.standards import public as standards
from prima.standards.public import (
    COMPONENT_LABELS,
    CitingKind,
    OfficeState,
    Service,
    ServiceStandard,
)

_ENDED = (DraftState.PUBLISHED, DraftState.DROPPED)


@dataclass(frozen=True, slots=True)
class ComplianceRow:
    """One service with what it lacks, and where work on it has begun."""

    service: Service
    faults: tuple[Fault, ...]
    standard_draft: int | None
    sop_draft: int | None
    review: int | None


@dataclass(frozen=True, slots=True)
class ComplianceSheet:
    """All services of an office, and its charter."""

    office: Office
    on: date
    rows: list[ComplianceRow]
    charter: int | None
    charter_is_published: bool


def compliance_offices(actor: Actor) -> QuerySet[Office]:
    """The offices whose sheet this person may see, from the top."""
    places = frozenset[int]().union(*(actor.offices_with(name) for name in COMPLIANCE_READERS))
    return Office.objects.filter(pk__in=places).order_by(Length("path"), "path")


def compliance_sheet(office: Office, on: date) -> ComplianceSheet:
    """What the office lacks on this day; a fixed number of queries for any number of services."""
    state = standards.office_state(office, on)
    versions = versions_in_force(office, on)
    standard_ids = [row.pk for row in state.standards.values()]
    ended = {
        CitingKind.STANDARD: standards.ended_bases(CitingKind.STANDARD, standard_ids, on),
        CitingKind.SOP: standards.ended_bases(
            CitingKind.SOP, [one.pk for one in versions.values()], on
        ),
    }
    waiting = SopDraft.objects.filter(sop__office=office).exclude(state__in=_ENDED)
    sop_drafts = dict(waiting.order_by("-pk").values_list("sop__service_id", "pk"))
    rows = [
        _row(service, state, versions.get(service.pk), ended, sop_drafts.get(service.pk))
        for service in state.services
    ]
    charter = state.charter
    return ComplianceSheet(
        office,
        on,
        rows,
        charter.pk if charter else None,
        charter is not None and charter.is_published_in_both(),
    )


def _row(
    service: Service,
    state: OfficeState,
    version: SopVersion | None,
    ended: dict[CitingKind, dict[int, tuple[str, ...]]],
    sop_draft: int | None,
) -> ComplianceRow:
    standard, late = state.standards.get(service.pk), state.reviews.get(service.pk, [])
    subject = Subject(
        has_standard=standard is not None,
        is_proposal=standard is not None and standard.is_proposal,
        empty=_empty(standard),
        standard_ended=ended[CitingKind.STANDARD].get(standard.pk, ()) if standard else (),
        has_sop=version is not None,
        sop_ended=ended[CitingKind.SOP].get(version.pk, ()) if version else (),
        late_reviews=len(late),
        was_heard=service.pk in state.heard,
        **_minutes(version, standard),
    )
    return ComplianceRow(
        service,
        faults(subject),
        state.drafts.get(service.pk),
        sop_draft,
        late[0].pk if late else None,
    )


def _empty(standard: ServiceStandard | None) -> tuple[str, ...]:
    if standard is None:
        return ()
    content = standard.content
    return tuple(
        str(label) for key, label in COMPONENT_LABELS.items() if not getattr(content, key)
    )


def _minutes(
    version: SopVersion | None, standard: ServiceStandard | None
) -> dict[str, int | None]:
    """The longest normal way through the procedure, and what the public is promised."""
    if version is None or standard is None:
        return {}
    promise: Promise = rules.promise_of(standard.content)
    return {
        "minutes": office_minutes(version.document, promise),
        "promised": promise.minutes(NORMAL_DAY_MINUTES),
    }
