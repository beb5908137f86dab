"""What stands around one complaint for whoever handles it."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from prima.complaints.models import (
    AnswerDraft,
    ApprovalRule,
    Arbitration,
    Complaint,
    ComplaintFile,
    ComplaintMarks,
    Escalation,
    Merge,
    Objection,
)

_OF_IT: Final = Q(complaint=OuterRef("pk"))
# Most complaints have hardly any of these: one statement asks which, and the rest is not read.
_RARE: Final = {
    "has_arbitration": Exists(Arbitration.objects.filter(_OF_IT, decided_at=None)),
    "has_objection": Exists(Objection.objects.filter(_OF_IT, decided_at=None)),
    "has_draft": Exists(AnswerDraft.objects.filter(_OF_IT, outcome="")),
    "has_leader": Exists(Merge.objects.filter(_OF_IT, parted_at=None)),
    "has_led": Exists(Merge.objects.filter(into=OuterRef("pk"), parted_at=None)),
    "has_files": Exists(ComplaintFile.objects.filter(_OF_IT)),
    "has_escalations": Exists(Escalation.objects.filter(_OF_IT)),
    "has_copy": Exists(ComplaintMarks.objects.filter(_OF_IT).exclude(answered_like=None)),
    "wants_approval": Exists(
        ApprovalRule.objects.filter(office=OuterRef("handling_office"), ended_at=None)
    ),
}


class Desk:
    """One complaint in somebody's hands; what stands around it is read once and when asked for."""

    def __init__(self, complaint: Complaint) -> None:
        self.complaint = complaint
        self.has: dict[str, bool] = (
            Complaint.objects.filter(pk=complaint.pk).values(**_RARE).get()  # type: ignore[assignment]
        )

    @cached_property
    def arbitration(self) -> Arbitration | None:
        """The official who was asked where it belongs."""
        asked = self.complaint.arbitrations.filter(decided_at=None).select_related("arbiter")
        return asked.first() if self.has["has_arbitration"] else None

    @cached_property
    def objection(self) -> Objection | None:
        """The objection nobody decided yet."""
        open_ones = self.complaint.objections.filter(decided_at=None).select_related("office")
        return open_ones.first() if self.has["has_objection"] else None

    @cached_property
    def draft(self) -> AnswerDraft | None:
        """The answer that waits for approval."""
        return waiting_draft(self.complaint) if self.has["has_draft"] else None

    @cached_property
    def leader(self) -> Complaint | None:
        """The report that answers this one too."""
        joined = Merge.objects.filter(complaint=self.complaint, parted_at=None)
        first = joined.select_related("into").first() if self.has["has_leader"] else None
        return first.into if first else None

    @cached_property
    def led(self) -> list[Complaint]:
        """Those this one answers; whoever handles one of them handles them all."""
        if not self.has["has_led"]:
            return []
        merges = self.complaint.merged.filter(parted_at=None).select_related("complaint")
        return [one.complaint for one in merges.order_by("pk")]

    @cached_property
    def files(self) -> list[ComplaintFile]:
        """What was sent with it."""
        found = self.complaint.files.select_related("stored")
        return list(found) if self.has["has_files"] else []

    @cached_property
    def escalations(self) -> list[Escalation]:
        """Who above was told of a missed date."""
        found = self.complaint.escalations.select_related("staff", "office")
        return list(found) if self.has["has_escalations"] else []


def waiting_draft(complaint: Complaint) -> AnswerDraft | None:
    """The answer that waits for approval."""
    found: QuerySet[AnswerDraft] = complaint.drafts.filter(outcome="")
    return found.select_related("written_by__staff", "complaint").first()
