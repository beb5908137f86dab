"""Whose rows a draft shares: the procedures behind the likenesses, and what they are to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from prima.offices.public import Office
from prima.sops.core import SopDocument
from prima.sops.core.copying import Block
from prima.sops.core.findings import Finding
from prima.sops.core.originality import copied_block, doubts, same_basis, unexplained
from prima.sops.models.adaptations import SopAdaptation
from prima.sops.models.copies import Likeness, likenesses
from prima.sops.models.drafts import SopDraft
from prima.sops.models.versions import Sop, SopVersion

# The version before; an origin the author has named; the same service in an office above or below;
# anybody else.
Relation = Literal["before", "named", "family", "other"]


@dataclass(frozen=True, slots=True)
class CopySource:
    """One procedure that shares rows with a draft."""

    likeness: Likeness
    sop: Sop
    document: SopDocument
    relation: Relation
    # A published version, else a draft that is being judged.
    version: SopVersion | None
    because: str = ""
    # Blocks that nobody has explained.
    blocks: tuple[Block, ...] = ()

    @property
    def title(self) -> str:
        """What the procedure is called."""
        return self.document.identity.title or self.sop.service.name

    @property
    def anchor(self) -> str:
        """Its place on the page that shows both rows."""
        owner = self.likeness.owner
        return f"versi-{owner.version_id}" if owner.version_id else f"rancangan-{owner.draft_id}"


@dataclass(frozen=True)
class CopyReport:
    """Everything a reviewer asks about the origin of a draft."""

    sources: tuple[CopySource, ...]
    findings: tuple[Finding, ...] = field(default=())


def copy_sources(draft: SopDraft, document: SopDocument) -> list[CopySource]:
    """Return the procedures that share rows with a draft as it stands in `document`."""
    return _sources(draft, likenesses(document, draft_id=draft.pk))


def copy_report(draft: SopDraft) -> CopyReport:
    """Hold a draft against all procedures in force and in review; a handful of statements."""
    document = draft.document
    found = copy_sources(draft, document)
    explained = {
        pair.mine
        for source in found
        if source.relation != "other"
        for pair in source.likeness.overlaps
        if pair.whole
    }
    judged = tuple(_judged(source, explained) for source in found)
    findings = list(doubts(document))
    for source in judged:
        office = source.sop.office.name
        findings += [copied_block(one, document, source.title, office) for one in source.blocks]
        if source.relation == "other":
            findings += same_basis(document, source.document, source.title, office)
    return CopyReport(judged, tuple(findings))


def _judged(source: CopySource, explained: set[int]) -> CopySource:
    """What is in review elsewhere cannot be named as an origin, so it is shown and no more."""
    if source.relation != "other" or source.version is None:
        return source
    left = tuple(unexplained(source.likeness.overlaps, explained))
    return CopySource(
        source.likeness, source.sop, source.document, source.relation, source.version,
        blocks=left,
    )  # fmt: skip


def _sources(draft: SopDraft, found: Sequence[Likeness]) -> list[CopySource]:
    related = ("sop__service", "sop__office")
    versions = SopVersion.objects.select_related(*related).in_bulk(
        [one.owner.version_id for one in found if one.owner.version_id]
    )
    drafts = SopDraft.objects.select_related(*related).in_bulk(
        [one.owner.draft_id for one in found if one.owner.draft_id]
    )
    named = _named(draft)
    sources = []
    for one in found:
        version = versions.get(one.owner.version_id or 0)
        holder = version or drafts.get(one.owner.draft_id or 0)
        if holder is None:  # it went out of the index this very moment
            continue
        sop = holder.sop
        relation = _relation(draft, sop, named)
        because = named.get(sop.pk, "")
        sources.append(CopySource(one, sop, holder.document, relation, version, because))
    return sources


def _named(draft: SopDraft) -> dict[int, str]:
    """The procedures the author has named as origins, with the reason given."""
    rows = SopAdaptation.objects.filter(draft=draft).values_list("source__sop", "because")
    named = dict(rows)
    if draft.adapted_from is not None:
        named.setdefault(draft.adapted_from.sop_id, draft.adapted_because)
    return named


def _relation(draft: SopDraft, other: Sop, named: dict[int, str]) -> Relation:
    if other.pk == draft.sop_id:
        return "before"
    if other.pk in named:
        return "named"
    is_same = other.service_id == draft.sop.service_id
    return "family" if is_same and _are_kin(draft.sop.office, other.office) else "other"


def _are_kin(one: Office, other: Office) -> bool:
    """Whether one of the two offices stands above the other."""
    return one.key in other.lineage or other.key in one.lineage
