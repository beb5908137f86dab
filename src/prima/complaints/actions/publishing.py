"""What everybody may read of a report: written anew by whoever decides about it, or held back."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from prima.complaints import permissions, rules
from prima.complaints.actions import records
from prima.complaints.core.publishing import names_written_as_names, strange_signs
from prima.complaints.core.revealing import Trace, traces
from prima.complaints.models import Complaint, ModerationDecision, PublicSummary
from prima.complaints.rules import HeldBecause, Moderation
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.offices.public import StaffMember


@journal.action
def show(complaint: Complaint, *, summary: str, seen: int, by: Actor, at: datetime) -> None:
    """Put a summary on the public list, or another one in its place."""
    held = _hold(complaint, seen, by)
    text = " ".join(summary.split())
    _check(held, text)
    before = PublicSummary.objects.filter(complaint=held).first()
    was_shown = before is not None and before.is_shown
    on = rules.local_day(at, held.office.time_zone)
    PublicSummary.objects.update_or_create(
        complaint=held,
        defaults={
            "is_shown": True,
            "text": text,
            "shown_on": before.shown_on if before and was_shown else on,
        },
    )
    _log(held, Moderation.CHANGED if was_shown else Moderation.SHOWN, "", by=by, at=at)


@journal.action
def hold_back(
    complaint: Complaint, *, reason: HeldBecause, seen: int, by: Actor, at: datetime
) -> None:
    """Do not show it; the public log counts it with the reason."""
    held = _hold(complaint, seen, by)
    before = PublicSummary.objects.filter(complaint=held).first()
    if before is not None:
        raise RuleBroken(_("Laporan ini sudah pernah diputuskan. Muat ulang halaman ini."))
    PublicSummary.objects.create(complaint=held)
    _log(held, Moderation.HELD, reason, by=by, at=at)


@journal.action
def take_down(
    complaint: Complaint, *, reason: HeldBecause, seen: int, by: Actor, at: datetime
) -> None:
    """Take it off the list; a line with number and reason stays in the public log."""
    held = _hold(complaint, seen, by)
    shown = PublicSummary.objects.filter(complaint=held, is_shown=True)
    if not shown.update(is_shown=False, text="", shown_on=None):
        raise RuleBroken(_("Laporan ini tidak sedang ditampilkan. Muat ulang halaman ini."))
    _log(held, Moderation.TAKEN_DOWN, reason, by=by, at=at)


def _hold(complaint: Complaint, seen: int, by: Actor) -> Complaint:
    held = records.hold(complaint, seen)
    require(permissions.can_moderate(by, held))
    return held


def _log(held: Complaint, decision: Moderation, reason: str, *, by: Actor, at: datetime) -> None:
    """One line of the public log, one entry in the journal, and a new version of the report."""
    held.version += 1
    held.save(update_fields=["version"])
    ModerationDecision.objects.create(
        complaint=held, decision=decision, reason=reason, by_id=by.id or 0, at=at,
        on=rules.local_day(at, held.office.time_zone),
    )  # fmt: skip
    journal.append(
        f"complaint.summary_{decision}", about=held, chain=rules.chain_of(held.office_id), by=by,
        at=at, payload={"reason": str(reason) or "none", "version": held.version},
    )  # fmt: skip


def _check(held: Complaint, text: str) -> None:
    """New words that lead to nobody.

    The sealed name of who spoke is not held against it: an answer here would let names be tried.
    """
    if not rules.SHORTEST_SUMMARY <= len(text) <= rules.LONGEST_SUMMARY:
        raise RuleBroken(
            _("Tulis ringkasannya dalam satu sampai tiga kalimat, paling banyak 500 huruf.")
        )
    if strange_signs(text):
        raise RuleBroken(
            _("Ada huruf yang tidak tampak atau bukan huruf Latin. Ketik ulang, jangan menempel.")
        )
    original = "\n".join(filter(None, (held.story, held.wish, held.place)))
    found = traces(text, names=names_written_as_names(text, _staff_names(held)), original=original)
    words = {
        Trace.COPIED: _(
            "Ada enam kata berurutan dari cerita pelapor. Tulis dengan kata Anda sendiri."
        ),
        Trace.NAME: _('Ada nama pegawai. Sebut tempat atau tugasnya, misalnya "petugas loket".'),
    }
    if found:
        raise RuleBroken(
            words.get(
                found[0],
                _("Ada nomor atau alamat yang menunjuk kepada seseorang. Hapus dari ringkasan."),
            )
        )


def _staff_names(held: Complaint) -> list[str]:
    """Those who work where it happened and where it is handled, and those it names."""
    offices = {held.office_id, held.handling_office_id}
    here = StaffMember.objects.filter(home_office_id__in=offices)
    named = StaffMember.objects.filter(pk__in=held.reported.values("staff"))
    return [*here.values_list("name", flat=True), *named.values_list("name", flat=True)]
