"""Who answered, as counts only: no row speaks of one respondent."""

from typing import Self

from django.db import models
from django.db.models import Q, Sum

from prima.surveys.core.profile import LONGEST_VALUE, TRAITS, VALUES
from prima.surveys.rules import Window


class ProfileCountQuerySet(models.QuerySet["ProfileCount"]):
    """Counts of offices and periods."""

    def of(self, office_ids: set[int], window: Window) -> Self:
        """Counts about services that ended in these offices and this period."""
        return self.filter(
            office_id__in=office_ids, month__gte=window.starts_on, month__lte=window.ends_on
        )

    def added_up(self) -> dict[tuple[str, str], int]:
        """By trait and value how many said so; one query."""
        found = self.values_list("trait", "value").annotate(people=Sum("count"))
        return {(trait, value): people for trait, value, people in found.order_by()}


class ProfileCount(models.Model):
    """Hitungan profil: how many respondents of an office and month gave one value of one trait.

    Trait by trait, so that nobody can put the traits of one person together again, and apart from
    the answers, so that none of them gets a sex, an age or a trade.
    """

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    month = models.DateField()
    trait = models.CharField(max_length=14, choices=[(one.key, one.name) for one in TRAITS])
    value = models.CharField(max_length=LONGEST_VALUE)
    count = models.PositiveIntegerField(default=0)

    objects = ProfileCountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="profile_count_once", fields=["office", "month", "trait", "value"]
            ),
            models.CheckConstraint(name="profile_count_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="profile_count_trait_known", condition=Q(trait__in=list(VALUES))
            ),
        ]
