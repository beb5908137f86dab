"""The row of a notice; to whom and what it says is sealed."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from urllib.parse import quote

from django.db import models
from django.db.models import Q

from prima.kernel.crypto.fields import EncryptedTextField
from prima.kernel.messages.states import (
    LEFT,
    LOST,
    MOVES,
    WAITING,
    Channel,
    MessageState,
    is_hard,
)

__all__ = ["Channel", "MessageState", "OutgoingMessage"]

_WAITS_FOR_OFFICER = Q(channel=Channel.WHATSAPP, state__in=WAITING)
_LOST_UNHANDLED = Q(channel=Channel.EMAIL, state__in=LOST, handled_at=None)


class MessageQuerySet(models.QuerySet["OutgoingMessage"]):
    """Ways to look at notices."""

    def about(self, thing: models.Model) -> Self:
        """Notices about one row."""
        return self.filter(about_type=thing._meta.label_lower, about_id=str(thing.pk))

    def unfinished(self) -> Self:
        """Notices that did not leave yet or will not arrive; read through their own index."""
        return self.filter(state__in=(*WAITING, *LOST))

    def for_officer(self) -> Self:
        """Prepared for WhatsApp: an officer opens and sends them."""
        return self.filter(_WAITS_FOR_OFFICER)

    def lost(self) -> Self:
        """E-mail that did not arrive and about which nobody has called yet."""
        return self.filter(_LOST_UNHANDLED)

    def move(self, pk: int, to: MessageState, **fields: object) -> bool:
        """Change the state in one statement if the table allows it; says whether it did."""
        sources = [state for state, targets in MOVES.items() if to in targets]
        return bool(self.filter(pk=pk, state__in=sources).update(state=to, **fields))


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
    # Whose list it stands in, as `Actor.may` names places; none for what no officer may see.
    place_id = models.BigIntegerField(null=True)
    state = models.CharField(
        max_length=12, choices=MessageState.choices, default=MessageState.PREPARED
    )
    # Why it did not arrive: a status of RFC 3463, a reply code of SMTP, or a `GivenUpReason`.
    reason = models.CharField(max_length=16, blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    prepared_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # An officer reached the person in another way.
    handled_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            # What left us has its time, what did not has none; a bounce may be either.
            models.CheckConstraint(
                name="outgoing_message_left_has_time",
                condition=Q(state__in=LEFT, sent_at__isnull=False)
                | Q(~Q(state__in=LEFT), sent_at=None)
                | Q(state=MessageState.BOUNCED),
            ),
            models.CheckConstraint(
                name="outgoing_message_channel_known",
                condition=Q(channel__in=Channel.values),
            ),
            models.CheckConstraint(
                name="outgoing_message_state_known",
                condition=Q(state__in=MessageState.values),
            ),
            # A mail server opens no WhatsApp and an officer no mail server.
            models.CheckConstraint(
                name="outgoing_message_state_of_channel",
                condition=~Q(channel=Channel.EMAIL, state__in=("opened", "said_sent", "given_up"))
                & ~Q(
                    channel=Channel.WHATSAPP,
                    state__in=("handed_over", "delivered", "bounced", "failed"),
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["about_type", "about_id"], name="outgoing_message_about"),
            # The lists of officers and the figures of the monitor look at a few rows beside many
            # old ones.
            models.Index(
                fields=["place_id", "-prepared_at"],
                name="message_for_officer",
                condition=_WAITS_FOR_OFFICER,
            ),
            models.Index(
                fields=["place_id", "-ended_at"],
                name="message_lost",
                condition=_LOST_UNHANDLED,
            ),
            models.Index(
                fields=["state"],
                name="message_unfinished",
                condition=Q(state__in=(*WAITING, *LOST)),
            ),
        ]

    @property
    def link(self) -> str:
        """The address that opens WhatsApp with the text filled in; the officer presses send."""
        digits = (self.recipient or "").lstrip("+")
        return f"https://wa.me/{digits}?text={quote(self.body or '')}"

    @property
    def is_hard_bounce(self) -> bool:
        """Whether the address itself is no good."""
        return self.state == MessageState.BOUNCED and is_hard(self.reason)

    @property
    def left_at(self) -> datetime | None:
        """When it can first have been in somebody's hands; None when it cannot."""
        if self.sent_at or self.opened_at:
            return self.sent_at or self.opened_at
        return self.prepared_at if self.attempts else None
