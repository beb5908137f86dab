"""What the copy check found, beside the rows of the table it speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from prima.sops.core import SopDocument
from prima.sops.core.copying import Overlap
from prima.sops.models import CopySource, SopDraft, copy_sources
from prima.sops.rules import DraftState

# While it is written or judged; before there are no rows, after it nothing can be changed.
_ASKED = frozenset({DraftState.DRAFT, DraftState.IN_REVIEW, DraftState.VERIFIED})


@dataclass(frozen=True, slots=True)
class Echo:
    """One row is like a row of another procedure."""

    sentence: str
    url: str


def echoes(draft: SopDraft, document: SopDocument) -> Mapping[str, Echo]:
    """Return for keys of rows the row elsewhere that is most like it; a handful of statements.

    Formulas say nothing, and what came from the version before, from a named origin or from the
    office above needs no word.
    """
    if draft.state not in _ASKED or not document.steps:
        return {}
    best: dict[int, tuple[Overlap, CopySource]] = {}
    for source in copy_sources(draft, document):
        for pair in source.likeness.overlaps:
            known = best.get(pair.mine)
            if not pair.formula and (known is None or _is_nearer(pair, source, *known)):
                best[pair.mine] = (pair, source)
    return {
        document.steps[place].key: _echo(draft, pair, source)
        for place, (pair, source) in best.items()
        if source.relation == "other"
    }


def _is_nearer(
    pair: Overlap, source: CopySource, known: Overlap, known_source: CopySource
) -> bool:
    """Of rows that are as like as each other the one that needs no explanation counts."""
    return (round(pair.score, 6), source.relation != "other") > (
        round(known.score, 6),
        known_source.relation != "other",
    )


def _echo(draft: SopDraft, pair: Overlap, source: CopySource) -> Echo:
    sentence = (
        _("Sama dengan SOP “%(title)s” (%(office)s), langkah %(number)d")
        if pair.whole
        else _("Mirip dengan SOP “%(title)s” (%(office)s), langkah %(number)d")
    )
    facts = {"title": source.title, "office": source.sop.office.name, "number": pair.other + 1}
    url = reverse("sops:copies", kwargs={"pk": draft.pk})
    return Echo(sentence % facts, f"{url}#{source.anchor}")
