"""Whose turn it is: which open rows this person may finish, and why not the others."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from prima.cases import rules
from prima.cases.models import Case, WorkItem
from prima.cases.queries.cases import CasePage
from prima.kernel.actors import Actor
from prima.offices.public import (
    Authority,
    Obstacle,
    StaffMember,
    acting_title,
    authorities_of,
    choose,
)
from prima.sops.public import SopDocument, Step


@dataclass(frozen=True, slots=True)
class Turn:
    """One open row; `obstacle` is the sentence that says why it is not this person's turn."""

    item: WorkItem
    step: Step
    who: str
    obstacle: str
    # The appointment in which the person would act.
    authority: Authority | None = None

    @property
    def acting_title(self) -> str:
        """As what the person would act for somebody else: "Plh. Kepala KUA"; else nothing."""
        held = self.authority
        if held is None or held.kind == "definitive":
            return ""
        return acting_title(held.kind, held.title)

    @property
    def is_mine(self) -> bool:
        """Whether the page offers the form of the row."""
        return not self.obstacle


def turns(actor: Actor, page: CasePage) -> list[Turn]:
    """The open rows of a case for this viewer; at most two statements.

    It is advice for the page: the action asks again at the moment of the act.
    """
    case, document = page.case, page.case.sop_version.automaton.document
    held = [one for one in authorities_of(actor, page.now) if one.office_id == case.office_id]
    general = _general_obstacle(actor, case, held)
    earlier = {
        line.step.key for line in page.lines if line.item and line.item.done_by_id == actor.id
    }
    found = []
    for item in page.open_items:
        step = document.step(item.step_key)
        chosen = choose(held, rules.task(document, step, item.duties))
        turn = Turn(item, step, who(document, step), general)
        words = (
            general
            or _obstacle(turn, document, chosen)
            or _second_pair(document.other_hands(step), earlier)
        )
        authority = chosen if isinstance(chosen, Authority) else None
        found.append(replace(turn, obstacle=words, authority=authority))
    return found


def who(document: SopDocument, step: Step) -> str:
    """The columns of the procedure that act in a row."""
    return ", ".join(actor.label for actor in document.actors_of(step))


def is_own(actor: Actor, case: Case) -> bool:
    """Whether the viewer is the applicant (conflict of interest, UU 30/2014 art. 42)."""
    if case.applicant_staff_id is None or actor.id is None:
        return False
    return StaffMember.objects.filter(pk=case.applicant_staff_id, user_id=actor.id).exists()


def _general_obstacle(actor: Actor, case: Case, held: list[Authority]) -> str:
    if not actor.may("work_cases", case.office_id):
        return _("Anda dapat melihat berkas ini, tetapi tidak mengerjakannya.")
    if is_own(actor, case):
        return _("Ini permohonan Anda sendiri. Mintalah rekan Anda mengerjakan berkas ini.")
    if not held:
        return _("Anda belum memegang jabatan di kantor ini, jadi belum dapat mengerjakannya.")
    return ""


def _obstacle(turn: Turn, document: SopDocument, held: Authority | Obstacle) -> str:
    """Why not this row: another duty's, or what the deed does not reach."""
    if held == "other_duty":
        return _("Langkah ini dikerjakan oleh %(who)s.") % {"who": turn.who}
    return "" if isinstance(held, Authority) else rules.obstacle(held, document, turn.step)


def _second_pair(others: frozenset[str], earlier: set[str]) -> str:
    """Four eyes are counted by person, in whatever position they looked."""
    if earlier.isdisjoint(others):
        return ""
    return _("Langkah ini harus dikerjakan orang lain, karena Anda yang mengerjakan sebelumnya.")
