"""Writing a notice down, so that it is sent if and only if the change it tells of is kept."""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from prima.kernel import codes
from prima.kernel.crypto import normalise_phone
from prima.kernel.errors import RuleBroken
from prima.kernel.messages.models import Channel, OutgoingMessage

# The page on which anybody asks whether a message is ours.
CHECK_PATH: Final = "/cek-pesan/"

_HALF: Final = 4
_LONGEST_SUBJECT: Final = 120
# Subjects are shown on locked screens and kept in logs of mail servers.
_NOT_FOR_ALL_EYES: Final = re.compile(r"\d{9,}|://")


def prepare(
    channel: str,
    *,
    recipient: str,
    subject: str,
    body: str,
    at: datetime,
    about: models.Model | None = None,
    place_id: int | None = None,
) -> OutgoingMessage:
    """Write a notice down; an e-mail is sent by a job deferred in the same transaction.

    `place_id` names the office in whose lists it may stand. Raises `RuleBroken` for an address or
    number that cannot be right, `ValueError` for a subject that holds a link or a long number:
    those belong into the body, as a secret does.
    """
    address = _address(Channel(channel), recipient)
    check_code = _new_check_code()
    message = OutgoingMessage.objects.create(
        channel=channel,
        recipient=address,
        subject=_subject(subject),
        body=f"{body.rstrip()}\n\n{_footer(check_code)}",
        check_code=check_code,
        about_type=about._meta.label_lower if about is not None else "",
        about_id=str(about.pk) if about is not None else "",
        place_id=place_id,
        prepared_at=at,
    )
    if message.channel == Channel.EMAIL:
        app.configure_task("kernel.send_email").defer(message_id=message.pk)
    return message


def _address(channel: Channel, recipient: str) -> str:
    if channel is Channel.WHATSAPP:
        return normalise_phone(recipient)
    address = recipient.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise RuleBroken(_("Alamat surel ini belum benar. Contoh: nama@contoh.id.")) from error
    return address


def _footer(check_code: str) -> str:
    """How whoever receives it finds out whether it is ours."""
    return _("Kode pesan: %(code)s. Periksa keasliannya di %(address)s") % {
        "code": check_code,
        "address": f"{settings.SITE_URL}{CHECK_PATH}",
    }


def _subject(subject: str) -> str:
    """Give the subject in one line, whatever line ends were smuggled into it."""
    line = " ".join(subject.split())[:_LONGEST_SUBJECT]
    if _NOT_FOR_ALL_EYES.search(line):
        raise ValueError("a subject may hold neither a link nor a long number")
    return line


def _new_check_code() -> str:
    signs = "".join(secrets.choice(codes.ALPHABET) for _place in range(2 * _HALF))
    return f"{signs[:_HALF]}-{signs[_HALF:]}"
