"""Handing a prepared e-mail to the mail server, and again later when it was not taken."""

from __future__ import annotations

import smtplib
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F

from prima.kernel.messages.models import Channel, MessageState, OutgoingMessage

MOST_ATTEMPTS: Final = 8
_PERMANENT: Final = 500


class MailNotTaken(Exception):  # noqa: N818 - says what happened
    """The mail server could not be reached or would not take the message now."""


def send(message_id: int, *, at: datetime) -> None:
    """Send one prepared e-mail; raises `MailNotTaken` when it should be tried again.

    An attempt is counted before the server is called, so a crash in between is seen. The message
    id stays the same over all attempts: a receiver shows a message that came twice only once.
    """
    waiting = OutgoingMessage.objects.filter(
        pk=message_id, channel=Channel.EMAIL, state=MessageState.PREPARED
    )
    if not waiting.update(attempts=F("attempts") + 1):
        return
    message = OutgoingMessage.objects.get(pk=message_id)
    try:
        _mail(message).send()
    except (smtplib.SMTPException, OSError) as error:
        if _is_final(error) or message.attempts >= MOST_ATTEMPTS:
            waiting.update(state=MessageState.FAILED)
            return
        # Without the cause: servers quote the address in their answers.
        raise MailNotTaken(f"message {message_id}, attempt {message.attempts}") from None
    waiting.update(state=MessageState.SENT, sent_at=at)


def _mail(message: OutgoingMessage) -> EmailMessage:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return EmailMessage(
        subject=message.subject,
        body=str(message.body),
        to=[str(message.recipient)],
        headers={
            "Message-ID": f"<{message.pk}.{message.check_code}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def _is_final(error: Exception) -> bool:
    """Say whether trying again is useless: the server refused for good (5xx, RFC 5321 4.2.1)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= _PERMANENT for code, _answer in error.recipients.values())
    if isinstance(error, (smtplib.SMTPSenderRefused, smtplib.SMTPAuthenticationError)):
        return False  # our own set-up: somebody will mend it
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= _PERMANENT
