"""Reports of the same matter are answered once; every person keeps number, dates and voice."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from prima.complaints import permissions, rules
from prima.complaints.actions import records
from prima.complaints.models import Complaint, Merge
from prima.complaints.rules import ComplaintStatus, DraftOutcome, EventKind
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require


@journal.action
def merge(
    complaint: Complaint, *, into: Complaint, seen: int, by: Actor, at: datetime
) -> Complaint:
    """From now on what answers `into` answers this one as well; no date of either moves."""
    require(permissions.can_handle(by, complaint))
    require(permissions.can_handle(by, into))
    held = _hold_both(complaint, into, seen)
    lead = Complaint.objects.get(pk=into.pk)
    rules.check_act("merge", held.state)
    _check_pair(held, lead)
    Merge.objects.create(complaint=held, into=lead, merged_at=at)
    records.keep(held, EventKind.MERGED, by=by, at=at, into=lead.pk)
    return held


@journal.action
def part(complaint: Complaint, *, seen: int, by: Actor, at: datetime) -> Complaint:
    """Answered by itself again."""
    held = records.hold_for(by, complaint, seen)
    rules.check_act("part", held.state)
    joined = Merge.objects.filter(complaint=held, parted_at=None)
    if not joined.update(parted_at=at):
        raise RuleBroken(_("Laporan ini tidak digabung dengan laporan lain."))
    records.keep(held, EventKind.PARTED, by=by, at=at)
    return held


def stand_alone(held: Complaint, at: datetime) -> None:
    """What goes into other hands, or is opened again, stands by itself; so do those it led.

    No answer written before waits any longer.
    """
    about = Q(complaint=held) | Q(into=held)
    Merge.objects.filter(about, parted_at=None).update(parted_at=at)
    held.drafts.filter(outcome="").update(outcome=DraftOutcome.REPLACED, decided_at=at)


def check_leads(held: Complaint) -> None:
    """What is merged into another is answered there, or parted first."""
    joined = Merge.objects.filter(complaint=held, parted_at=None).select_related("into").first()
    if joined is not None:
        raise RuleBroken(
            _("Laporan ini digabung dengan %(number)s. Jawab di sana, atau pisahkan dahulu.")
            % {"number": joined.into.number}
        )


def hold_merged(held: Complaint) -> list[Complaint]:
    """Those that are answered with this one, for this transaction alone."""
    found = Complaint.objects.filter(
        merges__into=held, merges__parted_at=None, status=ComplaintStatus.HANDLING
    )
    rows = found.select_related("office", "handling_office").order_by("pk")
    return list(rows.select_for_update(of=("self",), no_key=True))


def part_unanswered(held: Complaint, at: datetime) -> None:
    """Who was still asked something when the answer went out is answered alone afterwards."""
    led = Merge.objects.filter(into=held, parted_at=None)
    led.exclude(complaint__status=ComplaintStatus.ANSWERED).update(parted_at=at)


def _hold_both(complaint: Complaint, into: Complaint, seen: int) -> Complaint:
    """Both rows in the order of their keys, so that two people merging never wait in a ring."""
    for pk in sorted({complaint.pk, into.pk}):
        Complaint.objects.select_for_update(no_key=True).get(pk=pk)
    return records.hold(complaint, seen)


def _check_pair(held: Complaint, lead: Complaint) -> None:
    if held.pk == lead.pk:
        raise RuleBroken(_("Pilih laporan lain, bukan laporan ini sendiri."))
    same = (held.kind, held.office_id, held.handling_office_id)
    if same != (lead.kind, lead.office_id, lead.handling_office_id):
        raise RuleBroken(_("Hanya laporan sejenis tentang kantor yang sama dapat digabung."))
    if lead.state != ComplaintStatus.HANDLING:
        raise RuleBroken(_("Laporan itu tidak sedang ditangani. Pilih yang belum dijawab."))
    check_leads(held)
    check_leads(lead)
    if Merge.objects.filter(into=held, parted_at=None).exists():
        raise RuleBroken(
            _("Laporan lain digabung ke laporan ini. Gabungkan laporan itu ke sini saja.")
        )
