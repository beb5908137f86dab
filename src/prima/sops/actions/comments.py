"""What reviewers and authors say to each other about a draft and its rows."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, StaleRecord, require
from prima.sops import permissions
from prima.sops.actions import common
from prima.sops.models import DraftComment, SopDraft
from prima.sops.rules import IN_WORK

LONGEST = 1000


@journal.action
def add_comment(
    draft: SopDraft, text: str, *, by: Actor, at: datetime, step_key: str = ""
) -> DraftComment:
    """Say something about a row, by its key, or about all of the draft."""
    draft = common.locked(draft)
    require(permissions.can_comment(by, draft.sop.office))
    _check_open(draft)
    text = text.strip()
    if not text:
        raise RuleBroken(_("Tulis catatan Anda dahulu."))
    if len(text) > LONGEST:
        raise RuleBroken(
            _("Catatan terlalu panjang. Ringkas menjadi paling banyak %(most)d huruf.")
            % {"most": LONGEST}
        )
    if step_key and step_key not in _rows(draft):
        raise StaleRecord(_("Langkah itu sudah tidak ada di rancangan. Muat ulang halaman."))
    comment = DraftComment.objects.create(
        draft=draft, step_key=step_key, text=text, revision=draft.revision,
        by_id=common.person(by), at=at,
    )  # fmt: skip
    payload = {"comment_id": comment.pk, "revision": draft.revision}
    common.record("sop_draft.commented", draft, by=by, at=at, payload=payload)
    return comment


@journal.action
def resolve_comment(comment: DraftComment, *, by: Actor, at: datetime) -> DraftComment:
    """Mark a comment as answered: by who may write the draft, or by who made it."""
    draft = common.locked(comment.draft)
    comment = DraftComment.objects.select_for_update().get(pk=comment.pk)
    own = comment.by_id == by.id and permissions.can_comment(by, draft.sop.office)
    require(own or permissions.can_write(by, draft.sop.office))
    _check_open(draft)
    if not comment.is_open:
        raise StaleRecord(_("Catatan ini sudah ditandai selesai."))
    comment.resolved_by_id, comment.resolved_at = common.person(by), at
    comment.save(update_fields=["resolved_by", "resolved_at"])
    payload = {"comment_id": comment.pk}
    common.record("sop_draft.comment_resolved", draft, by=by, at=at, payload=payload)
    return comment


def _rows(draft: SopDraft) -> set[str]:
    """Rows of the draft and of the version before it: also a removed row may be missed."""
    keys = set(draft.document.position)
    return keys | set(draft.base.document.position) if draft.base else keys


def _check_open(draft: SopDraft) -> None:
    if draft.state not in IN_WORK:
        raise StaleRecord(_("Rancangan ini tidak sedang dikerjakan, jadi tidak dapat dicatati."))
