"""The same substance again and again: what a complaint alone does not show."""

from django.db import models
from django.db.models import Q

from prima.complaints.rules import PromisePart


class ComplaintCluster(models.Model):
    """Keluhan berulang: one part of the promise of one service of one office, several times.

    It may be about one step of its SOP alone.

    Once raised it stays until its improvement ended; then the same substance may be raised anew.
    """

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    service = models.ForeignKey("standards.Service", models.PROTECT, related_name="+")
    promise_part = models.CharField(max_length=12, choices=PromisePart)
    # Where all of them went wrong at one row of the SOP; empty for the whole part of the promise.
    sop_step = models.CharField(max_length=60, blank=True, default="")
    # Complaints are counted from this day; the day before, an earlier cluster had been raised.
    counted_from = models.DateField()
    raised_on = models.DateField()
    count = models.PositiveIntegerField()
    # Of the planned SOP it became, if it did.
    sop_draft = models.ForeignKey("sops.SopDraft", models.PROTECT, null=True, related_name="+")
    settled_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "service", "promise_part", "sop_step"],
                name="complaint_cluster_one_open",
                condition=Q(settled_on=None),
            ),
            models.CheckConstraint(
                name="complaint_cluster_part_known",
                condition=Q(promise_part__in=PromisePart.values),
            ),
        ]
        indexes = [models.Index(fields=["office", "-raised_on"], name="complaint_cluster_newest")]

    def __str__(self) -> str:
        return f"{self.service}: {self.get_promise_part_display()}"
