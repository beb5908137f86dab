"""Whose work it is, the Ombudsman's class, and what the office above says to an objection."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from prima.complaints import permissions, rules
from prima.complaints.actions import deadlines, records
from prima.complaints.models import Complaint
from prima.complaints.models.procedure import steps_of
from prima.complaints.rules import EventKind, Maladministration, ObjectionOutcome
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.offices.public import StaffMember, holders_of_permission


@journal.action
def assign(
    complaint: Complaint, *, staff: StaffMember, seen: int, by: Actor, at: datetime
) -> Complaint:
    """Name who works on it: somebody who handles complaints of that office and is not named."""
    held = records.hold_for(by, complaint, seen)
    rules.check_act("assign", held.state)
    handlers = holders_of_permission(held.handling_office, "handle_complaints", at)
    named = held.reported.filter(staff=staff).exists()
    if named or not handlers.filter(pk=staff.pk).exists():
        raise RuleBroken(_("Pegawai itu tidak dapat menangani laporan ini. Pilih yang lain."))
    held.assigned_to = staff
    records.keep(held, EventKind.ASSIGNED, by=by, at=at, staff=staff.pk)
    return held


@journal.action
def classify(
    complaint: Complaint, *, kind: Maladministration, seen: int, by: Actor, at: datetime
) -> Complaint:
    """Name the Ombudsman's class (UU 37/2008 art. 1), so that figures can be compared."""
    held = records.hold_for(by, complaint, seen)
    rules.check_act("classify", held.state)
    held.maladministration = kind
    records.keep(held, EventKind.CLASSIFIED, by=by, at=at, maladministration=kind)
    return held


@journal.action
def locate(complaint: Complaint, *, step: str, seen: int, by: Actor, at: datetime) -> Complaint:
    """Name the row of the SOP where it went wrong, so that what comes again there is seen."""
    held = records.hold_for(by, complaint, seen)
    rules.check_act("locate", held.state)
    if step not in steps_of(held, at):
        raise RuleBroken(_("Langkah itu tidak ada dalam SOP yang berlaku. Pilih dari daftarnya."))
    held.sop_step = step
    records.keep(held, EventKind.LOCATED, by=by, at=at, step=step)
    return held


@journal.action
def uphold(complaint: Complaint, *, reason: str, seen: int, by: Actor, at: datetime) -> Complaint:
    """The office above finds the answer right and says why; it stays counted as contested."""
    require(permissions.can_uphold(by, complaint))
    held = records.hold(complaint, seen)
    rules.check_act("uphold", held.state)
    if not reason.strip():
        raise RuleBroken(_("Tulis alasannya. Pelapor membacanya."))
    end_objection(held, ObjectionOutcome.UPHELD, at)
    records.keep(held, EventKind.UPHELD, by=by, at=at, text=reason)
    return held


def end_objection(held: Complaint, outcome: ObjectionOutcome, at: datetime) -> None:
    """Nothing waits for the office above any more."""
    held.objections.filter(decided_at=None).update(decided_at=at, outcome=outcome)
    deadlines.meet(held, "objection", at=at)
