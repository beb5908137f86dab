"""What the applicant is asked to put right, all at once."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from prima.cases.rules import CorrectableField, Fault


class CorrectionRequest(models.Model):
    """Permintaan perbaikan: one round of it, naming every fault at once."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="corrections")
    round = models.PositiveSmallIntegerField(default=1)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    # Nobody when the applicant answered with the tracking code.
    answered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="correction_round_once"),
            models.UniqueConstraint(
                fields=["case"], name="correction_one_open_per_case", condition=Q(answered_at=None)
            ),
            models.CheckConstraint(name="correction_round_counts", condition=Q(round__gte=1)),
            models.CheckConstraint(
                name="correction_answered_after_asked",
                condition=Q(answered_at=None, answered_by=None)
                | Q(answered_at__isnull=False, answered_at__gte=F("asked_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.round}"


class CorrectionItem(models.Model):
    """Kekurangan: one paper or one field, and the sentence the applicant reads."""

    request = models.ForeignKey(CorrectionRequest, models.PROTECT, related_name="items")
    paper = models.ForeignKey(
        "cases.CasePaper", models.PROTECT, null=True, blank=True, related_name="+"
    )
    field = models.CharField(max_length=20, choices=CorrectableField, blank=True, default="")
    fault = models.CharField(max_length=10, choices=Fault)
    sentence = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="correction_item_paper_or_field",
                condition=Q(paper__isnull=False, field="")
                | Q(paper=None, field__in=list(CorrectableField)),
            ),
            models.CheckConstraint(
                name="correction_item_says_what",
                condition=Q(fault__in=list(Fault)) & ~Q(sentence=""),
            ),
            models.UniqueConstraint(
                fields=["request", "paper"],
                name="correction_item_once_per_paper",
                condition=Q(paper__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["request", "field"],
                name="correction_item_once_per_field",
                condition=~Q(field=""),
            ),
        ]
