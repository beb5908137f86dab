"""What an officer does with a notice: open it in WhatsApp, say that it was sent, or give it up.

Called inside an action, which asks the permission and writes the journal.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from prima.kernel.errors import StaleRecord
from prima.kernel.messages.models import OutgoingMessage
from prima.kernel.messages.states import Channel, GivenUpReason, MessageState


def mark_opened(message: OutgoingMessage, *, at: datetime) -> None:
    """Note that WhatsApp was opened with it; opening it again changes nothing."""
    if message.state != MessageState.OPENED:
        _move(message, Channel.WHATSAPP, MessageState.OPENED, opened_at=at)


def mark_sent(message: OutgoingMessage, *, at: datetime) -> None:
    """Note that an officer says they sent it."""
    _move(message, Channel.WHATSAPP, MessageState.SAID_SENT, sent_at=at, ended_at=at)


def give_up(message: OutgoingMessage, reason: GivenUpReason, *, at: datetime) -> None:
    """Note that it cannot be sent, and why."""
    _move(message, Channel.WHATSAPP, MessageState.GIVEN_UP, reason=reason, ended_at=at)


def mark_handled(message: OutgoingMessage, *, at: datetime) -> None:
    """Note that the person was reached in another way after an e-mail did not arrive."""
    lost = OutgoingMessage.objects.lost().filter(pk=message.pk)
    if not lost.update(handled_at=at):
        raise StaleRecord(_("Pesan ini sudah ditangani. Muat ulang halaman."))
    message.refresh_from_db()


def send_again(message: OutgoingMessage) -> None:
    """Let an e-mail that did not arrive be sent once more, from its first attempt."""
    _move(
        message, Channel.EMAIL, MessageState.PREPARED,
        attempts=0, reason="", sent_at=None, ended_at=None, handled_at=None,
    )  # fmt: skip
    app.configure_task("kernel.send_email").defer(message_id=message.pk)


def _move(message: OutgoingMessage, channel: Channel, to: MessageState, **fields: object) -> None:
    """Only notices of this channel, and only as the table of moves allows."""
    if not OutgoingMessage.objects.filter(channel=channel).move(message.pk, to, **fields):
        raise StaleRecord(_("Pesan ini sudah ditangani. Muat ulang halaman."))
    message.refresh_from_db()
