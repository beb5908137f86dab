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


class ServiceSums(models.Model):
    """Jumlah per layanan: what was counted of one service in a closed period; append-only.

    Never of fewer than ten answers, and never so that the period less all its services gives
    fewer (`core.publication.kept_parts`). Totals only: enough to compare offices, no element.
    """

    period = models.ForeignKey(SurveyPeriod, models.PROTECT, related_name="services")
    service = models.ForeignKey("standards.Service", models.PROTECT, related_name="+")
    population = models.PositiveIntegerField()
    respondents = models.PositiveIntegerField()
    # The sum of all nine answers of everybody; and the squares of each respondent's sum of nine.
    answer_sum = models.PositiveBigIntegerField()
    squares = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="service_sums_once", fields=["period", "service"]),
            models.CheckConstraint(
                name="service_sums_enough",
                condition=Q(respondents__gte=10, respondents__lte=F("population")),
            ),
        ]
