"""Keeping the citations of every version, linked to the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import connection

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.offices.public import Office
from prima.standards.actions import reviews
from prima.standards.core import citing
from prima.standards.models import (
    Citation,
    CitingDocument,
    Regulation,
    Service,
    ServiceStandard,
)
from prima.standards.models.regulations import LONGEST_WRITTEN
from prima.standards.rules import CitingKind

_HOLD: Final = "SELECT id FROM standards_regulation WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE"
_HOLD_ALL: Final = "SELECT id FROM standards_regulation ORDER BY id FOR KEY SHARE"


@dataclass(frozen=True, slots=True)
class Written:
    """One line of a legal basis: the rule as it was written, and the article where it has its own
    place; `meant` is the title, read when nothing is recognised in the rule.
    """

    rule: str
    article: str = ""
    meant: str = ""

    @property
    def text(self) -> str:
        """Both together, as people read it."""
        return ", ".join(filter(None, (self.rule, self.article)))[:LONGEST_WRITTEN]

    def read(self, named: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Key and article of every rule; an article of its own belongs to the first rule."""
        found = citing.read(self.rule, named) or citing.read(self.meant, named)
        for place, one in enumerate(found):
            own = self.article if place == 0 else ""
            yield one.key, (own or one.article)[:LONGEST_WRITTEN]


@dataclass(frozen=True, slots=True)
class Citing:
    """What was written: a version of a standard or SOP, and from when it counts."""

    kind: CitingKind
    object_id: int
    service: Service
    office: Office
    version: int
    effective_on: date


@journal.action
def record_citations(
    citing_version: Citing, basis: Sequence[Written], *, by: Actor, at: datetime
) -> CitingDocument:
    """Link every rule a new version cites to the register; called by the action that wrote it.

    A rule that has already ended opens a review. A review of the version before that waits because
    of a rule the new one no longer cites is closed as changed. The same version twice is once.
    """
    known = CitingDocument.objects.filter(
        kind=citing_version.kind, object_id=citing_version.object_id
    ).first()
    if known is not None:
        return known
    document = CitingDocument.objects.create(
        kind=citing_version.kind,
        object_id=citing_version.object_id,
        service=citing_version.service,
        office=citing_version.office,
        version=citing_version.version,
        effective_on=citing_version.effective_on,
    )
    rows = _citations(document, basis)
    _hold({row.regulation_id for row in rows if row.regulation_id is not None})
    Citation.objects.bulk_create(rows)
    reviews.follow_new_version(document, by=by, at=at)
    return document


def basis_of_standard(standard: ServiceStandard) -> list[Written]:
    """The legal basis of a standard, line by line."""
    return [Written(row.rule, row.article, row.title) for row in standard.content.legal_basis]


@journal.action
def record_standard(standard: ServiceStandard, *, by: Actor, at: datetime) -> CitingDocument:
    """Link the citations of a version of a standard that was just written."""
    version = Citing(
        CitingKind.STANDARD,
        standard.pk,
        standard.service,
        standard.office,
        standard.version,
        standard.effective_on,
    )
    return record_citations(version, basis_of_standard(standard), by=by, at=at)


@journal.action
def end_citing(kind: CitingKind, object_id: int, *, on: date, by: Actor, at: datetime) -> None:
    """Note that this version and those before it were withdrawn: nothing leans through them.

    What waited to be reviewed because of a rule is closed, unless a later version stands.
    """
    document = CitingDocument.objects.filter(kind=kind, object_id=object_id).first()
    if document is None:
        return
    subject = CitingDocument.objects.filter(
        kind=kind, service=document.service_id, office=document.office_id
    )
    subject.filter(version__lte=document.version).update(ended_on=on)
    if not subject.filter(version__gt=document.version).exists():
        reviews.close_ended(document, by=by, at=at)


@journal.action
def link_standards(*, by: Actor, at: datetime) -> int:
    """Record the versions of standards that were written before there was a register."""
    known = CitingDocument.objects.filter(kind=CitingKind.STANDARD).values("object_id")
    missing = ServiceStandard.objects.exclude(pk__in=known).select_related("service", "office")
    hold_register()
    for standard in missing:
        record_standard(standard, by=by, at=at)
    return len(missing)


@journal.action
def link_unlinked(*, by: Actor, at: datetime) -> int:
    """Link what was cited before the register knew the rule; gives how many were linked."""
    named = Regulation.objects.named()
    waiting = list(Citation.objects.filter(regulation=None).select_related("document"))
    ids = _ids(_key(one, named) for one in waiting)
    linked = [one for one in waiting if _key(one, named) in ids]
    for one in linked:
        one.key = _key(one, named)
        one.regulation_id = ids[one.key]
    Citation.objects.bulk_update(linked, ["key", "regulation"])
    for document in {one.document_id: one.document for one in linked}.values():
        reviews.open_for_ended(document, by=by, at=at)
    return len(linked)


def _citations(document: CitingDocument, basis: Iterable[Written]) -> list[Citation]:
    named = Regulation.objects.named()
    read = [(line, list(line.read(named)) or [("", line.article)]) for line in basis]
    ids = _ids(key for _line, found in read for key, _article in found)
    return [
        Citation(
            document=document,
            place=place,
            written=line.text,
            key=key,
            article=article,
            regulation_id=ids.get(key),
        )
        for place, (line, found) in enumerate(read)
        for key, article in found
    ]


def _hold(regulations: set[int]) -> None:
    """Let nobody end one of these rules until this version stands, or wait until they have.

    The constraint of a foreign key holds the row too, but only at the end of the transaction:
    then a version and the end of its rule could miss each other, and nothing would be reviewed.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [sorted(regulations)])


def hold_register() -> None:
    """The same for all rules, before many versions are written in one transaction.

    One version after the other would hold its rules in no order, and could wait for somebody who
    ends a rule and waits for one that is held: all in the order of their ids never wait in a ring.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HOLD_ALL)


def _key(citation: Citation, named: Mapping[str, str]) -> str:
    """The key it was recognised by, or by which it is recognised since a rule has this name."""
    if citation.key:
        return citation.key
    found = citing.read(citation.written, named)
    return found[0].key if found else ""


def _ids(keys: Iterable[str]) -> dict[str, int]:
    wanted = set(keys) - {""}
    return dict(Regulation.objects.filter(key__in=wanted).values_list("key", "pk"))
