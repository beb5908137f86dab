"""Going on in the procedure: which rows come next, which close undone, and opening them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Value
from django.db.models.functions import Greatest

from prima.cases.actions import clocks
from prima.cases.actions.locking import LockedItem
from prima.cases.actions.records import record
from prima.cases.models import Case, WorkItem
from prima.cases.models.work import Outcome, WorkItemQuerySet
from prima.kernel.actors import Actor
from prima.sops.public import Move, SopDocument


@dataclass(frozen=True, slots=True)
class Going:
    """What follows a row that was finished just now, and every row the case has been at."""

    move: Move
    history: list[str]


def going(locked: LockedItem, outcome: str) -> Going:
    """What follows the locked row, which is closed already.

    Outside an order-free group no other row is open, and what was read with the lock holds.
    Inside one a colleague may have finished the last row of another thread while we waited for
    the lock: the locking statement read the other rows before it waited, so they are read again.
    """
    item, case = locked.item, locked.case
    automaton = case.sop_version.automaton
    document, open_rows, history = automaton.document, {item.step_key}, locked.history
    if document.position[item.step_key] in document.group_at:
        rows = list(case.items.order_by().values_list("step_key", "recorded_at"))
        history = [key for key, _closed in rows]
        open_rows |= {key for key, recorded_at in rows if recorded_at is None}
    return Going(automaton.move(open_rows, item.step_key, outcome, case.facts), history)


def go(case: Case, going: Going, *, by: Actor, at: datetime) -> None:
    """Close what is left undone and open what comes next."""
    if going.move.closes:
        cancel(case.items.filter(step_key__in=going.move.closes), at)
        record("case.steps_left", case, by=by, at=at, steps=list(going.move.closes))
    document = case.sop_version.automaton.document
    open_rows(case, document, going.move.opens, at, history=going.history)


def cancel(items: WorkItemQuerySet, at: datetime) -> None:
    """Close open rows that nobody will do; a colleague's clock may have been a moment ahead."""
    closed_at = Greatest(Value(at), F("opened_at"))
    items.open().update(outcome=Outcome.CANCELLED, happened_at=closed_at, recorded_at=closed_at)


def open_rows(
    case: Case,
    document: SopDocument,
    keys: Collection[str],
    at: datetime,
    *,
    history: Iterable[str],
) -> None:
    """Open rows in one statement.

    `history` names every row the case has been at before, once per visit (`item.history`).
    """
    if keys:
        visits = Counter(history)
        WorkItem.objects.bulk_create(clocks.opened(case, document, keys, at, visits))
