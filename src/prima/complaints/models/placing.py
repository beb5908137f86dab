"""Where a complaint went: each forward, who must decide where it belongs, whom a delay reached."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from prima.complaints.models.complaint import Complaint
from prima.complaints.models.events import ComplaintEvent


class Forward(models.Model):
    """Pengalihan: the complaint went from one office to another; no date went with it.

    Why stands in the sealed text of `event`, which the person who spoke reads.
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="passed")
    event = models.OneToOneField(ComplaintEvent, models.PROTECT, related_name="+")
    from_office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    to_office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="complaint_forward_goes_elsewhere",
                condition=~Q(from_office=F("to_office")),
            ),
        ]


class Arbitration(models.Model):
    """Penetapan tempat: after the second forward one named official decides where it belongs."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="arbitrations")
    arbiter = models.ForeignKey("offices.StaffMember", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    office = models.ForeignKey("offices.Office", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"],
                name="complaint_one_open_arbitration",
                condition=Q(decided_at=None),
            ),
            models.CheckConstraint(
                name="complaint_arbitration_says_where",
                condition=Q(decided_at=None, office=None)
                | Q(decided_at__gte=F("asked_at"), office__isnull=False),
            ),
        ]


class Escalation(models.Model):
    """Eskalasi: a missed date was put before the next official, once for each of them."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="escalations")
    staff = models.ForeignKey("offices.StaffMember", models.PROTECT, related_name="+")
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    # The date that was missed; another missed date climbs the ladder anew.
    late_since = models.DateTimeField()
    # Place on the ladder: 0 the supervisor, 1 the head, 2 the head of the office above, and so on.
    rung = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    # When the next official is told, if it is still open; none at the top.
    next_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "rung"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "late_since", "rung"], name="complaint_escalated_once"
            ),
            models.UniqueConstraint(
                fields=["complaint", "late_since", "staff"], name="complaint_escalated_to_once"
            ),
        ]
