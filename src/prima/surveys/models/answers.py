"""The ballot box, the answers that stay, and the remarks beside them."""

import uuid
from collections.abc import Mapping
from typing import NamedTuple, Self

from django.db import models
from django.db.models import Count, F, Q, Sum

from prima.kernel.crypto import EncryptedTextField, blind_index
from prima.surveys.core.elements import KEYS
from prima.surveys.rules import Channel, Window

_OWNER_KEY_LENGTH = 40
# The nine answers of one respondent added up, as the database adds them.
NINE = sum((F(key) for key in KEYS[1:]), F(KEYS[0]))


def owner_key(key: str) -> str:
    """The secret with which the owner of an answer opens it again, from the key of their form.

    Not from the link: whoever else saw that, an officer who knows the five words perhaps, must
    not read the answer. Sent twice, the same form gives the same secret (160 bits).
    """
    return blind_index(key, "survey-owner")[:_OWNER_KEY_LENGTH]


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
    channel = models.CharField(max_length=6, choices=Channel)
    sealed = EncryptedTextField()
    # Hash of the key only its owner holds, for a day; nothing leads to it from the invitation.
    # Null, not empty, afterwards: the column is unique.
    owner_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001

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
        found = self.aggregate(
            respondents=Count("pk"),
            squares=Sum(NINE * NINE, default=0),
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
    channel = models.CharField(max_length=6, choices=Channel)
    requirements = models.PositiveSmallIntegerField()
    procedure = models.PositiveSmallIntegerField()
    time = models.PositiveSmallIntegerField()
    cost = models.PositiveSmallIntegerField()
    product = models.PositiveSmallIntegerField()
    competence = models.PositiveSmallIntegerField()
    behaviour = models.PositiveSmallIntegerField()
    complaints = models.PositiveSmallIntegerField()
    facilities = models.PositiveSmallIntegerField()
    # With it the digest in the journal can be checked; answers of the first release have none.
    salt = models.CharField(max_length=32, null=True)  # noqa: DJ001

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
