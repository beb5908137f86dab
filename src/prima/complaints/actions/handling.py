"""What the office does with a complaint before it answers: verify, ask, note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from prima.complaints import rules
from prima.complaints.actions import checklist, deadlines, records
from prima.complaints.models import Complaint
from prima.complaints.rules import ComplaintStatus, EventKind, Gravity, Kind, Missing
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken


@journal.action
def verify(
    complaint: Complaint, *, gravity: Gravity, seen: int, by: Actor, at: datetime
) -> Complaint:
    """Say which class of law it is; from here the last date is known and never moves later."""
    held = records.hold_for(by, complaint, seen)
    rules.check_act("verify", held.state)
    rules.check_gravity(Kind(held.kind), gravity)
    records.move(held, ComplaintStatus.HANDLING)
    held.gravity = gravity
    deadlines.meet(held, "verify", at=at)
    deadlines.start(held, "settle", at=held.received_at)
    records.keep(held, EventKind.VERIFIED, by=by, at=at, gravity=gravity)
    return held


@journal.action
def regrade(
    complaint: Complaint, *, gravity: Gravity, seen: int, by: Actor, at: datetime
) -> Complaint:
    """Another class of law; the last date may only come nearer."""
    held = records.hold_for(by, complaint, seen)
    rules.check_act("regrade", held.state)
    rules.check_gravity(Kind(held.kind), gravity)
    if gravity == held.gravity:
        raise RuleBroken(_("Itu golongannya sekarang. Pilih golongan lain, atau biarkan."))
    held.gravity = gravity
    deadlines.nearer(held, "settle")
    records.keep(held, EventKind.REGRADED, by=by, at=at, gravity=gravity)
    return held


@journal.action
def ask(
    complaint: Complaint,
    *,
    question: str,
    items: Sequence[Missing] = (),
    seen: int,
    by: Actor,
    at: datetime,
) -> Complaint:
    """Ask the person who spoke for what is missing; the clock of the office stands still."""
    held = records.hold_for(by, complaint, seen)
    rules.check_act("ask", held.state)
    if not (question.strip() or items):
        raise RuleBroken(_("Pilih atau tulis apa yang perlu dilengkapi pelapor."))
    before = held.state
    records.move(held, ComplaintStatus.WAITING)
    held.resumes_as = before
    deadlines.pause(held, at)
    deadlines.start(held, "complete", at=at)
    checklist.note_missing(held, items, at)
    records.keep(held, EventKind.ASKED, by=by, at=at, text=question)
    return held


@journal.action
def note(complaint: Complaint, *, text: str, seen: int, by: Actor, at: datetime) -> Complaint:
    """A note for colleagues; the person who spoke never reads it."""
    held = records.hold_for(by, complaint, seen)
    rules.check_act("note", held.state)
    if not text.strip():
        raise RuleBroken(_("Tulis catatannya dahulu."))
    records.keep(held, EventKind.NOTED, by=by, at=at, text=text)
    return held
