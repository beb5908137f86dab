"""Working a case along its SOP: take a row, finish it, and open what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from prima.cases import rules
from prima.cases.actions import authority, clocks, endings, holds, walking
from prima.cases.actions.locking import LockedItem, lock_item
from prima.cases.actions.records import FINISHED_FIELDS, move, record, save, stale
from prima.cases.core import Receiver
from prima.cases.models import Case, WorkItem
from prima.cases.rules import CaseStatus
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken
from prima.offices.public import Authority
from prima.sops.public import (
    COMPLETED,
    DONE,
    HANDED_OVER,
    NO,
    PRODUCT_READY,
    Automaton,
    Ended,
    SopDocument,
    Step,
)


@dataclass(frozen=True, slots=True)
class Finish:
    """How a person finishes a row: the outcome, and what the row asks for besides."""

    outcome: str = DONE
    note: str = ""
    # The legal basis, when the row ends as refused; the note is then the reason.
    basis: str = ""
    product_number: str = ""
    receiver: Receiver | None = None
    happened_at: datetime | None = None


@journal.action
def take_item(item: WorkItem, *, by: Actor, at: datetime) -> WorkItem:
    """Take a row, so that colleagues see who is at it; waiting and work can then be told apart."""
    locked = lock_item(item.pk, by=by, at=at)
    item, case = locked.item, locked.case
    document = case.sop_version.automaton.document
    step = document.step(item.step_key)
    if not item.is_open:
        raise stale()
    held = authority.authority_for(locked, document, step, by=by)
    holds.release_if_due(case, by=by, at=at)
    rules.check_on_desk(case.state)
    if item.taken_by_id == by.id:
        return item
    item.taken_at, item.taken_by_id = at, by.id
    item.save(update_fields=["taken_at", "taken_by"])
    record("case.step_taken", case, by=by, at=at, held=held, step=item.step_key)
    return item


@journal.action
def finish_step(item: WorkItem, how: Finish, *, by: Actor, at: datetime) -> WorkItem:
    """Finish one row and open the next ones: one locked case, at most eight statements.

    A second click of the same person changes nothing; a second person is told that the row is
    done. Authority is asked now, not when the page was drawn.
    """
    locked = lock_item(item.pk, by=by, at=at)
    item, case = locked.item, locked.case
    if not item.is_open:
        return _already_finished(item, how, by)
    automaton = case.sop_version.automaton
    step = automaton.document.step(item.step_key)
    held = authority.authority_for(locked, automaton.document, step, by=by)
    holds.release_if_due(case, by=by, at=at)
    rules.check_on_desk(case.state)
    _check(automaton.document, step, how, at)

    _close(item, how, by=by, at=at, held=held)
    record(
        "case.step_finished", case, by=by, at=at, held=held,
        step=item.step_key, visit=item.visit, outcome=how.outcome,
    )  # fmt: skip
    _go_on(locked, automaton, step, how, by=by, at=at)
    return item


def _already_finished(item: WorkItem, how: Finish, by: Actor) -> WorkItem:
    if item.done_by_id == by.id and item.outcome == how.outcome:
        return item
    raise stale()


def _check(document: SopDocument, step: Step, how: Finish, at: datetime) -> None:
    rules.check_outcome(how.outcome, step.outcomes, how.note)
    rules.check_happened(how.happened_at, at)
    if how.outcome == NO and step.exit_for(NO) == document.steps[0].key:
        raise RuleBroken(
            _("Buat permintaan perbaikan, agar pemohon tahu semua yang perlu dibetulkan.")
        )


def _close(item: WorkItem, how: Finish, *, by: Actor, at: datetime, held: Authority) -> None:
    item.happened_at = max(how.happened_at or at, item.opened_at)
    item.recorded_at, item.outcome, item.note = at, how.outcome, how.note.strip()
    item.done_by_id = by.id
    item.position_id, item.appointment_id = held.position_id, held.appointment_id
    item.save(update_fields=FINISHED_FIELDS)


def _go_on(
    locked: LockedItem,
    automaton: Automaton,
    step: Step,
    how: Finish,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Apply the moments the row marks, then open the next rows or end the case.

    In an order-free group the next row opens when the last thread is done, and only then.
    """
    case, document = locked.case, automaton.document
    going = walking.going(locked, how.outcome)
    ended = going.move.ended
    events = clocks.events_of(document, step, how.outcome)
    if case.product_ready_at is None and (ended == COMPLETED or HANDED_OVER in events):
        events |= {PRODUCT_READY}  # what leaves the office is ready, whether or not a row says so
    fields = _product(case, events, how, by=by, at=at) | clocks.after_events(case, events, at)
    walking.go(case, going, by=by, at=at)
    if ended is not None:
        _end(case, ended, fields, how, by=by, at=at)
    elif case.state == CaseStatus.RECEIVED:
        move(case, CaseStatus.IN_PROCESS, **fields)
    else:
        save(case, **fields)
    _tell(case, fields, by=by, at=at)


def _product(
    case: Case, events: frozenset[str], how: Finish, *, by: Actor, at: datetime
) -> clocks.Fields:
    """What a row asks for when the product becomes ready or leaves the office."""
    fields: clocks.Fields = {}
    if PRODUCT_READY in events:
        fields |= endings.product_fields(case, how.product_number, at=at)
    elif how.product_number.strip() and case.product_ready_at is None:
        # Written into the register before it is signed: kept until the product is ready.
        fields |= clocks.put(case, product_number=how.product_number.strip())
    if HANDED_OVER in events:
        fields |= endings.receiver_fields(case, how.receiver, by=by, at=at)
    return fields


def _end(
    case: Case, follow: Ended, fields: clocks.Fields, how: Finish, *, by: Actor, at: datetime
) -> None:
    if follow == COMPLETED:
        endings.complete(case, fields, by=by, at=at)
    else:
        endings.refuse_by_procedure(case, fields, reason=how.note, basis=how.basis, by=by, at=at)


def _tell(case: Case, fields: clocks.Fields, *, by: Actor, at: datetime) -> None:
    if "product_ready_at" in fields:
        endings.tell_ready(case, by=by, at=at, letter="handed_over_at" not in fields)
    if "handed_over_at" in fields:
        endings.tell_handed_over(case, by=by, at=at)
