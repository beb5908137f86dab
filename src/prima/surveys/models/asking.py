"""Who is asked: the rule of an office, and one invitation for each completed case.

No column leads from an answer to a case or a person, and none holds a moment that could be
matched with the log of a web server: days and months only, keys drawn at random.
"""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from prima.kernel.crypto import blind_index
from prima.surveys import rules
from prima.surveys.rules import Order, PeriodLength, TimeBand, Window

TOKEN_LENGTH = 40

_FIRST_OF_QUARTER = Q(valid_from__day=1, valid_from__month__in=[1, 4, 7, 10])


class SurveyRule(models.Model):
    """Aturan survei: what one office set for itself from a date on.

    `least_share` can only raise the share of finished cases that are invited: the sampling table
    of the regulation stays the floor.
    """

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    valid_from = models.DateField()
    least_share = models.DecimalField(max_digits=4, decimal_places=3)
    period_length = models.CharField(max_length=8, choices=PeriodLength)
    order = models.CharField(max_length=13, choices=Order)
    basis = models.CharField(_("dasar"), max_length=rules.LONGEST_BASIS)
    # How often this row was set: one that has not begun may be set again.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="survey_rule_once_per_day", fields=["office", "valid_from"]
            ),
            models.CheckConstraint(
                name="survey_rule_share", condition=Q(least_share__gte=0, least_share__lte=1)
            ),
            models.CheckConstraint(name="survey_rule_from_quarter", condition=_FIRST_OF_QUARTER),
            models.CheckConstraint(
                name="survey_rule_period_known", condition=Q(period_length__in=PeriodLength.values)
            ),
            models.CheckConstraint(
                name="survey_rule_order_known", condition=Q(order__in=Order.values)
            ),
        ]

    @property
    def asks_everybody(self) -> bool:
        """Whether this office asks everybody instead of drawing by quota."""
        return self.least_share == 1

    @property
    def percent(self) -> int:
        """The share in the words of the form."""
        return int(self.least_share * 100)

    @classmethod
    def times_set(cls, office_id: int) -> int:
        """How often rules of this office were set so far; grows with every act."""
        found = cls.objects.filter(office_id=office_id).aggregate(times=Sum("version"))
        return found["times"] or 0

    @classmethod
    def lengths_of(cls, office_id: int) -> dict[date, PeriodLength]:
        """Every length of period an office has set, by the day from which it holds."""
        found = cls.objects.filter(office_id=office_id).values_list("valid_from", "period_length")
        return {start: PeriodLength(length) for start, length in found}


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations as a citizen meets them."""

    def of(self, office_id: int, window: Window) -> Self:
        """The draws held in one office and period."""
        return self.filter(
            office_id=office_id, drawn_on__gte=window.starts_on, drawn_on__lte=window.ends_on
        )


class Invitation(models.Model):
    """Undangan penilaian: one completed case in the draw, invited or not.

    The token is never stored: it is derived from `nonce` with a key outside the database and found
    again by its hash. An answered invitation loses the hash, nothing else.
    """

    # A plain number: who answered must not be found by following a key.
    case_id = models.BigIntegerField(unique=True)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    service = models.ForeignKey("standards.Service", models.PROTECT, related_name="+")
    drawn_on = models.DateField()
    # The group whose quota the draw served: service, how the case came in (empty: not known),
    # and the part of the day; never the moment.
    case_channel = models.CharField(max_length=10, blank=True, default="")
    time_band = models.CharField(max_length=9, choices=TimeBand, default=TimeBand.OTHER)
    is_invited = models.BooleanField()
    nonce = models.CharField(max_length=32)
    # Null, not empty, once answered: the column is unique.
    token_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001
    expires_on = models.DateField()

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="invitation_token_only_for_invited",
                condition=Q(is_invited=True) | Q(token_hash=None),
            ),
            models.CheckConstraint(
                name="invitation_expires_later", condition=Q(expires_on__gt=F("drawn_on"))
            ),
            models.CheckConstraint(
                name="invitation_band_known", condition=Q(time_band__in=TimeBand.values)
            ),
        ]
        indexes = [models.Index(fields=["office", "drawn_on"], name="invitation_by_office")]

    @property
    def token(self) -> str:
        """The secret of the link (160 bits); without the key file the table does not give it."""
        return blind_index(self.nonce, "survey-invitation")[:TOKEN_LENGTH]

    def is_open(self, on: date) -> bool:
        """Drawn, not yet answered, not expired."""
        return self.token_hash is not None and on <= self.expires_on
