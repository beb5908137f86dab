"""What an office has promised for a service, in the words of those who choose what was broken."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prima.complaints.rules import PromisePart, local_day
from prima.offices.public import Office
from prima.standards.public import (
    Service,
    StandardContent,
    fee_for,
    standard_in_force,
    time_text,
)
from prima.ui.formats import rupiah

# More than these are not read on a phone; the whole standard is one link away.
_MOST_NAMED = 4


def promises_of(office: Office, service: Service | None, at: datetime) -> dict[str, str]:
    """One sentence for each part of the standard in force here; none where nothing is promised."""
    if service is None:
        return {}
    standard = standard_in_force(service, office, local_day(at, office.time_zone))
    return _said(standard.content) if standard is not None else {}


def _said(content: StandardContent) -> dict[str, str]:
    needed = [row.text for row in content.requirements if not row.situations]
    steps = len(content.procedure)
    said = {
        PromisePart.TIME: time_text(content.completion_time),
        PromisePart.COST: rupiah(fee_for(content, ()).amount),
        PromisePart.REQUIREMENTS: _listed(needed),
        PromisePart.PROCEDURE: ngettext("%(count)d langkah", "%(count)d langkah", steps)
        % {"count": steps},
        PromisePart.PRODUCT: _listed(content.product.items),
    }
    return {
        part.value: _("Janji kami: %(promise)s") % {"promise": words}
        for part, words in said.items()
        if words
    }


def _listed(texts: list[str] | tuple[str, ...]) -> str:
    shown = "; ".join(texts[:_MOST_NAMED])
    more = len(texts) - _MOST_NAMED
    if more <= 0:
        return shown
    return _("%(shown)s; dan %(more)d lagi") % {"shown": shown, "more": more}
