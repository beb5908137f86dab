"""Drafts of service standards for programs: the same actions as on the pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Field, Query, Router, Schema, Status

from prima.kernel import clock
from prima.kernel.api import (
    IF_MATCH,
    ApiRequest,
    Body,
    Day,
    Guarded,
    Invalid,
    Line,
    Page,
    Paging,
    Paragraph,
    known_revision,
    need,
    paged,
    staff,
    with_etag,
)
from prima.kernel.errors import require
from prima.standards import actions, permissions, queries
from prima.standards.api.parts import PARTS, Key, StandardParts
from prima.standards.core import drafting
from prima.standards.core.content import Decree
from prima.standards.models import Service, ServiceStandard, StandardDraft
from prima.standards.models.drafts import DRAFT_PERMISSIONS
from prima.standards.queries import drafting as reads
from prima.standards.rules import StandardDraftState

router = Router(tags=["standard-drafts"])


class DraftLineOut(Schema):
    """One draft of a standard, without its content."""

    id: int
    service: str | None
    office: str
    title: str
    state: StandardDraftState
    base: int | None
    revision: int
    saved_at: datetime
    ended_at: datetime | None
    page: str


class FindingOut(Schema):
    """What keeps a part from being set."""

    part: str
    code: str
    values: dict[str, str]


class DraftOut(DraftLineOut):
    """One draft with what is written and what it still lacks."""

    content: dict[str, Any]
    findings: list[FindingOut]


class StartIn(Body):
    """For which service and office, from what is in force there or from nothing."""

    service: Key
    office: Key
    source: Literal["in_force", "blank"] = "in_force"


class MoveIn(Body):
    """To the public discussion, back to the writers, or to an end with its reason."""

    act: Literal["consult", "resume", "drop"]
    reason: Paragraph | None = None


class DecisionIn(Body):
    """The decision that sets the standard; `compared_with` is the version whose difference was
    read, 0 when there was none.
    """

    number: Line
    on: Day
    signatory: Line
    effective_on: Day
    consultation_note: Paragraph
    compared_with: int = Field(ge=0, le=100_000)


class SetOut(Schema):
    """The version that was set."""

    service: str
    office: str
    version: int
    effective_on: date


def _seen(request: ApiRequest) -> StandardDraft:
    """Guard: a draft the caller may see; another office's does not exist."""
    require(any(request.actor.offices_with(name) for name in DRAFT_PERMISSIONS))
    match = request.resolver_match
    rows = reads.drafts_for(request.actor)
    return get_object_or_404(rows, pk=match.kwargs["pk"] if match else None)


def _written(request: ApiRequest) -> StandardDraft:
    """Guard: such a draft, by its authors."""
    draft = _seen(request)
    require(permissions.can_write_standards(request.actor, draft.office))
    return draft


def _set(request: ApiRequest) -> StandardDraft:
    """Guard: such a draft, by who sets standards of its office."""
    draft = _seen(request)
    require(permissions.can_set_standards(request.actor, draft.office))
    return draft


@router.get(
    "standard-drafts",
    response=Page[DraftLineOut],
    auth=staff(need(*DRAFT_PERMISSIONS)),
    summary=gettext_noop("Daftar rancangan standar"),
    url_name="standard_drafts",
)
def standard_drafts(request: ApiRequest, paging: Query[Paging]) -> Any:
    """The drafts of the offices in which the caller writes or sets standards."""
    return paged(request, reads.drafts_for(request.actor), paging, _lines)


@router.post(
    "standard-drafts",
    response={201: DraftOut},
    auth=staff(need("write_standards")),
    summary=gettext_noop("Memulai rancangan standar"),
    url_name="standard_drafts",
)
def start(request: ApiRequest, response: HttpResponse, body: StartIn) -> Any:
    """Begin a draft for a service of the catalogue."""
    service = Service.objects.filter(key=body.service).first()
    if service is None:
        raise Invalid("service", _("Layanan ini tidak ada. Lihat daftar layanan."))
    office = reads.writing_offices(request.actor, "write_standards").filter(key=body.office)
    place = office.first()
    if place is None:
        raise Invalid("office", _("Anda tidak menyusun standar untuk kantor ini."))
    base = None
    if body.source == "in_force":
        base = queries.standard_in_force(service, place, queries.today_at(place))
    draft = actions.start_draft(
        place, service=service, base=base, by=request.actor, at=clock.now()
    )
    return Status(201, _shown(response, draft))


