"""Sealed reports of wrongdoing: what the database holds of them opens nothing by itself."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prima.integrity.core.sealing import Locked
from prima.integrity.rules.reports import (
    FOUND,
    IdentityState,
    MessageKind,
    RecipientState,
    ReportState,
)
from prima.kernel.actors import Actor


class LockedColumns(models.Model):
    """A private key under words or a pass phrase."""

    passes = models.PositiveSmallIntegerField()
    memory = models.PositiveBigIntegerField()
    salt = models.BinaryField()
    box = models.BinaryField()

    class Meta:
        abstract = True

    @property
    def locked(self) -> Locked:
        """As the core opens it."""
        return Locked(self.passes, self.memory, bytes(self.salt), bytes(self.box))


class Recipient(LockedColumns):
    """Penerima laporan: a named person, their public key, and the private one under a phrase."""

    staff = models.ForeignKey("offices.StaffMember", models.PROTECT, related_name="+")
    public_key = models.BinaryField()
    state = models.CharField(_("keadaan"), max_length=8, choices=RecipientState)
    confirmed_by = models.ForeignKey(
        "offices.StaffMember", models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="recipient_once_at_a_time", fields=["staff"], condition=~Q(state="ended")
            ),
            models.CheckConstraint(
                name="recipient_state_known", condition=Q(state__in=RecipientState.values)
            ),
            # Nobody makes themselves one.
            models.CheckConstraint(
                name="recipient_confirmed_by_another",
                condition=~Q(state="active")
                | Q(confirmed_by__isnull=False) & ~Q(confirmed_by=models.F("staff")),
            ),
        ]

    def __str__(self) -> str:
        return self.staff.name


class SealedReportQuerySet(models.QuerySet["SealedReport"]):
    """Sealed reports as their recipients meet them."""

    def of(self, actor: Actor) -> Self:
        """Those whose key is sealed to this person, while the role lasts; nobody else's exist."""
        if not actor.offices_with("receive_reports"):
            return self.none()
        return self.filter(
            keys__recipient__staff__user_id=actor.id or 0,
            keys__recipient__state=RecipientState.ACTIVE,
        )


class SealedReport(LockedColumns):
    """Laporan pelanggaran tersegel: number, day and state; all else only opens with a key.

    The inherited columns hold the report's private key under the reporter's words.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    # A digest of the key of the form: the same form sent twice is one report.
    form_digest = models.CharField(max_length=64, unique=True)
    state = models.CharField(_("keadaan"), max_length=9, choices=ReportState)
    # The day only: a minute would meet the logs of a gate.
    received_on = models.DateField()
    public_key = models.BinaryField()
    body = models.BinaryField()
    identity = models.BinaryField(null=True)
    # Set by the reporter alone, and never taken back.
    is_revealed = models.BooleanField(default=False)
    # The day of its finding, from which it is kept for a time; forgotten, only its count stays.
    ended_on = models.DateField(null=True)
    erased_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = SealedReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="report_state_known", condition=Q(state__in=ReportState.values)
            ),
            models.CheckConstraint(
                name="report_ended_has_day",
                condition=Q(state__in=FOUND, ended_on__isnull=False)
                | ~Q(state__in=FOUND) & Q(ended_on=None, erased_on=None),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Its page for its recipients."""
        return reverse("integrity:sealed_report", args=[self.pk])

    @property
    def chain(self) -> str:
        """The journal chain of this report alone."""
        return f"sealed:{self.pk.hex}"


class ReportKey(models.Model):
    """Kunci laporan: the report's private key, sealed to one recipient."""

    report = models.ForeignKey(SealedReport, models.PROTECT, related_name="keys")
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="+")
    box = models.BinaryField()
    # A share of the key of the identity, sealed to the same person.
    share = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="report_key_once", fields=["report", "recipient"])
        ]


class SealedMessage(models.Model):
    """Pesan tersegel: one thing that was said, sealed to the key of the report."""

    report = models.ForeignKey(SealedReport, models.PROTECT, related_name="messages")
    # Nobody: the reporter.
    author = models.ForeignKey(Recipient, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=11, choices=MessageKind, default=MessageKind.TALK)
    body = models.BinaryField()
    said_on = models.DateField()

    class Meta:
        ordering = ["pk"]


class SealedFile(models.Model):
    """Lampiran tersegel: a file without its metadata and without its name."""

    report = models.ForeignKey(SealedReport, models.PROTECT, related_name="files")
    body = models.BinaryField()

    class Meta:
        ordering = ["pk"]


class IdentityRequest(models.Model):
    """Permintaan membuka identitas: one person asks, another one opens."""

    report = models.ForeignKey(SealedReport, models.PROTECT, related_name="requests")
    asked_by = models.ForeignKey(Recipient, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Recipient, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=7, choices=IdentityState)
    reason = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="identity_asked_once", fields=["report"], condition=Q(state="asked")
            ),
            models.CheckConstraint(
                name="identity_needs_two_people",
                condition=Q(state="asked", decided_by=None)
                | Q(decided_by__isnull=False) & ~Q(decided_by=models.F("asked_by")),
            ),
        ]


class IdentityBox(models.Model):
    """Bagian kunci identitas: for one person, by a request.

    While it is asked: the share of who asked, sealed to the others. Once two people opened it: the
    key itself, sealed to these two.
    """

    request = models.ForeignKey(IdentityRequest, models.PROTECT, related_name="boxes")
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="+")
    box = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="identity_box_once", fields=["request", "recipient"])
        ]
