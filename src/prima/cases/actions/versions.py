"""Running cases when their procedure gets a new version: moved to it, or let run as they began.

The rule is of the case, not of the batch: it moves only where all that was done fits the new
version (`Case.transfer_to`), which is asked again under the lock. Each case is a transaction of
its own, so one that an officer is working on at that moment holds up no other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from prima.cases import permissions, rules
from prima.cases.actions import authority, clocks, holds, letters, walking
from prima.cases.actions.locking import lock_case
from prima.cases.actions.records import record, save, stale
from prima.cases.models import Case, VersionDecision, WorkItem
from prima.cases.rules import VersionChoice
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.sops.public import NO, SopDocument, SopVersion, version_in_force

# What one press of a button does while somebody waits for the page.
MOST_AT_ONCE: Final = 100
LONGEST_REASON: Final = 500


@dataclass(frozen=True, slots=True)
class Decided:
    """How many cases were decided about, and those that were not, each with the reason."""

    done: int
    refused: Mapping[int, str]


def move_cases(
    version: SopVersion, case_ids: Iterable[int], *, reason: str, by: Actor, at: datetime
) -> Decided:
    """Move running cases to this version, where what was done in them fits it."""
    reason = _checked(reason)
    return _each(case_ids, lambda pk: _move(pk, version, reason=reason, by=by, at=at))


def let_run(
    version: SopVersion, case_ids: Iterable[int], *, reason: str, by: Actor, at: datetime
) -> Decided:
    """Note that these cases end under the version they began with, so that nobody is asked again.

    It is what happens to them anyway; the note says that somebody thought of it, and why.
    """
    reason = _checked(reason)
    return _each(case_ids, lambda pk: _stay(pk, version, reason=reason, by=by, at=at))


def _each(case_ids: Iterable[int], act: Callable[[int], bool]) -> Decided:
    done, refused = 0, dict[int, str]()
    for pk in list(case_ids)[:MOST_AT_ONCE]:
        try:
            done += act(pk)
        except RuleBroken as error:
            refused[pk] = str(error)
    return Decided(done, refused)


@journal.action
def _move(case_id: int, version: SopVersion, *, reason: str, by: Actor, at: datetime) -> bool:
    case = _locked(case_id, version, by=by, at=at)
    holds.release_if_due(case, by=by, at=at)
    before, document = case.sop_version, version.document
    items = list(case.items.walked())
    found = case.transfer_to(version.automaton, items)
    if found.barrier is not None:
        raise RuleBroken(rules.barrier(found.barrier, before.document, document))
    done = [item for item in items if not item.is_open]
    started = _started(case, document, done)
    save(case, sop_version=version, **started)
    opened, closed = _reopen(case, document, items, found.open_rows, at)
    _note(case, VersionChoice.MOVED, before, version, reason=reason, by=by, at=at)
    record(
        "case.version_changed", case, by=by, at=at, before=before.pk, after=version.pk,
        opened=opened, closed=closed,
    )  # fmt: skip
    _tell(case, before.document, document, done, has_date=bool(started), at=at)
    return True


@journal.action
def _stay(case_id: int, version: SopVersion, *, reason: str, by: Actor, at: datetime) -> bool:
    case = _locked(case_id, version, by=by, at=at)
    if case.version_decisions.filter(after=version).exists():
        raise stale()
    _note(case, VersionChoice.STAYS, case.sop_version, version, reason=reason, by=by, at=at)
    record("case.version_kept", case, by=by, at=at, before=case.sop_version_id, after=version.pk)
    return True


def _locked(case_id: int, version: SopVersion, *, by: Actor, at: datetime) -> Case:
    """The case, locked, if it may be decided about at all."""
    case = lock_case(case_id, at)
    require(permissions.can_choose_version(by, case))
    authority.require_not_own(case, by=by)
    rules.check_open(case.state)
    kept = case.sop_version
    if kept.sop_id != version.sop_id or kept.number >= version.number:
        raise stale()
    on = at.astimezone(ZoneInfo(case.office.time_zone)).date()
    if version.effective_on > on:
        raise RuleBroken(
            _("Versi ini baru berlaku %(date)s. Berkas dapat dipindahkan sejak hari itu.")
            % {"date": date_format(version.effective_on, "j F Y")}
        )
    if version_in_force(case.service, case.office, on) != version:
        raise RuleBroken(_("Versi ini tidak berlaku lagi di kantor berkas ini."))
    return case


def _note(
    case: Case,
    choice: VersionChoice,
    before: SopVersion,
    after: SopVersion,
    *,
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    VersionDecision.objects.create(
        case=case, choice=choice, before=before, after=after, reason=reason,
        by_id=authority.person(by), at=at,
    )  # fmt: skip


def _started(case: Case, document: SopDocument, done: Sequence[WorkItem]) -> clocks.Fields:
    """Start a clock that the new version would have started already: never later than it says."""
    event = case.clock_start_event
    if case.clock_started_at is not None:
        return {}
    if clocks.starts_at_receipt(document, event):
        return clocks.start_earlier(case, case.received_at)
    for item in done:
        step = document.step(item.step_key)
        if item.outcome != NO and event in clocks.events_of(document, step, item.outcome):
            return clocks.start_earlier(case, item.recorded_at or case.received_at)
    return {}


def _reopen(
    case: Case,
    document: SopDocument,
    items: Sequence[WorkItem],
    wanted: Collection[str],
    at: datetime,
) -> tuple[list[str], list[str]]:
    """Let the open rows be those of the new version; a row of both goes on with clock and holder.

    Gives the keys of the rows that were opened and of those that were closed undone.
    """
    standing = {item.step_key: item for item in items if item.is_open}
    opened = [key for key in wanted if key not in standing]
    closed = [key for key in standing if key not in wanted]
    if closed:
        walking.cancel(case.items.filter(step_key__in=closed), at)
    for key in standing.keys() - closed:
        _keep(standing[key], document)
    if opened:
        history = case.items.order_by().values_list("step_key", flat=True)
        walking.open_rows(case, document, opened, at, history=list(history))
    return opened, closed


def _keep(item: WorkItem, document: SopDocument) -> None:
    """A row of both versions; where other duties do it now, nobody holds it any more."""
    duties = list(document.duties_of(document.step(item.step_key)))
    if duties != item.duties:
        item.duties, item.taken_at, item.taken_by_id = duties, None, None
        item.save(update_fields=["duties", "taken_at", "taken_by"])


def _tell(
    case: Case,
    before: SopDocument,
    after: SopDocument,
    done: Sequence[WorkItem],
    *,
    has_date: bool,
    at: datetime,
) -> None:
    """Write to the applicant only when something they do or were promised is different."""
    finished = {item.step_key for item in done}
    old, new = (_own_rows(document, case, finished) for document in (before, after))
    added = [text for key, text in new.items() if key not in old]
    dropped = [text for key, text in old.items() if key not in new]
    if added or dropped or has_date:
        letters.steps_changed(case, added, dropped, at=at)


def _own_rows(document: SopDocument, case: Case, finished: Collection[str]) -> dict[str, str]:
    """The rows the applicant themselves will still be at."""
    return {
        step.key: step.text
        for step in document.steps
        if step.key not in finished
        and step.applies_when.holds(case.facts)
        and any(actor.duty is None and not actor.external for actor in document.actors_of(step))
    }


def _checked(reason: str) -> str:
    reason = " ".join(reason.split())
    if not reason:
        raise RuleBroken(_("Tulis alasannya, supaya keputusan ini dapat dijelaskan nanti."))
    if len(reason) > LONGEST_REASON:
        raise RuleBroken(
            _("Alasan terlalu panjang. Ringkas menjadi paling banyak %(most)d huruf.")
            % {"most": LONGEST_REASON}
        )
    return reason
