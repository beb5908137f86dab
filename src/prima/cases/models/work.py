"""Work items: the open ones say where a case stands, the closed ones what was done."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prima.sops.public import Past


class Outcome(models.TextChoices):
    """How a row ended; `cancelled` when the case ended while the row was open."""

    DONE = "done", _("Selesai")
    YES = "yes", _("Ya")
    NO = "no", _("Tidak")
    CANCELLED = "cancelled", _("Tidak dikerjakan")


class WorkItemQuerySet(models.QuerySet["WorkItem"]):
    """Questions about work."""

    def open(self) -> Self:
        """Rows that wait for somebody."""
        return self.filter(recorded_at=None)

    def walked(self) -> Self:
        """Finished rows in the order in which they were recorded, then open ones: how a case went.

        Rows recorded at one moment stand in the order in which they were opened.
        """
        rows = self.exclude(outcome=Outcome.CANCELLED).select_related("position")
        return rows.order_by(F("recorded_at").asc(nulls_last=True), "pk")

    def late(self, at: datetime) -> Self:
        """Open rows that have passed their norm."""
        return self.open().filter(due_at__lt=at)


class WorkItem(models.Model):
    """Pekerjaan: one row of the SOP, reached for the nth time by one case."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="items")
    # Copied from the case, so that the queue of an office is one narrow index.
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    step_key = models.CharField(max_length=80)
    visit = models.PositiveSmallIntegerField(default=1)
    # Duties that may finish the row; none when the applicant or an outside body acts.
    duties = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Two clocks, because paper offices enter work later: the gap between them is itself a fact.
    happened_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, default="")
    note = models.TextField(blank=True, default="")
    # Nobody when the applicant did it without an account, or the system cancelled it.
    done_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    position = models.ForeignKey(
        "offices.Position", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Under which appointment, hence which deed. No index: it is read from the row, not searched.
    appointment = models.ForeignKey(
        "offices.Appointment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )

    objects = WorkItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step_key", "visit"], name="work_item_once_per_visit"
            ),
            models.UniqueConstraint(
                fields=["case", "step_key"],
                name="work_item_one_open_per_step",
                condition=Q(recorded_at=None),
            ),
            models.CheckConstraint(name="work_item_visit_counts", condition=Q(visit__gte=1)),
            models.CheckConstraint(
                name="work_item_closed_is_told",
                condition=Q(recorded_at=None, happened_at=None, outcome="", done_by=None)
                | Q(
                    recorded_at__isnull=False,
                    happened_at__isnull=False,
                    recorded_at__gte=F("happened_at"),
                    happened_at__gte=F("opened_at"),
                    outcome__in=list(Outcome),
                ),
            ),
            models.CheckConstraint(
                name="work_item_taken_by_somebody",
                condition=Q(taken_at=None, taken_by=None)
                | Q(taken_at__isnull=False, taken_at__gte=F("opened_at"), taken_by__isnull=False),
            ),
            # An office row is finished by a person in a position; only a cancelled one by nobody.
            models.CheckConstraint(
                name="work_item_position_has_person",
                condition=Q(position=None) | Q(done_by__isnull=False),
            ),
            models.CheckConstraint(
                name="work_item_no_is_explained", condition=~Q(outcome=Outcome.NO) | ~Q(note="")
            ),
        ]
        indexes = [
            models.Index(
                fields=["office", "due_at"],
                name="work_item_open_by_office",
                condition=Q(recorded_at=None),
            ),
            # What an office finished in a month, beside years of finished rows.
            models.Index(
                fields=["office", "recorded_at"],
                name="work_item_finished_by_office",
                condition=Q(recorded_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step_key}#{self.visit}"

    @property
    def is_open(self) -> bool:
        """Whether the row still waits."""
        return self.recorded_at is None

    @property
    def past(self) -> Past:
        """The finished row as the replay asks for it; reads the position acted in."""
        duty = self.duties[0] if self.duties else ""
        if self.duties and self.position is not None:
            duty = self.position.duty
        return Past(self.step_key, self.outcome, duty, self.done_by_id)
