"""A hold until a date the applicant chose: the clock stands still, and goes on by itself."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from prima.cases import permissions, rules
from prima.cases.actions import authority, clocks
from prima.cases.actions.locking import lock_case
from prima.cases.actions.records import move, record
from prima.cases.models import Case, Hold
from prima.cases.rules import CaseStatus, HoldReason
from prima.kernel import journal, sweeping
from prima.kernel.actors import SYSTEM, Actor
from prima.kernel.errors import RuleBroken, require


@journal.action
def hold_until(case: Case, until: datetime, *, reason: str, by: Actor, at: datetime) -> Case:
    """Let the case wait for the applicant's date, for example the wedding day.

    The promise moves by this time: so it needs a reason, and it is never the office's own delay.
    """
    case = lock_case(case.pk, at)
    authority.require_worker(case, by=by)
    release_if_due(case, by=by, at=at)
    rules.check_on_desk(case.state)
    if until <= at:
        raise RuleBroken(_("Pilih tanggal yang akan datang."))
    if not reason.strip():
        raise RuleBroken(_("Tulis alasan menunggu, misalnya hari akad yang dipilih pemohon."))
    fields = clocks.hold(case, HoldReason.FIXED_DATE, at, planned_until=until, note=reason.strip())
    move(case, CaseStatus.WAITING, **fields)
    record("case.held", case, by=by, at=at, reason=HoldReason.FIXED_DATE.value, until=until)
    return case


@journal.action
def release_hold(case: Case, *, by: Actor, at: datetime) -> Case:
    """Go on before the planned date, because the applicant changed it."""
    case = lock_case(case.pk, at)
    authority.require_worker(case, by=by)
    hold = _open_hold(case)
    if hold is None:
        raise RuleBroken(_("Berkas ini tidak sedang menunggu tanggal."))
    # Whoever comes after the date waits no longer than to it.
    _release(case, by=by, at=at, until=min(at, hold.planned_until or at))
    return case


def release_if_due(case: Case, *, by: Actor, at: datetime) -> None:
    """Go on when the planned date has come, whether or not the periodic job has been here."""
    if case.state != CaseStatus.WAITING:
        return
    hold = _open_hold(case)
    if hold is not None and hold.planned_until is not None and hold.planned_until <= at:
        _release(case, by=by, at=at, until=hold.planned_until)


def release_due_holds(*, by: Actor = SYSTEM, at: datetime) -> int:
    """Periodic: release every hold whose date has come, each by itself. Says how many."""
    require(permissions.can_run_sweeps(by))
    due = Hold.objects.filter(ended_at=None, planned_until__lte=at).order_by("case_id")
    case_ids = list(due.values_list("case_id", flat=True))
    return sweeping.each(case_ids, lambda case_id: _release_due(case_id, by=by, at=at))


@journal.action
def _release_due(case_id: int, *, by: Actor, at: datetime) -> bool:
    case = lock_case(case_id)
    release_if_due(case, by=by, at=at)
    return case.state != CaseStatus.WAITING


def _open_hold(case: Case) -> Hold | None:
    """The open hold for a date; one for a correction is ended by its answer only."""
    return case.holds.filter(ended_at=None, reason=HoldReason.FIXED_DATE).first()


def _release(case: Case, *, by: Actor, at: datetime, until: datetime) -> None:
    move(case, CaseStatus.IN_PROCESS, **clocks.release(case, until))
    record("case.released", case, by=by, at=at, until=until)
