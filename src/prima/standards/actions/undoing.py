"""Taking back a revocation that was recorded by mistake."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, StaleRecord, require
from prima.standards import permissions
from prima.standards.actions import reviews
from prima.standards.actions.register import CHAIN, law, top_ids
from prima.standards.models import Regulation, RegulationChange, Review
from prima.standards.rules import EffectKind


@journal.action
def undo_end(
    regulation: Regulation, *, reason: str, revision: int, by: Actor, at: datetime
) -> list[Review]:
    """Let a rule count again whose revocation was recorded here by mistake.

    Reviews it opened that nobody answered are closed as mistaken, with the reason; what was
    answered or changed meanwhile stands, because people decided it. Gives those that were closed.
    """
    require(permissions.can_end_regulation(by, regulation, top_ids()))
    found = Regulation.objects.select_for_update().get(pk=regulation.pk)
    if found.revision != revision:
        raise StaleRecord(
            _("Aturan ini baru saja diubah orang lain. Isian Anda masih ada; bandingkan dahulu.")
        )
    because = reason.strip()
    if not because:
        raise RuleBroken(_("Tulis mengapa pencabutan ini keliru."))
    if not found.was_ended_here:
        raise RuleBroken(
            _("Akhir berlakunya aturan ini tidak dicatat di sini. Betulkan lewat kantor induk.")
        )
    Regulation.objects.filter(pk=found.pk).update(
        in_force_until=None, ended_because="", corrected_at=at, revision=revision + 1
    )
    _forget_successor(found)
    regulation.refresh_from_db()
    closed = reviews.close_mistaken(regulation, because, by=by, at=at)
    journal.append(
        "regulation.end_undone",
        about=regulation,
        chain=CHAIN,
        by=by,
        at=at,
        payload={"from": found.ends_on, "reviews": len(closed)},
    )
    return closed


def _forget_successor(regulation: Regulation) -> None:
    """What the file of law says of the two rules stays; what the revocation said does not."""
    told = {
        entry.name.key: EffectKind(effect)
        for entry in law()
        for effect, key in entry.effects
        if key == regulation.key
    }
    for change in RegulationChange.objects.filter(
        regulation=regulation, effect=EffectKind.REPLACES
    ).select_related("by"):
        if change.by.key not in told:
            change.delete()
            continue
        change.effect = told[change.by.key]
        change.save(update_fields=["effect"])
