"""The figures of closed periods."""

from django.db import models
from django.db.models import F, Q

from prima.surveys.rules import Window


class SurveyPeriod(models.Model):
    """Periode survei: what was counted once no link could open any more; append-only."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    population = models.PositiveIntegerField()
    invited = models.PositiveIntegerField()
    respondents = models.PositiveIntegerField()
    # Per element the sum of all answers; and the squares of each respondent's sum of nine.
    sums = models.JSONField()
    squares = models.PositiveBigIntegerField()
    closed_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="survey_period_once", fields=["office", "starts_on"]),
            models.CheckConstraint(
                name="survey_period_in_order",
                condition=Q(starts_on__lt=F("ends_on"), ends_on__lt=F("closed_on")),
            ),
            models.CheckConstraint(
                name="survey_period_adds_up",
                condition=Q(respondents__lte=F("invited"), invited__lte=F("population")),
            ),
        ]
        indexes = [models.Index(fields=["starts_on", "ends_on"], name="survey_period_by_window")]

    @property
    def window(self) -> Window:
        return Window(self.starts_on, self.ends_on)
