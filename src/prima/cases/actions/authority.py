"""The question asked at the moment of the act: may this person finish this row of this case?"""

from __future__ import annotations

from django.utils.translation import gettext as _

from prima.cases import permissions, rules
from prima.cases.actions.locking import LockedItem
from prima.cases.models import Case, WorkItem
from prima.kernel.actors import Actor
from prima.kernel.errors import NotAllowed, require
from prima.offices.public import Authority, StaffMember, choose
from prima.sops.public import SopDocument, Step


def person(by: Actor) -> int:
    """The account of a person of the office; the system and citizens have none."""
    if by.id is None:
        raise NotAllowed(_("Langkah ini hanya dapat dikerjakan oleh petugas."))
    return by.id


def authority_for(
    locked: LockedItem, document: SopDocument, step: Step, *, by: Actor
) -> Authority:
    """The appointment under which the actor may finish the row, or a refusal with its reason.

    A row of the applicant or of an outside body is only recorded by the office, so any position
    in the office will do; an office row asks for one of its duties. To check somebody's work and
    to have no interest in the case are asked of the person: standing in for another changes
    neither.
    """
    require(permissions.can_work(by, locked.case))
    if locked.case.applicant_staff_id in {one.staff_id for one in locked.held}:
        raise own_application()
    found = choose(locked.held, rules.task(document, step, locked.item.duties))
    if not isinstance(found, Authority):
        raise NotAllowed(rules.obstacle(found, document, step))
    _refuse_same_person(locked.item, step, by)
    return found


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


def _refuse_same_person(item: WorkItem, step: Step, by: Actor) -> None:
    """Four eyes: who did one row may not do the row that checks it."""
    others = item.case.sop_version.automaton.document.other_hands(step)
    if not others:
        return
    earlier = item.case.items.filter(step_key__in=others, done_by_id=by.id)
    if earlier.exists():
        raise NotAllowed(
            _("Langkah ini harus dikerjakan orang lain, karena Anda yang mengerjakan sebelumnya.")
        )
