"""The question asked at the moment of the act: may this person finish this row of this case?"""

from __future__ import annotations

from django.utils.translation import gettext as _

from prima.cases import permissions
from prima.cases.actions.locking import HeldPosition, LockedItem
from prima.cases.models import Case, WorkItem
from prima.kernel.actors import Actor
from prima.kernel.errors import NotAllowed, require
from prima.offices.public import StaffMember
from prima.sops.public import Step


def person(by: Actor) -> int:
    """The account of a person of the office; the system and citizens have none."""
    if by.id is None:
        raise NotAllowed(_("Langkah ini hanya dapat dikerjakan oleh petugas."))
    return by.id


def position_for(locked: LockedItem, step: Step, *, by: Actor) -> int | None:
    """The position in which the actor may finish the row, or a refusal with its reason.

    A row of the applicant or of an outside body is only recorded by the office, so any position
    in the office will do; an office row asks for one of its duties.
    """
    require(permissions.can_work(by, locked.case))
    if locked.case.applicant_staff_id in {one.staff_id for one in locked.held}:
        raise own_application()
    position = _fitting(locked.held, locked.item.duties)
    if position is None:
        raise NotAllowed(
            _("Langkah “%(step)s” dikerjakan oleh petugas lain di kantor ini.")
            % {"step": step.text}
        )
    _refuse_same_person(locked.item, step, by)
    return position.position_id


def require_worker(case: Case, *, by: Actor) -> None:
    """Whoever works on cases of this office, unless the case is their own."""
    require(permissions.can_work(by, case))
    require_not_own(case, by=by)


def require_not_own(case: Case, *, by: Actor) -> None:
    """Nobody works on their own application (conflict of interest, UU 30/2014 art. 42)."""
    if case.applicant_staff_id is None:
        return
    if StaffMember.objects.filter(pk=case.applicant_staff_id, user_id=person(by)).exists():
        raise own_application()


def own_application() -> NotAllowed:
    """What an officer is told who opens their own application."""
    return NotAllowed(
        _("Ini permohonan Anda sendiri. Mintalah rekan Anda mengerjakan berkas ini.")
    )


def _fitting(held: list[HeldPosition], duties: list[str]) -> HeldPosition | None:
    """The held position that serves one of the duties; the first duty of the row goes first."""
    if not duties:
        return held[0] if held else None
    by_duty = {one.duty: one for one in reversed(held)}
    return next((by_duty[duty] for duty in duties if duty in by_duty), None)


def _refuse_same_person(item: WorkItem, step: Step, by: Actor) -> None:
    """Four eyes: who did one row may not do the row that checks it."""
    if not step.must_differ_from:
        return
    earlier = item.case.items.filter(step_key__in=step.must_differ_from, done_by_id=by.id)
    if earlier.exists():
        raise NotAllowed(
            _("Langkah ini harus dikerjakan orang lain, karena Anda yang mengerjakan sebelumnya.")
        )
