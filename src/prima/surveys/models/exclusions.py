"""Answers that are left out of a figure in the open."""

from django.db import models
from django.db.models import F, Q


class SurveyExclusion(models.Model):
    """Pengecualian jawaban: all answers of some days of a closed period, left out with a reason.

    Days, never single answers: nobody sees those. The answers themselves stay; what is kept here
    are their sums, so that the index can be shown with and without them. Append-only.
    """

    period = models.ForeignKey("surveys.SurveyPeriod", models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    reason = models.TextField()
    respondents = models.PositiveIntegerField()
    sums = models.JSONField()
    excluded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    excluded_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="survey_exclusion_in_order", condition=Q(last_day__gte=F("first_day"))
            ),
            models.CheckConstraint(name="survey_exclusion_has_reason", condition=~Q(reason="")),
        ]
