"""What was decided of running cases when their procedure got a new version."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from prima.cases.rules import VersionChoice


class VersionDecision(models.Model):
    """Keputusan versi: a running case moved to a newer version of its procedure, or was let run.

    Kept for ever beside the case: what was done before is judged by the version it was done under.
    A case that was let run may still move later, never the other way round.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="version_decisions")
    choice = models.CharField(max_length=8, choices=VersionChoice)
    before = models.ForeignKey("sops.SopVersion", models.PROTECT, related_name="+")
    # The version it was asked about: the one it moved to, or the one it does not follow.
    after = models.ForeignKey("sops.SopVersion", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "after", "choice"], name="version_decided_once_per_choice"
            ),
            models.CheckConstraint(
                name="version_decision_choice_known", condition=Q(choice__in=list(VersionChoice))
            ),
            models.CheckConstraint(
                name="version_decision_between_two", condition=~Q(before=F("after"))
            ),
            models.CheckConstraint(name="version_decision_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return self.reason
