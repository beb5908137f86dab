"""The row of a notice; to whom and what it says is sealed."""

from __future__ import annotations

from typing import Self
from urllib.parse import quote

from django.db import models
from django.utils.translation import gettext_lazy as _

from prima.kernel.crypto.fields import EncryptedTextField


class Channel(models.TextChoices):
    """How a notice travels."""

    EMAIL = "email", _("Surel")
    WHATSAPP = "whatsapp", _("WhatsApp")


class MessageState(models.TextChoices):
    """How far a notice has come."""

    PREPARED = "prepared", _("Disiapkan")
    SENT = "sent", _("Terkirim")
    FAILED = "failed", _("Gagal terkirim")


class MessageQuerySet(models.QuerySet["OutgoingMessage"]):
    """Ways to look at notices."""

    def unfinished(self) -> Self:
        """Notices that did not leave yet or did not arrive."""
        return self.exclude(state=MessageState.SENT)


class OutgoingMessage(models.Model):
    """Pemberitahuan: one notice to one person.

    The check code stands at the end of the text and lets whoever received it ask the office
    whether the office wrote it.
    """

    channel = models.CharField(max_length=8, choices=Channel.choices)
    recipient = EncryptedTextField()
    subject = models.CharField(max_length=120)
    body = EncryptedTextField()
    check_code = models.CharField(max_length=9, unique=True)
    # What it is about, as the journal names things; empty when about nothing of ours.
    about_type = models.CharField(max_length=64, blank=True)
    about_id = models.CharField(max_length=64, blank=True)
    state = models.CharField(
        max_length=8, choices=MessageState.choices, default=MessageState.PREPARED
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    prepared_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            # A sent notice has its time, any other has none.
            models.CheckConstraint(
                name="outgoing_message_sent_has_time",
                condition=models.Q(state="sent", sent_at__isnull=False)
                | models.Q(~models.Q(state="sent"), sent_at=None),
            ),
            models.CheckConstraint(
                name="outgoing_message_channel_known",
                condition=models.Q(channel__in=Channel.values),
            ),
        ]
        indexes = [
            models.Index(fields=["about_type", "about_id"], name="outgoing_message_about"),
        ]

    @property
    def link(self) -> str:
        """The address that opens WhatsApp with the text filled in; the officer presses send."""
        digits = (self.recipient or "").lstrip("+")
        return f"https://wa.me/{digits}?text={quote(self.body or '')}"
