"""Which procedures share rows with one: found by the index of rows, judged by `core.copying`."""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from django.db import connection
from django.db.models import Q

from prima.sops.core import SopDocument
from prima.sops.core.copying import NEARLY, Block, Overlap, blocks, overlaps
from prima.sops.core.similarity import Face, faces, score, shingles
from prima.sops.models.rows import SopRow

# From so many services a text is what everybody writes, and nobody's own.
FORMULA_SERVICES: Final = 4
# A number that stands in more rows than this tells no copy from chance.
_COMMON: Final = 1000
# Of each row so many neighbours are compared; of procedures with runs, and of those with a row
# most like one of ours, so many are read row by row.
_NEIGHBOURS: Final = 200
_RUNS: Final = 10
_NEAREST: Final = 3
_SAYS: Final = [0.0, *(math.log(3 * _COMMON / rows) for rows in range(1, _COMMON + 1))]

_FORMULAS: Final = """
WITH RECURSIVE found(text, service_id, nth) AS (
    SELECT asked.text, (SELECT min(r.service_id) FROM sops_soprow r WHERE r.text = asked.text), 1
    FROM unnest(%s::int[]) AS asked(text)
    UNION ALL
    SELECT f.text, (
        SELECT min(r.service_id) FROM sops_soprow r
        WHERE r.text = f.text AND r.service_id > f.service_id
    ), f.nth + 1
    FROM found f WHERE f.nth < %s AND f.service_id IS NOT NULL
)
SELECT text FROM found WHERE nth = %s AND service_id IS NOT NULL
"""

# One look into the index for each number: one look for all of them would compare every number
# with every number of each row, which is quadratic.
HITS: Final = """
SELECT asked.shingle, near.id
FROM unnest(%s::int[]) AS asked(shingle)
CROSS JOIN LATERAL (
    SELECT r.id FROM sops_soprow r
    WHERE r.shingles @> ARRAY[asked.shingle] LIMIT %s
) AS near
"""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose rows they are: those of a version, or of a draft in review."""

    version_id: int | None
    draft_id: int | None


@dataclass(frozen=True, slots=True)
class Likeness:
    """One procedure and its rows that are like rows of the one that was asked about."""

    owner: Owner
    overlaps: tuple[Overlap, ...]
    blocks: tuple[Block, ...]

    @property
    def telling(self) -> int:
        """How many rows are alike that are no formulas."""
        return sum(not pair.formula for pair in self.overlaps)

    @property
    def weight(self) -> float:
        """How much is alike, all rows together."""
        return sum(pair.score for pair in self.overlaps if not pair.formula)


def likenesses(document: SopDocument, *, draft_id: int | None = None) -> list[Likeness]:
    """Return the procedures that share rows with this one, most rows first; four statements.

    `draft_id` is the draft the document stands in: its own rows in the index are left out.
    """
    return likenesses_of(faces(document), leave_out=Owner(None, draft_id))


def likenesses_of(rows: Sequence[Face], *, leave_out: Owner | None = None) -> list[Likeness]:
    """Return the same for rows that were read before."""
    common = formulas({row.text for row in rows})
    near = _owners(rows, _neighbours(rows, common), leave_out)
    found = []
    for owner, others in _rows_of(near).items():
        pairs = overlaps(rows, others, common)
        found.append(Likeness(owner, tuple(pairs), tuple(blocks(pairs))))
    told = [one for one in found if one.telling]
    return sorted(told, key=lambda one: (-one.weight, one.owner.version_id or 0))


def formulas(texts: Collection[int]) -> set[int]:
    """Return those texts that rows of many services have."""
    with connection.cursor() as cursor:
        cursor.execute(_FORMULAS, [list(texts), FORMULA_SERVICES, FORMULA_SERVICES])
        return {text for (text,) in cursor.fetchall()}


def _neighbours(rows: Sequence[Face], common: Collection[int]) -> dict[int, list[int]]:
    """Return for ids of rows in the index the places of our rows with which they share most."""
    places = _places(rows, common)
    with connection.cursor() as cursor:
        cursor.execute(HITS, [list(places), _COMMON + 1])
        hits = cursor.fetchall()
    count = Counter(number for number, _row in hits)
    shared: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for number, row in hits:
        if count[number] <= _COMMON:
            for place in places[number]:
                # The fewer rows have it the more it says.
                shared[place][row] += _SAYS[count[number]]
    found: dict[int, list[int]] = defaultdict(list)
    for place, weights in shared.items():
        for row in heapq.nlargest(_NEIGHBOURS, weights, key=weights.__getitem__):
            found[row].append(place)
    return found


def _places(rows: Sequence[Face], common: Collection[int]) -> dict[int, list[int]]:
    """Return in which rows each number stands; of a formula only what holds its norm."""
    found: dict[int, list[int]] = defaultdict(list)
    for place, (row, numbers) in enumerate(zip(rows, shingles(rows), strict=True)):
        for number in numbers:
            if row.text not in common or number == row.whole:
                found[number].append(place)
    return found


def _owners(
    rows: Sequence[Face], neighbours: Mapping[int, Sequence[int]], leave_out: Owner | None
) -> list[Owner]:
    """Return who is worth reading: who has the rows most like ours, and the best runs."""
    runs: dict[tuple[Owner, int], float] = defaultdict(float)
    near: dict[int, dict[Owner, float]] = defaultdict(dict)
    for owner, place, position, alike in _compared(rows, neighbours):
        if owner == leave_out:
            continue
        # Rows in the same order count together; chance does not keep the order.
        runs[owner, place - position] += alike
        near[place][owner] = max(alike, near[place].get(owner, 0.0))
    best: dict[Owner, float] = defaultdict(float)
    for (owner, _shift), weight in runs.items():
        best[owner] = max(best[owner], weight)
    longest = sorted(best, key=lambda owner: -best[owner])[:_RUNS]
    nearest = (heapq.nlargest(_NEAREST, one, key=one.__getitem__) for one in near.values())
    return list(dict.fromkeys([*longest, *chain.from_iterable(nearest)]))


def _compared(
    rows: Sequence[Face], neighbours: Mapping[int, Sequence[int]]
) -> Iterator[tuple[Owner, int, int, float]]:
    """Give owner, our place, its place and likeness of each pair of neighbours that are alike."""
    found = SopRow.objects.filter(pk__in=list(neighbours)).order_by()
    for key, position, version, draft, *face in found.values_list("pk", "position", *_FACE):
        other = _face(face)
        for place in neighbours[key]:
            alike = score(rows[place], other) - NEARLY
            if alike > 0:
                yield Owner(version, draft), place, position, alike


_FACE: Final = (
    "version_id", "draft_id", "words", "norm_words", "actor", "time", "text", "whole"
)  # fmt: skip


def _face(stored: Sequence[Any]) -> Face:
    words, norm_words, actor, time, text, whole = stored
    return Face(frozenset(words), frozenset(norm_words), actor, time, text, whole)


def _rows_of(owners: Sequence[Owner]) -> dict[Owner, list[Face]]:
    """Return the rows of these procedures, each in its order."""
    versions = [one.version_id for one in owners if one.version_id]
    drafts = [one.draft_id for one in owners if one.draft_id]
    rows = (
        SopRow.objects.filter(Q(version__in=versions) | Q(draft__in=drafts))
        .order_by("version_id", "draft_id", "position")
        .values_list(*_FACE)
    )
    found: dict[Owner, list[Face]] = {}
    for version, draft, *face in rows:
        found.setdefault(Owner(version, draft), []).append(_face(face))
    return found
