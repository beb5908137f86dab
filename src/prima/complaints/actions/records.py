"""The shared ground of all actions: the held row, the line of the timeline, the journal's line."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from prima.complaints import rules
from prima.complaints.actions import deadlines
from prima.complaints.models import Complaint, ComplaintEvent
from prima.complaints.rules import ComplaintStatus, EventKind, Speaker
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import StaleRecord, require


def hold(complaint: Complaint, seen: int | None = None) -> Complaint:
    """The row for this transaction alone; refused where its reader saw an older state.

    What is sealed is read only where an act asks for it, and written again only where it changed.
    """
    return _check_seen(_locked(Complaint.objects.all()).get(pk=complaint.pk), seen)


def hold_for(by: Actor, complaint: Complaint, seen: int | None = None) -> Complaint:
    """The same for whoever has it in hand, anew at every act; anybody else is refused."""
    found = list(_locked(Complaint.objects.visible_to(by)).filter(pk=complaint.pk))
    require(bool(found))
    return _check_seen(found[0], seen)


def _locked(rows: QuerySet[Complaint]) -> QuerySet[Complaint]:
    held = rows.select_for_update(of=("self",), no_key=True)
    return held.select_related("office", "handling_office").defer(
        "secret_hash", "story", "wish", "place"
    )


def _check_seen(held: Complaint, seen: int | None) -> Complaint:
    if seen is not None and held.version != seen:
        raise StaleRecord(
            _("Laporan ini baru saja diubah orang lain. Periksa isinya, lalu simpan lagi.")
        )
    return held


def move(held: Complaint, to: ComplaintStatus) -> None:
    """Change the status in memory by the table of moves."""
    rules.check_move(held.state, to)
    held.status = to


def keep(
    held: Complaint, kind: EventKind, *, by: Actor, at: datetime, text: str = "", **payload: object
) -> ComplaintEvent:
    """Save the row with its next date, its line of the timeline and its entry in the journal."""
    held.due_at = deadlines.next_due(held)
    held.version += 1
    held.save()
    return tell(held, kind, by=by, at=at, text=text, **payload)


def tell(
    held: Complaint, kind: EventKind, *, by: Actor, at: datetime, text: str = "", **payload: object
) -> ComplaintEvent:
    """One line of the timeline and one entry in the journal; what was written is in neither."""
    is_staff = by.kind == "staff"
    speaker = {"staff": Speaker.OFFICE, "citizen": Speaker.REPORTER}.get(by.kind, Speaker.SYSTEM)
    event = ComplaintEvent.objects.create(
        complaint=held, kind=kind, speaker=speaker, by_id=by.id if is_staff else None, at=at,
        text=text.strip(),
    )  # fmt: skip
    journal.append(
        f"complaint.{kind}",
        about=held,
        chain=rules.chain_of(held.office_id),
        by=by,
        at=at,
        payload={"status": held.status, "version": held.version, **payload},
    )
    return event