@router.get(
    "standard-drafts/{int:pk}",
    response=DraftOut,
    auth=staff(_seen),
    summary=gettext_noop("Satu rancangan standar"),
)
def standard_draft(request: Guarded[StandardDraft], response: HttpResponse, pk: int) -> Any:
    """One draft; its ETag is the save."""
    return _shown(response, request.auth)


@router.put(
    "standard-drafts/{int:pk}/parts/{slug:part}",
    response=DraftOut,
    auth=staff(_written),
    summary=gettext_noop("Menyimpan satu komponen"),
    url_name="standard_draft_part",
    openapi_extra=IF_MATCH,
)
def part(
    request: Guarded[StandardDraft],
    response: HttpResponse,
    pk: int,
    part: PARTS,
    body: StandardParts,
) -> Any:
    """Save one of the fourteen components, or the situations; refused with 412 when somebody
    saved the same part since the ETag was read. `confirmed` ends what the office had to make sure
    of in this part.
    """
    revision = known_revision(request)
    values = body.model_dump(mode="json")
    for name in drafting.keys_of(part):
        if name not in body.model_fields_set:
            raise Invalid(name, _("Wajib diisi untuk bagian ini."))
    draft = actions.save_part(
        request.auth, part, values, revision=revision, confirmed=body.confirmed,
        by=request.actor, at=clock.now(),
    )  # fmt: skip
    return _shown(response, draft)


@router.post(
    "standard-drafts/{int:pk}/moves",
    response=DraftOut,
    auth=staff(_seen),
    summary=gettext_noop("Membahas, melanjutkan, atau membatalkan rancangan standar"),
    url_name="standard_draft_moves",
)
def moves(request: Guarded[StandardDraft], response: HttpResponse, pk: int, body: MoveIn) -> Any:
    """Give a draft to the public discussion, take it back, or end it."""
    who: Any = {"by": request.actor, "at": clock.now()}
    if body.act == "drop":
        draft = actions.drop_draft(request.auth, reason=body.reason or "", **who)
    else:
        states = StandardDraftState
        to = states.IN_CONSULTATION if body.act == "consult" else states.DRAFT
        draft = actions.move_draft(request.auth, to=to, **who)
    return _shown(response, draft)


@router.post(
    "standard-drafts/{int:pk}/decision",
    response=SetOut,
    auth=staff(_set),
    summary=gettext_noop("Menetapkan standar pelayanan"),
    url_name="standard_draft_decision",
)
def decision(request: Guarded[StandardDraft], pk: int, body: DecisionIn) -> Any:
    """Make the draft the next version of the standard, by a decision."""
    standard = actions.set_standard(
        request.auth,
        actions.Decision(
            Decree(body.number, body.on, body.signatory), body.effective_on, body.consultation_note
        ),
        compared_with=_read_version(request.auth, body.compared_with),
        by=request.actor,
        at=clock.now(),
    )
    return {
        "service": standard.service.key,
        "office": standard.office.key,
        "version": standard.version,
        "effective_on": standard.effective_on,
    }


def _read_version(draft: StandardDraft, version: int) -> int | None:
    """The row of the version whose difference was read; one that never was is refused below."""
    if not version:
        return None
    rows = ServiceStandard.objects.filter(
        service=draft.service_id, office=draft.office_id, version=version
    )
    return rows.values_list("pk", flat=True).first() or 0


def _shown(response: HttpResponse, draft: StandardDraft) -> dict[str, Any]:
    with_etag(response, draft.revision)
    return _line(draft) | {
        "content": draft.content_data,
        "findings": [
            {"part": one.part, "code": one.code, "values": dict(one.values)}
            for one in draft.findings
        ],
    }


def _lines(rows: Iterable[StandardDraft]) -> list[dict[str, Any]]:
    return [_line(one) for one in rows]


def _line(one: StandardDraft) -> dict[str, Any]:
    return {
        "id": one.pk,
        "service": one.service.key if one.service else None,
        "office": one.office.key,
        "title": one.title,
        "state": one.state,
        "base": one.base.version if one.base else None,
        "revision": one.revision,
        "saved_at": one.saved_at,
        "ended_at": one.ended_at,
        "page": one.get_absolute_url(),
    }
