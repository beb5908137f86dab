"""Asked by another office whether it is really settled: drawn by chance, once a month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from random import SystemRandom

from django.utils.translation import gettext as _

from prima.complaints import permissions, rules
from prima.complaints.actions import closing, records
from prima.complaints.actions.unveiling import Contact, contact_of
from prima.complaints.models import CallBack, Complaint, Reporter
from prima.complaints.rules import CallBackOutcome, Closure, UnveilReason
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.offices.public import Office

_DICE = SystemRandom()


@journal.action
def draw_call_backs(
    office: Office, closed: Sequence[int], *, month: date, by: Actor, at: datetime
) -> list[CallBack]:
    """Draw from what this office closed in a month; nobody knows before which it will be.

    `closed` are the keys of reports that were closed in that month and whose person gave a
    telephone. Drawn once for each month: a second time gives nothing.
    """
    require(permissions.can_count(by))
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    asks = office.parent or office
    if CallBack.objects.filter(month=month, complaint__handling_office=office).exists():
        return []
    wanted = max(rules.FEWEST_CALL_BACKS, len(closed) // rules.CALL_BACK_SHARE)
    drawn = _DICE.sample(list(closed), min(wanted, rules.MOST_CALL_BACKS, len(closed)))
    made = [
        CallBack.objects.create(complaint_id=pk, office=asks, month=month, drawn_at=at)
        for pk in sorted(drawn)
    ]
    if made:
        journal.append(
            "complaint.call_backs_drawn", about=office, chain=rules.chain_of(office.pk), by=by,
            at=at, payload={"month": month, "drawn": len(made), "of": len(closed)},
        )  # fmt: skip
    return made


@journal.action
def open_call(call: CallBack, *, by: Actor, at: datetime) -> Contact:
    """The telephone number, for one look; the person can read that it was opened, and why."""
    held = _hold(call, by)
    return contact_of(held.complaint, UnveilReason.CALL_BACK, by=by, at=at)


@journal.action
def note_call(
    call: CallBack, *, outcome: CallBackOutcome, remark: str = "", by: Actor, at: datetime
) -> CallBack:
    """Note what the person said; “not settled” goes before the office above, as if written."""
    held = _hold(call, by)
    if outcome in (CallBackOutcome.PARTLY, CallBackOutcome.NOT_SETTLED) and not remark.strip():
        raise RuleBroken(_("Tulis apa yang belum selesai, dengan kata pelapor."))
    held.outcome, held.remark = outcome, remark.strip()
    held.called_by_id, held.called_at = by.id, at
    held.save(update_fields=["outcome", "remark", "called_by", "called_at"])
    journal.append(
        "complaint.called_back", about=held.complaint,
        chain=rules.chain_of(held.complaint.office_id), by=by, at=at,
        payload={"outcome": outcome},
    )  # fmt: skip
    if outcome == CallBackOutcome.NOT_SETTLED and held.complaint.closure != Closure.CONTESTED:
        closing.object_for(held.complaint, reason=remark, by=by, at=at)
    return held


def _hold(call: CallBack, by: Actor) -> CallBack:
    require(permissions.can_call(by, call))
    held = CallBack.objects.select_for_update(of=("self",)).get(pk=call.pk)
    held.complaint = records.hold(Complaint(pk=held.complaint_id))
    if held.outcome:
        raise RuleBroken(_("Hasil telepon ini sudah dicatat."))
    if not Reporter.objects.filter(complaint=held.complaint).exists():
        raise RuleBroken(_("Data pelapor sudah dihapus karena masa simpannya habis."))
    return held
