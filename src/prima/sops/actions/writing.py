"""Planning a procedure, starting it from somewhere, and saving what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, StaleRecord, require
from prima.offices.public import Office, StaffMember
from prima.sops import permissions
from prima.sops.actions import comments, common
from prima.sops.core import SopDocument, to_data
from prima.sops.core.data import MAX_STEPS
from prima.sops.core.drafts import blank_document
from prima.sops.models import Sop, SopDraft, SopVersion
from prima.sops.rules import IN_WORK, Act, DraftKind, DraftState
from prima.standards.public import Service

MAX_COLUMNS = 50


@dataclass(frozen=True, slots=True)
class Origin:
    """Whence the content comes: a ready document, or another office's published version.

    With neither, a revision starts from the version before it unless it is to begin blank, and a
    new procedure from nothing. What a file held and a procedure cannot is in `left_out`: it
    becomes comments, which have to be answered before anybody judges the draft.
    """

    document: SopDocument | None = None
    adapted_from: SopVersion | None = None
    because: str = ""
    is_blank: bool = False
    left_out: Sequence[str] = ()


@journal.action
def plan_draft(
    service: Service,
    office: Office,
    *,
    purpose: str,
    by: Actor,
    at: datetime,
    kind: DraftKind | None = None,
    planned_for: date | None = None,
) -> SopDraft:
    """Put a procedure on the list of those to be written, with the reason (SOP-AP, preparation).

    Without a kind it is a revision when the office already has versions, else a new procedure.
    """
    require(permissions.can_write(by, office))
    return planned(
        service, office, purpose=purpose, by=by, at=at, kind=kind, planned_for=planned_for
    )


def planned(
    service: Service,
    office: Office,
    *,
    purpose: str,
    by: Actor,
    at: datetime,
    kind: DraftKind | None = None,
    planned_for: date | None = None,
) -> SopDraft:
    """The planned draft itself, for actions that have asked who may."""
    purpose = common.checked_reason(purpose)
    sop, _created = Sop.objects.get_or_create(service=service, office=office)
    base = sop.last_version()
    kind = kind or (DraftKind.REVISION if base else DraftKind.NEW)
    if (kind == DraftKind.NEW) != (base is None):
        raise RuleBroken(_kind_sentence(has_versions=base is not None))
    draft = SopDraft.objects.create(
        sop=sop, base=base, kind=kind, purpose=purpose, planned_for=planned_for,
        created_by_id=common.person(by), created_at=at,
    )  # fmt: skip
    common.note(draft, Act.PLAN, DraftState.PLANNED, reason=purpose, by=by, at=at)
    return draft


@journal.action
def start_draft(
    draft: SopDraft, *, by: Actor, at: datetime, origin: Origin | None = None
) -> SopDraft:
    """Begin to write a planned procedure, from nothing or from where `origin` says."""
    draft, origin = common.locked(draft), origin or Origin()
    if draft.state == DraftState.PLANNED:
        common.check_may(draft, Act.START, by=by)
        _check_nothing_else_in_work(draft)
        draft.base = draft.sop.last_version()
        if draft.base is not None and draft.kind == DraftKind.NEW:
            draft.kind = DraftKind.REVISION
    fields = {
        "base": draft.base,
        "kind": draft.kind,
        "content": to_data(_content(draft, origin)),
        "saved_by_id": by.id,
        "saved_at": at,
        **_adapted(origin),
    }
    try:
        with transaction.atomic():
            draft = common.move(draft, Act.START, by=by, at=at, **fields)
    except IntegrityError as error:
        raise StaleRecord(_other_in_work()) from error
    draft.authors.add(common.person(by))
    for text in _remarks(origin.left_out):
        comments.add_comment(draft, text, by=by, at=at)
    return draft


@journal.action
def save_draft(
    draft: SopDraft, document: SopDocument, *, revision: int, by: Actor, at: datetime
) -> SopDraft:
    """Keep what was typed, unless somebody else has saved since `revision` was shown.

    Raises StaleRecord naming who saved and when; the caller still holds what was typed and shows
    it beside the other's, so nothing is lost on either side.
    """
    draft = common.locked(draft)
    require(permissions.can_write(by, draft.sop.office))
    if draft.state != DraftState.DRAFT:
        raise StaleRecord(
            _("Rancangan ini sedang berstatus “%(state)s”, jadi tidak dapat diubah.")
            % {"state": DraftState(draft.state).label}
        )
    if draft.revision != revision:
        raise StaleRecord(_saved_since(draft))
    _check_size(document, draft)
    content = to_data(document)
    if content == draft.content:
        return draft
    draft.content, draft.saved_by_id, draft.saved_at = content, common.person(by), at
    draft.revision += 1
    draft.save(update_fields=["content", "revision", "saved_by", "saved_at"])
    draft.authors.add(common.person(by))
    payload = {"revision": draft.revision}
    common.record("sop_draft.saved", draft, by=by, at=at, payload=payload)
    return draft


@journal.action
def take_newer_base(draft: SopDraft, *, by: Actor, at: datetime) -> SopDraft:
    """Say that a version published meanwhile was looked at: the draft now follows that one."""
    draft = common.locked(draft)
    require(permissions.can_write(by, draft.sop.office))
    if draft.state != DraftState.DRAFT:
        raise StaleRecord(_("Rancangan ini tidak sedang disusun. Muat ulang halaman."))
    newest = draft.sop.last_version()
    if newest is None or newest == draft.base:
        raise StaleRecord(_("Tidak ada versi yang lebih baru. Muat ulang halaman."))
    draft.base = newest
    draft.kind = DraftKind.REVISION if draft.kind == DraftKind.NEW else draft.kind
    draft.save(update_fields=["base", "kind"])
    payload = {"version": newest.number}
    common.record("sop_draft.based_anew", draft, by=by, at=at, payload=payload)
    return draft


def _content(draft: SopDraft, origin: Origin) -> SopDocument:
    """What the author finds in the table at first."""
    document = origin.document
    if document is None and origin.adapted_from is not None:
        document = origin.adapted_from.document
    if document is None and draft.base is not None and not origin.is_blank:
        return draft.base.document
    service = draft.sop.service
    if document is None:
        return blank_document(service.key, service.name, _("Pemohon"), _("Petugas loket"))
    if document.service != service.key:
        raise RuleBroken(
            _("SOP itu untuk layanan lain. Pilih SOP untuk layanan “%(service)s”.")
            % {"service": service.name}
        )
    return document


def _remarks(left_out: Sequence[str]) -> list[str]:
    """The sentences in as few comments as hold them, one sentence a line."""
    texts: list[str] = []
    for sentence in (one[: comments.LONGEST] for one in left_out):
        if texts and len(texts[-1]) + 1 + len(sentence) <= comments.LONGEST:
            texts[-1] += f"\n{sentence}"
        else:
            texts.append(sentence)
    return texts


def _adapted(origin: Origin) -> dict[str, Any]:
    if origin.adapted_from is None:
        return {}
    because = common.checked_reason(origin.because, is_needed=False)
    if not because:
        raise RuleBroken(
            _("Tulis apa yang disesuaikan dari SOP kantor lain itu, dan mengapa, sebelum memulai.")
        )
    return {"adapted_from": origin.adapted_from, "adapted_because": because}


def _check_size(document: SopDocument, draft: SopDraft) -> None:
    """Whatever is half is kept; what can only be a mistake of a program or a file is not."""
    if document.service != draft.sop.service.key:
        raise RuleBroken(_("Isi ini milik SOP layanan lain. Muat ulang halaman."))
    if len(document.steps) > MAX_STEPS or len(document.actors) > MAX_COLUMNS:
        raise RuleBroken(
            _("Satu SOP memuat paling banyak %(rows)d langkah. Pecah menjadi beberapa SOP.")
            % {"rows": MAX_STEPS}
        )


def _check_nothing_else_in_work(draft: SopDraft) -> None:
    if SopDraft.objects.filter(sop=draft.sop, state__in=IN_WORK).exists():
        raise StaleRecord(_other_in_work())


def _other_in_work() -> str:
    return _(
        "SOP layanan ini sedang dikerjakan dalam rancangan lain. Lanjutkan atau batalkan "
        "rancangan itu dahulu."
    )


def _saved_since(draft: SopDraft) -> str:
    who = StaffMember.objects.filter(user=draft.saved_by).values_list("name", flat=True)
    return _(
        "Rancangan ini sudah disimpan oleh %(who)s pada %(when)s, setelah Anda membukanya. "
        "Isian Anda belum disimpan dan masih ada di halaman ini. Bandingkan dengan simpanan itu, "
        "lalu simpan lagi."
    ) % {"who": who.first() or _("rekan Anda"), "when": _moment(draft)}


def _moment(draft: SopDraft) -> str:
    if draft.saved_at is None:
        return "-"
    return date_format(common.local(draft.sop.office, draft.saved_at), "j F Y H.i")


def _kind_sentence(*, has_versions: bool) -> str:
    if has_versions:
        return _("Kantor ini sudah punya SOP layanan ini. Pilih perubahan atau ralat.")
    return _("Belum ada SOP yang dapat diubah. Pilih SOP baru.")
