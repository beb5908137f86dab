"""Whom a complaint is about: noted once it is known, and out of their hands from then on."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from prima.complaints import rules
from prima.complaints.actions import merging, records
from prima.complaints.models import Complaint, ReportedStaff
from prima.complaints.rules import EventKind
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken
from prima.offices.public import StaffMember


@journal.action
def name_reported(
    complaint: Complaint, *, staff: StaffMember, seen: int, by: Actor, at: datetime
) -> Complaint:
    """Note who of the office is reported; they and their office lose sight of it at once.

    The office above handles it then, where there is one. That is the rule and nobody's choice, so
    it does not count among the forwards.
    """
    held = records.hold_for(by, complaint, seen)
    rules.check_act("name", held.state)
    if staff.home_office_id != held.office_id:
        raise RuleBroken(_("Pilih pegawai kantor yang dilaporkan."))
    if held.reported.filter(staff=staff).exists():
        raise RuleBroken(_("Pegawai itu sudah dicatat pada laporan ini."))
    ReportedStaff.objects.create(complaint=held, staff=staff)
    if held.assigned_to_id == staff.pk:
        held.assigned_to = None
    merging.stand_alone(held, at)
    above = held.office.parent
    moves = held.handling_office_id == held.office_id
    if above is not None and moves:
        held.handling_office, held.assigned_to = above, None
    told = _("Pegawai yang dilaporkan: %(name)s") % {"name": staff.name}
    records.keep(held, EventKind.NOTED, by=by, at=at, text=told, staff=staff.pk)
    if above is not None and moves:
        records.tell(
            held, EventKind.FORWARDED, by=by, at=at, to_office=held.handling_office_id,
            text=_("Kantor di atasnya yang menangani, karena ini tentang seorang pegawai."),
        )  # fmt: skip
    return held
