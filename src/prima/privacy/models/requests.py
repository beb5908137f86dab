"""What people ask of their data, with the clock of the law in the row."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from prima.kernel.actors import Actor
from prima.kernel.crypto import EncryptedTextField
from prima.privacy.rules import (
    ANSWER_WITHIN,
    COPY_FOR,
    DECIDED,
    RequestChannel,
    RequestKind,
    RequestState,
)


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    """Requests by who may answer them and whether they wait."""

    def visible_to(self, actor: Actor) -> Self:
        """Requests to the offices this person manages."""
        return self.filter(case__office_id__in=actor.offices_with("manage_office"))

    def waiting(self) -> Self:
        """Requests nobody has answered yet."""
        return self.filter(state=RequestState.RECEIVED)


class DataRequest(models.Model):
    """Permintaan pemilik data: what a person asks of their data in one case, and the answer."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=RequestKind)
    channel = models.CharField(max_length=8, choices=RequestChannel)
    # The officer who typed it for a person at the counter and saw an identity card.
    taken_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    # JSON of the wish: a reason, or new values by field.
    wish = EncryptedTextField(blank=True, default="")
    state = models.CharField(max_length=8, choices=RequestState, default=RequestState.RECEIVED)
    decided_at = models.DateTimeField(null=True, blank=True)
    # Nobody where the answer follows from the law alone, such as a withdrawn consent.
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = EncryptedTextField(blank=True, default="")
    # Why not, or not wholly: a key of the law, and the groups that are kept.
    limit = models.CharField(max_length=60, blank=True, default="")
    kept = ArrayField(models.CharField(max_length=12), default=list, blank=True)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="data_request_kind_known", condition=Q(kind__in=RequestKind.values)
            ),
            # The clock of the law is 72 hours, whoever typed the row.
            models.CheckConstraint(
                name="data_request_due_in_72_hours",
                condition=Q(due_at=F("received_at") + ANSWER_WITHIN),
            ),
            models.CheckConstraint(
                name="data_request_counter_says_who",
                condition=Q(channel=RequestChannel.ONLINE, taken_by=None)
                | Q(channel=RequestChannel.COUNTER, taken_by__isnull=False),
            ),
            models.CheckConstraint(
                name="data_request_decided_has_time",
                condition=Q(state=RequestState.RECEIVED, decided_at=None, decided_by=None)
                | Q(
                    state__in=sorted(DECIDED),
                    decided_at__isnull=False,
                    decided_at__gte=F("received_at"),
                ),
            ),
            # A refusal, also in part, names its legal basis.
            models.CheckConstraint(
                name="data_request_refusal_has_basis",
                condition=~Q(state__in=[RequestState.REFUSED, RequestState.PARTLY]) | ~Q(limit=""),
            ),
            models.UniqueConstraint(
                fields=["case", "kind"],
                name="data_request_one_waiting_per_kind",
                condition=Q(state=RequestState.RECEIVED),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="data_request_waiting",
                condition=Q(state=RequestState.RECEIVED),
            ),
        ]

    def is_late(self, now: datetime) -> bool:
        """Whether the 72 hours were missed, answered since or not."""
        return (self.decided_at or now) > self.due_at

    def offers_copy(self, now: datetime) -> bool:
        """Whether the copy may be fetched now."""
        return (
            self.kind == RequestKind.ACCESS
            and self.state in {RequestState.GRANTED, RequestState.PARTLY}
            and self.decided_at is not None
            and now < self.decided_at + COPY_FOR
        )
