"""Drafts of procedures for programs: written and judged by the same actions as on the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema, Status

from prima.kernel import clock
from prima.kernel.api import (
    IF_MATCH,
    ApiRequest,
    Guarded,
    Invalid,
    Page,
    Paging,
    known_revision,
    need,
    paged,
    staff,
    with_etag,
)
from prima.kernel.errors import require
from prima.sops import actions, documents, permissions, queries, rules
from prima.sops.actions import Origin, Signature
from prima.sops.api.draft_shapes import (
    CommentIn,
    CommentOut,
    DraftLineOut,
    DraftOut,
    MoveIn,
    PlanIn,
    StartIn,
    WithdrawalIn,
)
from prima.sops.api.shapes import SopDocumentData, document_data
from prima.sops.core.drafts import read_draft
from prima.sops.models import DraftComment, SopDraft, SopVersion
from prima.sops.queries import course as reads
from prima.sops.rules import SOP_PERMISSIONS, WRITE, Act, DraftState
from prima.standards.public import Service

router = Router(tags=["sop-drafts"])


class DraftFilter(Schema):
    """Which drafts are asked for."""

    state: DraftState | None = None


def _seen(request: ApiRequest) -> SopDraft:
    """Guard: a draft of an office for which the caller does anything; another does not exist."""
    match = request.resolver_match
    rows = queries.drafts_for(request.actor)
    return get_object_or_404(rows, pk=match.kwargs["pk"] if match else None)


def _written(request: ApiRequest) -> SopDraft:
    """Guard: such a draft, by its authors."""
    draft = _seen(request)
    require(permissions.can_write(request.actor, draft.sop.office))
    return draft


def _commented(request: ApiRequest) -> DraftComment:
    """Guard: a comment on such a draft."""
    draft, match = _seen(request), request.resolver_match
    return get_object_or_404(draft.comments, pk=match.kwargs["comment"] if match else None)


def _withdrawable(request: ApiRequest) -> SopVersion:
    """Guard: a version in force the caller may end; for others it is not theirs."""
    require(any(request.actor.offices_with(name) for name in SOP_PERMISSIONS))
    wanted = request.resolver_match.kwargs if request.resolver_match else {}
    rows = reads.withdrawable(request.actor, timezone.localdate(clock.now()))
    return get_object_or_404(
        rows, sop__service__key=wanted.get("key"), sop__office__key=wanted.get("office"),
        number=wanted.get("number"),
    )  # fmt: skip


@router.get(
    "sop-drafts",
    response=Page[DraftLineOut],
    auth=staff(need(*SOP_PERMISSIONS)),
    summary=gettext_noop("Daftar rancangan SOP"),
    url_name="sop_drafts",
)
def sop_drafts(request: ApiRequest, asked: Query[DraftFilter], paging: Query[Paging]) -> Any:
    """The drafts of the offices in which the caller writes or judges procedures."""
    rows = queries.drafts_for(request.actor).select_related("version")
    return paged(request, rows.filter(state=asked.state) if asked.state else rows, paging, _lines)


@router.post(
    "sop-drafts",
    response={201: DraftLineOut},
    auth=staff(need(WRITE)),
    summary=gettext_noop("Merencanakan SOP"),
    url_name="sop_drafts",
)
def plan(request: ApiRequest, response: HttpResponse, body: PlanIn) -> Any:
    """Put a procedure on the list of those to be written."""
    service = Service.objects.filter(key=body.service).first()
    if service is None:
        raise Invalid("service", _("Layanan ini tidak ada. Lihat daftar layanan."))
    office = reads.writing_offices(request.actor).filter(key=body.office).first()
    if office is None:
        raise Invalid("office", _("Anda tidak menyusun SOP untuk kantor ini."))
    draft = actions.plan_draft(
        service, office, purpose=body.purpose, kind=body.kind, planned_for=body.planned_for,
        by=request.actor, at=clock.now(),
    )  # fmt: skip
    with_etag(response, draft.revision)
    return Status(201, _line(draft))


@router.get(
    "sop-drafts/{int:pk}",
    response=DraftOut,
    exclude_unset=True,
    auth=staff(_seen),
    summary=gettext_noop("Satu rancangan SOP"),
)
def sop_draft(request: Guarded[SopDraft], response: HttpResponse, pk: int) -> Any:
    """One draft with its findings and what the caller may do; its ETag is the save."""
    return _shown(request, response, request.auth)


@router.post(
    "sop-drafts/{int:pk}/start",
    response=DraftOut,
    exclude_unset=True,
    auth=staff(_written),
    summary=gettext_noop("Mulai menyusun"),
    url_name="sop_draft_start",
)
def start(request: Guarded[SopDraft], response: HttpResponse, pk: int, body: StartIn) -> Any:
    """Begin to write a planned procedure."""
    origin = _origin(request.auth, body)
    draft = actions.start_draft(request.auth, origin=origin, by=request.actor, at=clock.now())
    return _shown(request, response, draft)


@router.put(
    "sop-drafts/{int:pk}/document",
    response=DraftOut,
    exclude_unset=True,
    auth=staff(_written),
    summary=gettext_noop("Menyimpan isi rancangan"),
    url_name="sop_draft_document",
    openapi_extra=IF_MATCH,
)
def document(
    request: Guarded[SopDraft], response: HttpResponse, pk: int, body: SopDocumentData
) -> Any:
    """Save the whole content; refused with 412 when somebody saved since the ETag was read."""
    revision = known_revision(request)
    content = read_draft(body.model_dump(exclude_defaults=True))
    draft = actions.save_draft(
        request.auth, content, revision=revision, by=request.actor, at=clock.now()
    )
    return _shown(request, response, draft)


@router.post(
    "sop-drafts/{int:pk}/moves",
    response=DraftOut,
    exclude_unset=True,
    auth=staff(_seen),
    summary=gettext_noop("Mengajukan, meninjau, mengembalikan, mengesahkan, menerbitkan"),
    url_name="sop_draft_moves",
)
def moves(request: Guarded[SopDraft], response: HttpResponse, pk: int, body: MoveIn) -> Any:
    """One act of the life cycle; `acts` of the draft says which are open to the caller."""
    _DO[body.act](request.auth, body, {"by": request.actor, "at": clock.now()})
    draft = get_object_or_404(queries.drafts_for(request.actor), pk=pk)
    return _shown(request, response, draft)


@router.get(
    "sop-drafts/{int:pk}/comments",
    response=Page[CommentOut],
    auth=staff(_seen),
    summary=gettext_noop("Catatan peninjauan"),
    url_name="sop_draft_comments",
)
def comments(request: Guarded[SopDraft], pk: int, paging: Query[Paging]) -> Any:
    """What was said of the draft, the oldest first."""
    return paged(request, request.auth.comments.all(), paging, lambda rows: [*map(_said, rows)])


@router.post(
    "sop-drafts/{int:pk}/comments",
    response={201: CommentOut},
    auth=staff(_seen),
    summary=gettext_noop("Menambah catatan"),
    url_name="sop_draft_comments",
)
def comment(request: Guarded[SopDraft], pk: int, body: CommentIn) -> Any:
    """Say something of a row or of all of the draft."""
    made = actions.add_comment(
        request.auth, body.text, step_key=body.step or "", by=request.actor, at=clock.now()
    )
    return Status(201, _said(made))


@router.post(
    "sop-drafts/{int:pk}/comments/{int:comment}/resolution",
    response=CommentOut,
    auth=staff(_commented),
    summary=gettext_noop("Menandai catatan selesai"),
    url_name="sop_draft_comment_resolution",
)
def resolution(request: Guarded[DraftComment], pk: int, comment: int) -> Any:
    """Mark a comment as answered."""
    return _said(actions.resolve_comment(request.auth, by=request.actor, at=clock.now()))


@router.post(
    "services/{slug:key}/sops/{slug:office}/{int:number}/withdrawal",
    response={204: None},
    auth=staff(_withdrawable),
    summary=gettext_noop("Mencabut SOP"),
    url_name="sop_withdrawal",
)
def withdrawal(
    request: Guarded[SopVersion], key: str, office: str, number: int, body: WithdrawalIn
) -> Any:
    """End a procedure that is in force from a day on."""
    actions.withdraw_version(
        request.auth, reason=body.reason, withdrawn_on=body.withdrawn_on,
        by=request.actor, at=clock.now(),
    )  # fmt: skip
    return Status(204, None)


def _origin(draft: SopDraft, body: StartIn) -> Origin:
    if body.source == "catalogue":
        found = reads.catalogue_document(draft.sop.service)
        if found is None:
            raise Invalid("source", _("Katalog tidak memuat SOP layanan ini."))
        return Origin(document=found)
    if body.source == "other":
        others = reads.published_elsewhere(draft, _today(draft))
        version = others.filter(sop__office__key=body.office or "").first()
        if version is None:
            raise Invalid("office", _("Kantor itu tidak mempunyai SOP yang berlaku."))
        return Origin(adapted_from=version, because=body.because or "")
    return Origin(is_blank=body.source == "blank")


def _today(draft: SopDraft) -> date:
    return timezone.localdate(clock.now(), ZoneInfo(draft.sop.office.time_zone))


def _signature(body: MoveIn) -> Signature:
    if body.signature is None:
        raise Invalid("signature", _("Isi nomor, pejabat, dan tanggal pengesahan."))
    return Signature(**body.signature.model_dump())


_DO: Final[dict[str, Callable[[SopDraft, MoveIn, dict[str, Any]], object]]] = {
    "submit": lambda draft, _body, who: actions.submit(draft, **who),
    "recall": lambda draft, _body, who: actions.recall(draft, **who),
    "review": lambda draft, body, who: actions.review(draft, remark=body.remark or "", **who),
    "return": lambda draft, body, who: actions.return_to_author(
        draft, reason=body.reason or "", **who
    ),
    "verify": lambda draft, body, who: actions.verify(draft, remark=body.remark or "", **who),
    "approve": lambda draft, body, who: actions.approve(draft, _signature(body), **who),
    "publish": lambda draft, body, who: actions.publish(
        draft, effective_on=body.effective_on, **who
    ),
    "drop": lambda draft, body, who: actions.drop_draft(draft, reason=body.reason or "", **who),
}


def _shown(request: ApiRequest, response: HttpResponse, draft: SopDraft) -> dict[str, Any]:
    with_etag(response, draft.revision)
    content = draft.document
    is_begun = draft.state != DraftState.PLANNED and bool(draft.content)
    found = rules.findings(content, queries.standard_of(draft, clock.now())) if is_begun else []
    return _line(draft) | {
        "document": document_data(content) if is_begun else None,
        "findings": [
            {
                "severity": one.severity,
                "step": one.step_key,
                "part": one.part,
                "sentence": one.sentence,
            }
            for one in documents.finding_lines(content, found)
        ],
        "acts": [Act(one) for one in reads.open_acts(request.actor, draft)],
    }


def _lines(rows: Iterable[SopDraft]) -> list[dict[str, Any]]:
    return [_line(one) for one in rows]


def _line(one: SopDraft) -> dict[str, Any]:
    return {
        "id": one.pk,
        "service": one.sop.service.key,
        "office": one.sop.office.key,
        "title": str(one),
        "kind": one.kind,
        "state": one.state,
        "purpose": one.purpose,
        "planned_for": one.planned_for,
        "base": one.base.number if one.base else None,
        "revision": one.revision,
        "saved_at": one.saved_at,
        "number": one.number,
        "effective_on": one.effective_on,
        "version": one.version.number if one.version else None,
        "page": one.get_absolute_url(),
    }


def _said(one: DraftComment) -> dict[str, Any]:
    return {
        "id": one.pk,
        "step": one.step_key,
        "text": one.text,
        "revision": one.revision,
        "at": one.at,
        "resolved_at": one.resolved_at,
    }
