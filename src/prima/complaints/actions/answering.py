"""Answers: to a complaint with what was found, to a question with where it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from prima.complaints import permissions, rules
from prima.complaints.actions import deadlines, marking, merging, records
from prima.complaints.models import AnswerDraft, AnswerSource, Complaint
from prima.complaints.rules import ComplaintStatus, DraftOutcome, EventKind, Finding
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.knowledge.public import KnowledgeVersion, public_answers


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with everything a good one names."""

    facts: str
    decision: str
    reason: str
    next_step: str
    finding: Finding
    # Why a thin part is sent all the same; colleagues read it.
    as_it_is: str = ""

    @property
    def text(self) -> str:
        """As the person who spoke reads it."""
        parts = (
            (_("Yang kami temukan"), self.facts),
            (_("Keputusan kami"), self.decision),
            (_("Alasannya"), self.reason),
            (_("Selanjutnya"), self.next_step),
        )
        return _in_parts(parts)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a question is answered with, and where anybody can read it."""

    answer: str
    source: str
    next_step: str = ""
    # The shared answer it rests on.
    cited: KnowledgeVersion | None = None

    @property
    def text(self) -> str:
        """As the person who asked reads it."""
        parts = (
            (_("Jawaban kami"), self.answer),
            (_("Sumbernya"), self.source),
            (_("Selanjutnya"), self.next_step),
        )
        return _in_parts(parts)


@journal.action
def answer(complaint: Complaint, *, reply: Reply, seen: int, by: Actor, at: datetime) -> Complaint:
    """Answer with facts, decision, reason and next step; or lay it before who leads the office."""
    held = _hold(complaint, "answer", seen, by)
    missing = not all(
        one.strip() for one in (reply.facts, reply.decision, reply.reason, reply.next_step)
    )
    if missing:
        raise RuleBroken(
            _("Jawaban perlu menyebut temuan, keputusan, alasan, dan langkah berikutnya.")
        )
    written = AnswerDraft(text=reply.text, finding=reply.finding, as_it_is=reply.as_it_is.strip())
    return _send_or_submit(held, written, by=by, at=at)


@journal.action
def explain(
    complaint: Complaint, *, explanation: Explanation, seen: int, by: Actor, at: datetime
) -> Complaint:
    """Answer a question, with its source; what is cited is kept beside the answer.

    Only an answer that everybody may read can be cited: the person who asked follows it.
    """
    held = _hold(complaint, "explain", seen, by)
    if not (explanation.answer.strip() and explanation.source.strip()):
        raise RuleBroken(_("Jawaban perlu menyebut isinya dan sumbernya."))
    written = AnswerDraft(text=explanation.text, finding=Finding.NONE, cited=explanation.cited)
    _check_cited(held, written, at)
    return _send_or_submit(held, written, by=by, at=at)


@journal.action
def approve(draft: AnswerDraft, *, seen: int, by: Actor, at: datetime) -> Complaint:
    """Send what somebody else wrote; the dates are met only now."""
    held, waiting = _hold_draft(draft, "approve", seen, by)
    _check_cited(held, waiting, at)
    _decide(waiting, DraftOutcome.SENT, by=by, at=at)
    return _send(held, waiting, by=by, at=at)


@journal.action
def give_back(draft: AnswerDraft, *, note: str, seen: int, by: Actor, at: datetime) -> Complaint:
    """Not yet: its writer reads why."""
    held, waiting = _hold_draft(draft, "give_back", seen, by)
    if not note.strip():
        raise RuleBroken(_("Tulis apa yang perlu diperbaiki."))
    _decide(waiting, DraftOutcome.RETURNED, by=by, at=at)
    records.keep(held, EventKind.GIVEN_BACK, by=by, at=at, text=note)
    return held


def _hold(complaint: Complaint, act: str, seen: int, by: Actor) -> Complaint:
    held = records.hold_for(by, complaint, seen)
    rules.check_act(act, held.state)
    rules.check_way_of_answer(act, rules.Kind(held.kind))
    merging.check_leads(held)
    return held


def _hold_draft(
    draft: AnswerDraft, act: str, seen: int, by: Actor
) -> tuple[Complaint, AnswerDraft]:
    require(permissions.can_approve(by, draft))
    held = records.hold(draft.complaint, seen)
    rules.check_act(act, held.state)
    merging.check_leads(held)
    waiting = held.drafts.filter(pk=draft.pk, outcome="").select_related("cited").first()
    if waiting is None:
        raise RuleBroken(_("Konsep jawaban ini tidak menunggu lagi. Muat ulang halaman ini."))
    return held, waiting


def _check_cited(held: Complaint, written: AnswerDraft, at: datetime) -> None:
    if written.cited is None:
        return
    today = rules.local_day(at, held.office.time_zone)
    if not public_answers(today, office=held.office).filter(pk=written.cited.pk).exists():
        raise RuleBroken(_("Jawaban bersama itu tidak terbit lagi. Pilih yang lain."))


def _decide(waiting: AnswerDraft, outcome: DraftOutcome, *, by: Actor, at: datetime) -> None:
    waiting.outcome, waiting.decided_by_id, waiting.decided_at = outcome, by.id, at
    waiting.save(update_fields=["outcome", "decided_by", "decided_at"])


def _send_or_submit(
    held: Complaint, written: AnswerDraft, *, by: Actor, at: datetime
) -> Complaint:
    if not permissions.needs_approval(by, held):
        return _send(held, written, by=by, at=at)
    _replace_drafts([held], at)
    written.complaint, written.written_by_id, written.written_at = held, by.id or 0, at
    written.save()
    records.keep(held, EventKind.DRAFTED, by=by, at=at)
    return held


def _send(held: Complaint, written: AnswerDraft, *, by: Actor, at: datetime) -> Complaint:
    """To the person who spoke, and to everybody whose report of the same matter goes with it."""
    if written.as_it_is:
        records.tell(held, EventKind.NOTED, by=by, at=at, text=written.as_it_is)
    if written.cited is not None:
        AnswerSource.objects.update_or_create(
            complaint=held, defaults={"version": written.cited, "cited_at": at}
        )
    text = written.text or ""
    marking.mark_answer(held, text, at)
    finding = Finding(written.finding)
    together = [held, *merging.hold_merged(held)]
    _replace_drafts(together, at)
    for one in together:
        _send_one(one, text, finding, by=by, at=at)
    merging.part_unanswered(held, at)
    return held


def _send_one(held: Complaint, text: str, finding: Finding, *, by: Actor, at: datetime) -> None:
    records.move(held, ComplaintStatus.ANSWERED)
    held.finding = finding
    # An office that answers has taken it: nobody needs to say any more where it belongs.
    held.arbitrations.filter(decided_at=None).update(decided_at=at, office=held.handling_office)
    deadlines.meet(held, "first_answer", "settle", "arbiter", at=at)
    deadlines.start(held, "reply", at=at)
    records.keep(held, EventKind.ANSWERED, by=by, at=at, text=text, finding=finding)


def _replace_drafts(answered: list[Complaint], at: datetime) -> None:
    waiting = AnswerDraft.objects.filter(complaint__in=answered, outcome="")
    waiting.update(outcome=DraftOutcome.REPLACED, decided_at=at)


def _in_parts(parts: Iterable[tuple[str, str]]) -> str:
    return "\n\n".join(f"{label}: {said.strip()}" for label, said in parts if said.strip())
