"""What the other ways to an answer need while they are under way: calls, tablets and paper.

Rows of this page lead to an invitation and so to a case. Therefore they live only until the
answer is in or the link has expired, none of them says how an answer came or what it was, and
what is kept for good is counted without a person (`AskingTally`).
"""

import json
import uuid
from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prima.kernel.crypto import EncryptedTextField
from prima.surveys.core.double_entry import Reading
from prima.surveys.models.asking import Invitation
from prima.surveys.rules import MOST_CALLS, NoAnswer


class AskingTaskQuerySet(models.QuerySet["AskingTask"]):
    """Tasks of one surveyor."""

    def open_for(self, user_id: int | None, office_ids: frozenset[int], on: date) -> Self:
        """People this surveyor may still ask, in offices they stand outside of."""
        return self.filter(
            enumerator_id=user_id,
            office_id__in=office_ids,
            is_open=True,
            invitation__expires_on__gte=on,
        ).exclude(invitation__token_hash=None)


class AskingTask(models.Model):
    """Tugas surveyor: one drawn person whom somebody outside the office is to ask."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitation = models.OneToOneField(Invitation, models.PROTECT, related_name="+")
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    enumerator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_on = models.DateField()
    calls = models.PositiveSmallIntegerField(default=0)
    # Ended without an answer; kept until the link expires, so that nobody is drawn twice.
    is_open = models.BooleanField(default=True)

    objects = AskingTaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="asking_task_few_calls", condition=Q(calls__lte=MOST_CALLS)
            ),
        ]

    @property
    def short_name(self) -> str:
        """How list and questions speak of this person without a name."""
        return str(self.pk)[:4].upper()


class AskingTally(models.Model):
    """Hitungan tanpa jawaban: how often asking led to no answer, by office, month and reason."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    month = models.DateField()
    reason = models.CharField(max_length=12, choices=NoAnswer)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="asking_tally_once", fields=["office", "month", "reason"]
            ),
            models.CheckConstraint(name="asking_tally_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="asking_tally_reason_known", condition=Q(reason__in=NoAnswer.values)
            ),
        ]


class SurveyTabletQuerySet(models.QuerySet["SurveyTablet"]):
    """Tablets in use."""

    def paired(self) -> Self:
        """Those a device belongs to."""
        return self.filter(revoked_on=None).exclude(device_hash=None)


class SurveyTablet(models.Model):
    """Tablet survei: a device that faces the citizen where results are handed over.

    Its link pairs one device and is spent by that; what the device then shows is a secret of its
    own. Of both only hashes are kept. Where an office has several, each stands at the desks that
    were named for it (`TabletDesk`), because the system must know before whom it wakes.
    """

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    label = models.CharField(_("nama tempat"), max_length=60)
    # Null once the link was used or the tablet let go: the column is unique.
    link_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001
    device_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001
    made_on = models.DateField()
    revoked_on = models.DateField(null=True, blank=True)

    objects = SurveyTabletQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="survey_tablet_label_once",
                fields=["office", "label"],
                condition=Q(revoked_on=None),
            ),
            models.CheckConstraint(name="survey_tablet_has_a_label", condition=~Q(label="")),
            models.CheckConstraint(
                name="survey_tablet_revoked_opens_nothing",
                condition=Q(revoked_on=None) | Q(link_hash=None, device_hash=None),
            ),
            models.CheckConstraint(
                name="survey_tablet_one_secret",
                condition=Q(link_hash=None) | Q(device_hash=None),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class TabletDesk(models.Model):
    """Meja bertablet: before which tablet the people whom this officer serves stand."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    tablet = models.ForeignKey(SurveyTablet, models.CASCADE, related_name="desks")


class TabletTurn(models.Model):
    """Giliran tablet: for whom a tablet is awake, two minutes at most; gone with the answer."""

    tablet = models.OneToOneField(SurveyTablet, models.CASCADE, related_name="turn")
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="+")
    ends_at = models.DateTimeField()

    def is_on(self, at: datetime) -> bool:
        """Whether the tablet still waits for this person."""
        return at < self.ends_at


class PaperSheet(models.Model):
    """Lembar survei: one printed form for one drawn person; its number is its only sign."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=24, unique=True)
    invitation = models.OneToOneField(Invitation, models.PROTECT, related_name="+")
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    printed_on = models.DateField()

    def __str__(self) -> str:
        return self.number


class PaperEntry(models.Model):
    """Ketikan lembar: what one person read on a sheet, sealed until a second reads the same."""

    sheet = models.ForeignKey(PaperSheet, models.CASCADE, related_name="entries")
    typist = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # The first or the second reading; there is no third.
    turn = models.PositiveSmallIntegerField()
    sealed = EncryptedTextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="paper_entry_two_people", fields=["sheet", "typist"]),
            models.UniqueConstraint(name="paper_entry_once_per_turn", fields=["sheet", "turn"]),
            models.CheckConstraint(name="paper_entry_two_turns", condition=Q(turn__in=[1, 2])),
        ]

    @property
    def reading(self) -> Reading:
        """What was read, opened."""
        content = json.loads(str(self.sealed))
        return Reading(content["answers"], content["comment"], content.get("profile", {}))
