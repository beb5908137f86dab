"""How entries are written: gathered during an action, chained by its last two statements."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import partial, wraps
from typing import Any, Final, ParamSpec, TypeVar

from django.db import connection, models, transaction
from psycopg.types.json import Jsonb

from prima.kernel import clock, live
from prima.kernel.actors import Actor
from prima.kernel.journal import hashing
from prima.kernel.journal.payload import ForbiddenPayloadError, Plain, moment, plain

P = ParamSpec("P")
R = TypeVar("R")

_CHAIN: Final = re.compile(r"[a-z][a-z-]{0,30}(:[0-9a-z-]{1,32})?")
_WHAT: Final = re.compile(r"\A[a-z][a-z_]*(\.[a-z][a-z_]*)+")
_ID: Final = re.compile(r"[0-9A-Za-z-]{1,64}")


class OutsideActionError(RuntimeError):
    """`append` was called where nothing would write the entry."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """An entry before it has a place in its chain."""

    chain: str
    what: str
    about_type: str
    about_id: str
    actor: Actor
    position_id: int | None
    happened_at: datetime
    payload: dict[str, Plain]


# Drafts of the action that runs in this thread or task; None when none runs.
_drafts: ContextVar[list[_Draft] | None] = ContextVar("journal_drafts", default=None)


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function one transaction and write its entries as the last thing it does.

    Actions nest: the outermost one writes for all. Heads are locked then, in sorted order, so that
    the lock is held for the shortest time and two actions can never wait for each other in a ring.
    An inner action that fails undoes the outer one too, also when its error was caught on the way:
    half of a thing that was meant as one is never kept.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        outer = _drafts.get()
        if outer is not None:
            with transaction.atomic(savepoint=False):
                return function(*args, **kwargs)
        drafts: list[_Draft] = []
        token = _drafts.set(drafts)
        try:
            with transaction.atomic():
                result = function(*args, **kwargs)
                _flush(drafts)
                return result
        finally:
            _drafts.reset(token)

    return run


def append(
    what: str,
    *,
    about: models.Model,
    chain: str,
    by: Actor,
    at: datetime,
    position_id: int | None = None,
    payload: Mapping[str, Any] | None = None,
) -> None:
    """Add an entry: `what` was done (past tense, `noun.verb`) to `about`, `by` whom and `at` when.

    The payload holds ids, enums, dates and salted digests only. Raises `OutsideActionError` where
    no action runs and `ForbiddenPayloadError` for anything that could be personal.
    """
    drafts = _drafts.get()
    if drafts is None:
        raise OutsideActionError(f"{what}: journal.append is only legal inside @journal.action")
    moment(at)
    drafts.append(
        _Draft(
            chain=_matching(_CHAIN, chain, "chain"),
            what=_matching(_WHAT, what, "what"),
            about_type=about._meta.label_lower,
            about_id=_matching(_ID, str(about.pk), "about"),
            actor=by,
            position_id=position_id,
            happened_at=at,
            payload=plain(payload or {}),
        )
    )


def _matching(pattern: re.Pattern[str], value: str, field: str) -> str:
    if pattern.fullmatch(value) is None:
        raise ForbiddenPayloadError(f"{field}: not a key of the journal")
    return value


# What the database puts off to the end, whether the rows named by new ones exist, is asked before
# the heads are locked: it may have to wait for somebody who holds such a row and wants a head.
_LOCK_HEADS: Final = """
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    INSERT INTO kernel_journalhead AS head (chain, sequence, hash)
    SELECT chain, 0, %s FROM unnest(%s::text[]) WITH ORDINALITY AS given (chain, place)
    ORDER BY place
    ON CONFLICT (chain) DO UPDATE SET sequence = head.sequence
    RETURNING chain, sequence, hash
"""

_WRITE: Final = """
    WITH moved AS (
        UPDATE kernel_journalhead AS head SET sequence = new.sequence, hash = new.hash
        FROM unnest(%s::text[], %s::bigint[], %s::text[]) AS new (chain, sequence, hash)
        WHERE head.chain = new.chain
    )
    INSERT INTO kernel_journalentry (
        chain, sequence, what, about_type, about_id, actor_kind, actor_id, position_id,
        happened_at, recorded_at, payload, previous_hash, hash
    )
    SELECT * FROM unnest(
        %s::text[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::bigint[],
        %s::bigint[], %s::timestamptz[], %s::timestamptz[], %s::jsonb[], %s::text[], %s::text[]
    )
"""


def _flush(drafts: list[_Draft]) -> None:
    """Lock the heads in sorted order, chain the drafts in memory, write all of it: two trips.

    Open pages that show something of these chains are told once the change is kept.

    The first statement also makes the head of a chain that is new; rows are taken in the order
    given, which sorted by code point is the same for every writer whatever the database collation.
    """
    if transaction.get_rollback():
        raise OutsideActionError(
            "an inner action failed: its outer action cannot go on without it"
        )
    if not drafts:
        return
    chains = sorted({draft.chain for draft in drafts})
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_HEADS, [hashing.START, chains])
        while cursor.nextset():
            pass
        heads = {chain: (sequence, last) for chain, sequence, last in cursor.fetchall()}
        rows = _chained(drafts, heads)
        cursor.execute(
            _WRITE,
            [
                chains,
                [heads[chain][0] for chain in chains],
                [heads[chain][1] for chain in chains],
                *map(list, zip(*rows, strict=True)),
            ],
        )
    transaction.on_commit(partial(live.tell, chains), robust=True)


def _chained(drafts: list[_Draft], heads: dict[str, tuple[int, str]]) -> list[tuple[Any, ...]]:
    """Give the rows to insert and move `heads` on to the last of each chain."""
    recorded_at = clock.now()
    rows = []
    for draft in drafts:
        last, previous_hash = heads[draft.chain]
        content = hashing.Content(
            chain=draft.chain,
            sequence=last + 1,
            what=draft.what,
            about_type=draft.about_type,
            about_id=draft.about_id,
            actor_kind=draft.actor.kind,
            actor_id=draft.actor.id,
            position_id=draft.position_id,
            happened_at=draft.happened_at,
            recorded_at=recorded_at,
            payload=draft.payload,
            previous_hash=previous_hash,
        )
        new_hash = hashing.entry_hash(content)
        heads[draft.chain] = (last + 1, new_hash)
        rows.append((*_columns(content), new_hash))
    return rows


def _columns(content: hashing.Content) -> tuple[Any, ...]:
    values = {field: getattr(content, field) for field in hashing.FIELDS}
    values["payload"] = Jsonb(content.payload)
    return tuple(values.values())
