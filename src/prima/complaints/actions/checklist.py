"""Incomplete is a list that can be repaired: nothing is deleted, and nothing lapses silently."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.files.base import File
from django.utils.translation import gettext as _

from prima.complaints import permissions, rules
from prima.complaints.actions import deadlines, records
from prima.complaints.models import Complaint, ComplaintFile, MissingItem
from prima.complaints.rules import ComplaintStatus, EventKind, Missing
from prima.kernel import files, journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require


def note_missing(held: Complaint, items: Iterable[Missing], at: datetime) -> None:
    """Write the list beside the question; what is already asked for is not asked twice."""
    open_ones = set(held.missing.filter(given_at=None).values_list("kind", flat=True))
    MissingItem.objects.bulk_create(
        MissingItem(complaint=held, kind=one, asked_at=at)
        for one in dict.fromkeys(items)
        if one not in open_ones
    )


@journal.action
def give(
    complaint: Complaint,
    *,
    item: Missing,
    text: str,
    uploads: Sequence[File[bytes]] = (),
    by: Actor,
    at: datetime,
) -> Complaint:
    """Give one thing of the list; with the last one the office works on."""
    require(permissions.can_speak(by))
    held = records.hold(complaint)
    asked = held.missing.filter(kind=item, given_at=None).first()
    if asked is None or not held.is_open:
        raise RuleBroken(_("Bagian ini sudah dilengkapi. Muat ulang halaman."))
    if not (text.strip() or uploads):
        raise RuleBroken(_("Tulis isinya, atau pilih berkasnya."))
    _keep_files(held, uploads, at)
    asked.given_at = at
    asked.save(update_fields=["given_at"])
    if not held.missing.filter(given_at=None).exists():
        go_on(held, at)
    said = f"{item.label} {text.strip()}".strip()
    records.keep(held, EventKind.REPLIED, by=by, at=at, text=said, item=item)
    return held


@journal.action
def go_on_without(complaint: Complaint, *, by: Actor, at: datetime) -> Complaint:
    """The time to complete it is over: the office works on with what is there, and says so.

    It is never a reason to close: the largest channel of the country lost four of ten reports
    that way.
    """
    require(permissions.can_close_silent(by))
    held = records.hold(complaint)
    over = held.deadlines.filter(stage="complete", met_at=None, due_at__lte=at).exists()
    if held.state != ComplaintStatus.WAITING or not over:
        return held
    go_on(held, at)
    records.keep(held, EventKind.WENT_ON, by=by, at=at)
    return held


def go_on(held: Complaint, at: datetime) -> None:
    """Back to where it stood, the clock of the office with it."""
    if held.state != ComplaintStatus.WAITING:
        return
    records.move(held, ComplaintStatus(held.resumes_as))
    held.resumes_as = ""
    deadlines.meet(held, "complete", at=at)
    deadlines.resume(held, at)


def _keep_files(held: Complaint, uploads: Sequence[File[bytes]], at: datetime) -> None:
    if len(uploads) > rules.MOST_FILES:
        raise RuleBroken(_("Paling banyak lima berkas. Kurangi berkasnya, lalu kirim lagi."))
    for upload in uploads:
        ComplaintFile.objects.create(
            complaint=held, stored=files.store(upload, sound_too=True, at=at)
        )
