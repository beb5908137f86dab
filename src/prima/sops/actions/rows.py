"""Keeping the index of rows in step with versions and drafts, for the actions that move them.

In the index stand the newest version of each procedure that was not withdrawn, and the drafts that
are handed in: an author's draft is nobody else's business yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from prima.sops.core import SopDocument, from_data
from prima.sops.core.similarity import faces, shingles
from prima.sops.models import SopDraft, SopRow, SopVersion

_BATCH: Final = 2_000


def index_versions(versions: Sequence[SopVersion]) -> None:
    """Let these stand for their procedures, in place of the versions before them."""
    sops = [version.sop_id for version in versions]
    SopRow.objects.filter(version__sop__in=sops).delete()
    rows = (
        row
        for version in versions
        for row in _rows(from_data(version.content), version.sop.service_id, version_id=version.pk)
    )
    _add(rows)


def forget_version(version: SopVersion) -> None:
    """A procedure that was withdrawn is no longer anybody's to be copied from."""
    SopRow.objects.filter(version__sop=version.sop_id).delete()


def index_draft(draft: SopDraft) -> None:
    """Let others who hand in the same see it while it is judged."""
    forget_draft(draft)
    _add(_rows(draft.document, draft.sop.service_id, draft_id=draft.pk))


def forget_draft(draft: SopDraft) -> None:
    """It went back to its author, became a version or was dropped."""
    SopRow.objects.filter(draft=draft).delete()


def _add(rows: Iterable[SopRow]) -> None:
    SopRow.objects.bulk_create(rows, batch_size=_BATCH)


def _rows(
    document: SopDocument,
    service_id: int,
    *,
    version_id: int | None = None,
    draft_id: int | None = None,
) -> Iterator[SopRow]:
    seen = faces(document)
    for place, (face, numbers) in enumerate(zip(seen, shingles(seen), strict=True)):
        yield SopRow(
            version_id=version_id,
            draft_id=draft_id,
            service_id=service_id,
            position=place,
            words=sorted(face.words),
            norm_words=sorted(face.norm_words),
            actor=face.actor,
            time=face.time,
            text=face.text,
            whole=face.whole,
            shingles=sorted(numbers),
        )
