"""Looking up who spoke: by hand, with a reason, and told to the person themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from prima.complaints.actions import records
from prima.complaints.models import Complaint, Reporter
from prima.complaints.rules import EventKind, UnveilReason
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class Contact:
    """Who spoke and how to reach them, for one look."""

    name: str = field(repr=False)
    phone: str = field(repr=False)
    email: str = field(repr=False)


@journal.action
def unveil(complaint: Complaint, *, reason: UnveilReason, by: Actor, at: datetime) -> Contact:
    """Every look is an entry in the journal and a line in the timeline its person can read."""
    return contact_of(records.hold_for(by, complaint), reason, by=by, at=at)


def contact_of(held: Complaint, reason: UnveilReason, *, by: Actor, at: datetime) -> Contact:
    """Who spoke about a held complaint; told to the person, inside the action that asks."""
    reporter = Reporter.objects.filter(complaint=held).first()
    if reporter is None:
        raise RuleBroken(_("Pelapor ini tidak memberi nama. Bicaralah lewat halaman laporannya."))
    records.tell(held, EventKind.UNVEILED, by=by, at=at, reason=reason)
    return Contact(reporter.name or "", reporter.phone or "", reporter.email or "")
