"""Who could read a complaint in the hands of an office, and what: looked at before it goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from prima.complaints.core.revealing import Trace, traces
from prima.complaints.models import Complaint, PublicSummary, Reporter
from prima.offices.public import Office, StaffMember, holders_of_permission


@dataclass(frozen=True, slots=True)
class Sight:
    """What each kind of reader meets, if this office had it in hand."""

    office: Office
    readers: tuple[StaffMember, ...]
    reported: tuple[StaffMember, ...]
    # The reported ones work here, and nobody else handles complaints.
    has_no_reader: bool
    traces: tuple[Trace, ...]
    files: int
    public: str


def sight_of(complaint: Complaint, office: Office, at: datetime) -> Sight:
    """Read from the same rules that open the page (`ComplaintQuerySet.visible_to`)."""
    reported = tuple(
        StaffMember.objects.filter(pk__in=complaint.reported.values("staff")).order_by("name")
    )
    able = holders_of_permission(office, "handle_complaints", at)
    readers = tuple(able.exclude(pk__in=[one.pk for one in reported]).order_by("name"))
    reporter = Reporter.objects.filter(complaint=complaint).first()
    names = [reporter.name or ""] if reporter else []
    shown = PublicSummary.objects.filter(complaint=complaint, is_shown=True).first()
    return Sight(
        office=office,
        readers=readers,
        reported=reported,
        has_no_reader=not readers,
        traces=tuple(traces(complaint.story or "", names=names)),
        files=complaint.files.filter(stored__removed_at=None).count(),
        public=shown.text if shown else "",
    )
