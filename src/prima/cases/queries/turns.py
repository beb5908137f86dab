"""Whose turn it is: which open rows this person may finish, and why not the others."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from prima.cases.models import Case, WorkItem
from prima.cases.queries.cases import CasePage
from prima.kernel.actors import Actor
from prima.offices.public import Position, StaffMember
from prima.sops.public import SopDocument, Step


@dataclass(frozen=True, slots=True)
class Turn:
    """One open row; `obstacle` is the sentence that says why it is not this person's turn."""

    item: WorkItem
    step: Step
    who: str
    obstacle: str

    @property
    def is_mine(self) -> bool:
        """Whether the page offers the form of the row."""
        return not self.obstacle


def turns(actor: Actor, page: CasePage) -> list[Turn]:
    """The open rows of a case for this viewer; at most two statements.

    It is advice for the page: the action asks again at the moment of the act.
    """
    case, document = page.case, page.case.sop_version.automaton.document
    duties = _duties(actor, case)
    general = _general_obstacle(actor, case, duties)
    earlier = {
        line.step.key for line in page.lines if line.item and line.item.done_by_id == actor.id
    }
    found = []
    for item in page.open_items:
        step = document.step(item.step_key)
        turn = Turn(item, step, who(document, step), general)
        found.append(replace(turn, obstacle=general or _obstacle(turn, duties, earlier)))
    return found


def who(document: SopDocument, step: Step) -> str:
    """The columns of the procedure that act in a row."""
    return ", ".join(actor.label for actor in document.actors_of(step))


def is_own(actor: Actor, case: Case) -> bool:
    """Whether the viewer is the applicant (conflict of interest, UU 30/2014 art. 42)."""
    if case.applicant_staff_id is None or actor.id is None:
        return False
    return StaffMember.objects.filter(pk=case.applicant_staff_id, user_id=actor.id).exists()


def _general_obstacle(actor: Actor, case: Case, duties: set[str]) -> str:
    if not actor.may("work_cases", case.office_id):
        return _("Anda dapat melihat berkas ini, tetapi tidak mengerjakannya.")
    if is_own(actor, case):
        return _("Ini permohonan Anda sendiri. Mintalah rekan Anda mengerjakan berkas ini.")
    if not duties:
        return _("Anda belum memegang jabatan di kantor ini, jadi belum dapat mengerjakannya.")
    return ""


def _obstacle(turn: Turn, duties: set[str], earlier: set[str]) -> str:
    """Why not this row: another duty's, or one that asks for a second pair of eyes."""
    if turn.item.duties and not duties.intersection(turn.item.duties):
        return _("Langkah ini dikerjakan oleh %(who)s.") % {"who": turn.who}
    if earlier.intersection(turn.step.must_differ_from):
        return _(
            "Langkah ini harus dikerjakan orang lain, karena Anda yang mengerjakan sebelumnya."
        )
    return ""


def _duties(actor: Actor, case: Case) -> set[str]:
    held = Position.objects.filter(pk__in=actor.position_ids, office_id=case.office_id)
    return set(held.values_list("duty", flat=True))
