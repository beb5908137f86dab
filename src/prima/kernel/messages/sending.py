"""Handing a prepared e-mail to the mail server, and again later when it was not taken."""

from __future__ import annotations

import re
import smtplib
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F

from prima.kernel.crypto import Unopened
from prima.kernel.messages.models import OutgoingMessage
from prima.kernel.messages.states import WAITING, Channel, MessageState

MOST_ATTEMPTS: Final = 8
# An officer who has not sent it by then will not; what it says is old.
LONGEST_WITH_OFFICER: Final = timedelta(days=14)
# Attempts end after six hours; what still waits after this lost its job.
LONGEST_IN_QUEUE: Final = timedelta(days=3)

_PERMANENT: Final = 500
_STATUS: Final = re.compile(rb"\b([245]\.\d{1,3}\.\d{1,3})\b")


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
    if isinstance(message.recipient, Unopened) or isinstance(message.body, Unopened):
        # Its key is lost: there is no address to send it to, or nothing to say.
        waiting.update(state=MessageState.FAILED, ended_at=at)
        return
    try:
        _mail(message).send()
    except (smtplib.SMTPException, OSError) as error:
        state = _end_after(error, message.attempts)
        if state is None:
            # Without the cause: servers quote the address in their answers.
            raise MailNotTaken(f"message {message_id}, attempt {message.attempts}") from None
        waiting.update(state=state, reason=_reason(error), ended_at=at)
    else:
        waiting.update(state=MessageState.HANDED_OVER, sent_at=at)


def expire(*, at: datetime) -> int:
    """End what waited too long; gives how many."""
    old = OutgoingMessage.objects.filter(state__in=WAITING)
    for_officers = old.filter(channel=Channel.WHATSAPP, prepared_at__lt=at - LONGEST_WITH_OFFICER)
    queued = old.filter(channel=Channel.EMAIL, prepared_at__lt=at - LONGEST_IN_QUEUE)
    ended = {"state": MessageState.EXPIRED, "ended_at": at}
    return for_officers.update(**ended) + queued.update(**ended)


def _mail(message: OutgoingMessage) -> EmailMessage:
    """The letter; what comes back goes to an address that names it, when one is set."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return EmailMessage(
        subject=message.subject,
        body=str(message.body),
        from_email=return_path(message) or settings.DEFAULT_FROM_EMAIL,
        to=[str(message.recipient)],
        headers={
            "From": settings.DEFAULT_FROM_EMAIL,
            "Message-ID": f"<{message.pk}.{message.check_code}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def return_path(message: OutgoingMessage) -> str:
    """The envelope's sender: pantulan+12.7K3F-9QXC@… for pantulan@…, or nothing."""
    box, at_sign, domain = settings.BOUNCE_ADDRESS.partition("@")
    return f"{box}+{message.pk}.{message.check_code}@{domain}" if at_sign else ""


def _end_after(error: Exception, attempts: int) -> MessageState | None:
    """The state in which it ends, or None when it is tried again.

    5xx is for good (RFC 5321 4.2.1), except where it speaks of our own set-up: somebody will mend
    that.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        if all(code >= _PERMANENT for code, _answer in error.recipients.values()):
            return MessageState.BOUNCED
    elif isinstance(error, (smtplib.SMTPSenderRefused, smtplib.SMTPAuthenticationError)):
        pass
    elif isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= _PERMANENT:
        return MessageState.FAILED
    return MessageState.EXPIRED if attempts >= MOST_ATTEMPTS else None


def _reason(error: Exception) -> str:
    """The status the server gave (RFC 3463), else its reply code: never its words."""
    code, answer = _answer_of(error)
    found = _STATUS.search(answer)
    if found:
        return found.group(1).decode("ascii")
    return str(code) if code else ""


def _answer_of(error: Exception) -> tuple[int, bytes]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, answer = next(iter(error.recipients.values()), (0, b""))
        return code, answer
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return error.smtp_code, said if isinstance(said, bytes) else said.encode()
    return 0, b""
