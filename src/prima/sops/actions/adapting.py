"""Saying that rows of a draft were taken over from another procedure, and why they fit."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, StaleRecord, require
from prima.sops import permissions
from prima.sops.actions import common
from prima.sops.models import SopAdaptation, SopDraft, SopVersion
from prima.sops.rules import DraftState


@journal.action
def name_origin(
    draft: SopDraft, source: SopVersion, *, because: str, by: Actor, at: datetime
) -> SopAdaptation:
    """Write "disesuaikan dari SOP X karena …"; said again, the later reason counts."""
    draft = common.locked(draft)
    require(permissions.can_write(by, draft.sop.office))
    if draft.state != DraftState.DRAFT:
        raise StaleRecord(_("Rancangan ini tidak sedang disusun. Muat ulang halaman."))
    if source.sop_id == draft.sop_id:
        raise RuleBroken(_("Ini SOP yang sama. Pilih SOP lain yang menjadi asalnya."))
    because = common.checked_reason(because, is_needed=False)
    if not because:
        raise RuleBroken(_("Tulis apa yang disesuaikan dari SOP itu, dan mengapa."))
    named, _created = SopAdaptation.objects.update_or_create(
        draft=draft, source=source,
        defaults={"because": because, "by_id": common.person(by), "at": at},
    )  # fmt: skip
    payload = {"version_id": source.pk}
    common.record("sop_draft.origin_named", draft, by=by, at=at, payload=payload)
    return named
