"""Open about delay: the applicant is told before the promise slips, and again when it has."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from prima.cases import permissions, rules
from prima.cases.actions import clocks, letters
from prima.cases.actions.locking import lock_case
from prima.cases.actions.records import record, save
from prima.cases.core import deadline_of
from prima.cases.models import Case, LateWarning
from prima.cases.rules import LONGEST_PATH, ON_DESK, SOON_SHARE, LateLevel
from prima.kernel import journal, sweeping
from prima.kernel.actors import SYSTEM, Actor
from prima.kernel.errors import RuleBroken, require
from prima.offices.public import Duration

# Who was told that it is late needs no word that it may become so: not even when a clock that ran
# back makes the promise lie ahead again.
SAID_BY: Final = {LateLevel.SOON: tuple(LateLevel), LateLevel.LATE: (LateLevel.LATE,)}


def warn_late(*, by: Actor = SYSTEM, at: datetime) -> int:
    """Periodic: tell applicants of promises that slip; each level once. Says how many were told.

    Every case is an action of its own, so that one fault never holds up the others. The unique
    row per case and level makes the sweep harmless to repeat, and it survives a restart because
    it asks the database, not a timer.
    """
    require(permissions.can_run_sweeps(by))
    levels = dict.fromkeys(_soon(at), LateLevel.SOON) | dict.fromkeys(_late(at), LateLevel.LATE)
    return sweeping.each(levels, lambda case_id: _warn(case_id, levels[case_id], by=by, at=at))


@journal.action
def explain_delay(
    case: Case, *, reason: str, expected_at: datetime, by: Actor, at: datetime
) -> Case:
    """Name the reason and the new date to the applicant; the promise itself stays as it was."""
    case = lock_case(case.pk, at)
    require(permissions.can_explain_delay(by, case))
    rules.check_open(case.state)
    if not reason.strip():
        raise RuleBroken(_("Tulis penyebabnya dengan jujur; pemohon akan membacanya."))
    if expected_at <= at:
        raise RuleBroken(_("Pilih tanggal baru yang akan datang."))
    save(case, delay_reason=reason.strip(), expected_at=expected_at)
    record("case.delay_explained", case, by=by, at=at, expected_at=expected_at)
    letters.delayed(case, expected_at, at=at)
    return case


@journal.action
def _warn(case_id: int, level: LateLevel, *, by: Actor, at: datetime) -> bool:
    case = lock_case(case_id)
    # Asked again under the lock: since the list was read it may be done, held, or told.
    read = deadline_of(case.clock, clocks.calendar(case), at)
    if read.state != "running" or read.is_late != (level == LateLevel.LATE):
        return False
    if case.late_warnings.filter(level__in=SAID_BY[level]).exists():
        return False
    expected_at = _expected(case, at)
    if level == LateLevel.SOON and not _will_slip(case, expected_at):
        return False
    LateWarning.objects.create(case=case, level=level, given_at=at, expected_at=expected_at)
    record("case.late_warned", case, by=by, at=at, level=level.value)
    letters.late(case, level, expected_at, at=at)
    return True


def _expected(case: Case, at: datetime) -> datetime:
    """The date a person named, as long as it lies ahead."""
    named = case.expected_at
    return named if named is not None and named > at else forecast(case, at)


def forecast(case: Case, at: datetime) -> datetime:
    """When the case will be done if every row from here on takes its norm, without detours.

    Threads of an order-free group pass side by side; the row after the group waits for the last.
    """
    automaton, office_clock = case.sop_version.automaton, clocks.calendar(case)
    document, latest = automaton.document, at
    begins = dict.fromkeys(case.items.open().values_list("step_key", flat=True), at)
    for _row in range(LONGEST_PATH):
        if not begins:
            break
        key = min(begins, key=begins.__getitem__)
        step, done = document.step(key), begins[key]
        if step.norm.amount is not None:
            done = office_clock.add(done, Duration(step.norm.amount, step.norm.unit)).at
        if case.clock_stop_event in clocks.events_of(document, step, step.outcomes[0]):
            return done
        latest = max(latest, done)
        move = automaton.move(begins.keys(), key, step.outcomes[0], case.facts)
        del begins[key]
        for opened in move.opens:
            begins[opened] = done if document.is_beside(key, opened) else latest
    return latest


def _late(at: datetime) -> list[int]:
    late = Case.objects.late(at).exclude(late_warnings__level=LateLevel.LATE)
    return list(late.order_by("due_at").values_list("pk", flat=True))


def _soon(at: datetime) -> list[int]:
    """Running cases with little of their promise left that were not told yet."""
    running = (
        Case.objects.filter(status__in=ON_DESK, due_at__gte=at, clock_stopped_at=None)
        .filter(late_warnings=None)
        .select_related("office")
        .order_by("due_at")
    )
    return [case.pk for case in running.iterator(chunk_size=500) if _is_soon(case, at)]


def _is_soon(case: Case, at: datetime) -> bool:
    left = deadline_of(case.clock, clocks.calendar(case), at).remaining_minutes
    return left is not None and left * SOON_SHARE <= (case.promised_minutes or 0)


def _will_slip(case: Case, expected_at: datetime) -> bool:
    return case.due_at is not None and expected_at > case.due_at
