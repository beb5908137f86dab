"""Draws, the ballot box, answers, and the figures of closed periods.

No column leads from an answer to a case or a person, and none holds a moment that could be
matched with the log of a web server: days and months only, keys drawn at random.
"""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, Self

from django.db import models
from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext_lazy as _

from prima.kernel.crypto import EncryptedTextField, blind_index
from prima.surveys.core.elements import KEYS
from prima.surveys.rules import Channel, Order, PeriodLength, Window

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
    basis = models.CharField(_("dasar"), max_length=200)

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
        ]
        indexes = [models.Index(fields=["office", "drawn_on"], name="invitation_by_office")]

    @property
    def token(self) -> str:
        """The secret of the link (160 bits); without the key file the table does not give it."""
        return blind_index(self.nonce, "survey-invitation")[:TOKEN_LENGTH]

    def is_open(self, on: date) -> bool:
        """Drawn, not yet answered, not expired."""
        return self.token_hash is not None and on <= self.expires_on


class Ballot(models.Model):
    """Surat suara: one sealed answer waiting in the box until it is mixed with others.

    Written in the transaction that spends the invitation, so the database's own bookkeeping could
    pair the two; therefore ballots are emptied in batches into `SurveyResponse` and deleted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    service = models.ForeignKey("standards.Service", models.PROTECT, related_name="+")
    month = models.DateField()
    answered_on = models.DateField()
    channel = models.CharField(max_length=4, choices=Channel)
    sealed = EncryptedTextField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="ballot_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="ballot_channel_known", condition=Q(channel__in=Channel.values)
            ),
        ]
        indexes = [models.Index(fields=["office", "month"], name="ballot_by_office")]


class AddedUp(NamedTuple):
    """Answers of a group: how many, per element their sum, and the squares of each nine's sum."""

    respondents: int
    sums: Mapping[str, int]
    squares: int


class SurveyResponseQuerySet(models.QuerySet["SurveyResponse"]):
    """Answers in groups; nobody reads single ones."""

    def of(self, office_id: int, window: Window) -> Self:
        """Answers about services that ended in one office and period."""
        return self.filter(
            office_id=office_id, month__gte=window.starts_on, month__lte=window.ends_on
        )

    def added_up(self) -> AddedUp:
        """The sums an index is computed from; one query."""
        nine = sum((F(key) for key in KEYS[1:]), F(KEYS[0]))
        found = self.aggregate(
            respondents=Count("pk"),
            squares=Sum(nine * nine, default=0),
            **{f"sum_{key}": Sum(key, default=0) for key in KEYS},
        )
        sums = {key: found[f"sum_{key}"] for key in KEYS}
        return AddedUp(found["respondents"], sums, found["squares"])


class SurveyResponse(models.Model):
    """Jawaban survei: nine answers of one respondent; append-only, without a name or a case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    service = models.ForeignKey("standards.Service", models.PROTECT, related_name="+")
    # First day of the month in which the service ended: the population the sample stands for.
    month = models.DateField()
    answered_on = models.DateField()
    channel = models.CharField(max_length=4, choices=Channel)
    requirements = models.PositiveSmallIntegerField()
    procedure = models.PositiveSmallIntegerField()
    time = models.PositiveSmallIntegerField()
    cost = models.PositiveSmallIntegerField()
    product = models.PositiveSmallIntegerField()
    competence = models.PositiveSmallIntegerField()
    behaviour = models.PositiveSmallIntegerField()
    complaints = models.PositiveSmallIntegerField()
    facilities = models.PositiveSmallIntegerField()

    objects = SurveyResponseQuerySet.as_manager()

    class Meta:
        constraints = [
            *(
                models.CheckConstraint(
                    name=f"survey_{key}_1_to_4", condition=Q((f"{key}__range", (1, 4)))
                )
                for key in KEYS
            ),
            models.CheckConstraint(name="survey_response_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="survey_response_not_early", condition=Q(answered_on__gte=F("month"))
            ),
            models.CheckConstraint(
                name="survey_response_channel_known", condition=Q(channel__in=Channel.values)
            ),
        ]
        indexes = [models.Index(fields=["office", "month"], name="survey_response_by_office")]

    @property
    def nine(self) -> list[int]:
        """The nine answers in the order of the regulation's list."""
        return [getattr(self, key) for key in KEYS]


class SurveyComment(models.Model):
    """Masukan: what somebody wrote beside the answers, kept apart from them and encrypted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    month = models.DateField()
    text = EncryptedTextField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="survey_comment_month", condition=Q(month__day=1))
        ]
        indexes = [models.Index(fields=["office", "month"], name="survey_comment_by_office")]


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
