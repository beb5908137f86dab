"""Times the clock stood still, and what a late applicant was told."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from prima.cases.rules import HoldReason, LateLevel


class Hold(models.Model):
    """Penghentian waktu: the applicant is to act or chose a date; never the office's delay."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="holds")
    reason = models.CharField(max_length=12, choices=HoldReason)
    started_at = models.DateTimeField()
    # The date the applicant chose, for example the wedding day.
    planned_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True, default="")
    # Working minutes that do not count against the promise.
    working_minutes = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="hold_one_open_per_case", condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="hold_has_lawful_reason",
                condition=Q(reason=HoldReason.CORRECTION, planned_until=None)
                | Q(
                    reason=HoldReason.FIXED_DATE,
                    planned_until__isnull=False,
                    planned_until__gt=F("started_at"),
                ),
            ),
            models.CheckConstraint(
                name="hold_ended_is_measured",
                condition=Q(ended_at=None, working_minutes=None)
                | Q(
                    ended_at__isnull=False,
                    ended_at__gte=F("started_at"),
                    working_minutes__isnull=False,
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["planned_until"],
                name="hold_open_by_date",
                condition=Q(ended_at=None, planned_until__isnull=False),
            ),
        ]


class DeadlineMove(models.Model):
    """Pergeseran janji: a change of the calendar moved the promise in force; the first one stays.

    Kept for ever beside the case, so that every date somebody was told can be explained.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="deadline_moves")
    change = models.ForeignKey("offices.CalendarChange", models.PROTECT, related_name="+")
    before = models.DateTimeField()
    after = models.DateTimeField()
    moved_at = models.DateTimeField()
    # When the applicant was sent the new date; the job asks for those that were not.
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "change"], name="deadline_moved_once_by_a_change"
            ),
            models.CheckConstraint(name="deadline_move_moves", condition=~Q(before=F("after"))),
        ]
        indexes = [
            models.Index(fields=["id"], name="deadline_move_untold", condition=Q(told_at=None)),
        ]


class LateWarning(models.Model):
    """Pemberitahuan keterlambatan: what was told, once per case and level."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="late_warnings")
    level = models.CharField(max_length=6, choices=LateLevel)
    given_at = models.DateTimeField()
    # The new date that was named then.
    expected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "level"], name="late_warning_once_per_level"),
            models.CheckConstraint(
                name="late_warning_level_known", condition=Q(level__in=list(LateLevel))
            ),
        ]
