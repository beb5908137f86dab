"""Where a complaint belongs: forwarded, counted, and in the end decided by one named official."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from prima.complaints import permissions, rules
from prima.complaints.actions import deadlines, merging, officials, records
from prima.complaints.models import Arbitration, Complaint, Forward
from prima.complaints.rules import EventKind
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.offices.public import Office


@journal.action
def forward(
    complaint: Complaint, *, to: Office, reason: str, seen: int, by: Actor, at: datetime
) -> Complaint:
    """Hand it to another office; counted, shown to the person who spoke, and no date moves.

    From the second time on the head of the office above all of them must say where it belongs,
    within one working day; until then nobody forwards it again.
    """
    held = records.hold_for(by, complaint, seen)
    rules.check_act("forward", held.state)
    _check_target(held, to, reason)
    if held.arbitrations.filter(decided_at=None).exists():
        raise RuleBroken(
            _("Laporan ini menunggu penetapan pejabat dan tidak dapat dialihkan lagi.")
        )
    source = held.handling_office
    held.forwards += 1
    if held.forwards >= rules.MOST_FORWARDS:
        _ask_arbiter(held, source, to, at)
    held.handling_office, held.assigned_to = to, None
    merging.stand_alone(held, at)
    event = records.keep(
        held, EventKind.FORWARDED, by=by, at=at, text=reason,
        from_office=source.pk, to_office=to.pk, forwards=held.forwards,
    )  # fmt: skip
    Forward.objects.create(complaint=held, event=event, from_office=source, to_office=to, at=at)
    return held


@journal.action
def place(
    complaint: Complaint, *, office: Office, reason: str, seen: int, by: Actor, at: datetime
) -> Complaint:
    """The named official says which office handles it; the dates stay what they were."""
    require(permissions.can_place(by, complaint))
    held = records.hold(complaint, seen)
    rules.check_act("place", held.state)
    if office != held.handling_office:
        _check_target(held, office, reason)
    if not reason.strip():
        raise RuleBroken(_("Tulis alasannya. Pelapor membacanya."))
    held.arbitrations.filter(decided_at=None).update(decided_at=at, office=office)
    held.handling_office, held.assigned_to = office, None
    merging.stand_alone(held, at)
    deadlines.meet(held, "arbiter", at=at)
    records.keep(held, EventKind.PLACED, by=by, at=at, text=reason, office=office.pk)
    return held


def _check_target(held: Complaint, to: Office, reason: str) -> None:
    if not reason.strip():
        raise RuleBroken(_("Tulis alasannya. Pelapor membacanya."))
    if to == held.handling_office:
        raise RuleBroken(_("Laporan ini sudah di kantor itu. Pilih kantor lain."))
    if held.reported.filter(staff__home_office=to).exists() or (
        to == held.office and held.reported.exists()
    ):
        raise RuleBroken(_("Pegawai kantor itu disebut dalam laporan. Pilih kantor lain."))


def _ask_arbiter(held: Complaint, source: Office, to: Office, at: datetime) -> None:
    parent = officials.common_parent([held.office, source, to])
    arbiter = officials.head_from(held, parent, at) if parent is not None else None
    if arbiter is None:
        raise RuleBroken(
            _("Belum ada kepala kantor di atasnya yang dapat menetapkan. Tangani di kantor ini.")
        )
    Arbitration.objects.create(complaint=held, arbiter=arbiter, asked_at=at)
    deadlines.start(held, "arbiter", at=at)
