"""What others ask of notices: is this one yours, and may this address be used again."""

from __future__ import annotations

from typing import Final

from django.db import models

from prima.kernel import codes
from prima.kernel.messages.models import OutgoingMessage
from prima.kernel.messages.states import Channel, MessageState

_HALF: Final = 4
_MASKED: Final = 4


def find_by_code(typed: str) -> OutgoingMessage | None:
    """The notice with this check code, once it can have been in somebody's hands.

    Small letters, missing hyphens and O, I, L for 0 and 1 are forgiven.
    """
    signs = "".join(sign for sign in typed[:40].upper() if sign.isalnum())
    signs = signs.translate(codes.TYPED_FOR)
    found = OutgoingMessage.objects.filter(check_code=f"{signs[:_HALF]}-{signs[_HALF:]}").first()
    return found if found is not None and found.left_at else None


def masked(message: OutgoingMessage) -> str:
    """As much of the address as its owner needs to know it again: "4471", "s…@contoh.id"."""
    recipient = str(message.recipient)
    if message.channel == Channel.WHATSAPP:
        return recipient[-_MASKED:]
    box, _at, domain = recipient.partition("@")
    return f"{box[:1]}…@{domain}"


def is_unreachable(about: models.Model, recipient: str) -> bool:
    """Whether an e-mail about this thing has already come back from this address for good."""
    bounced = OutgoingMessage.objects.about(about).filter(
        channel=Channel.EMAIL, state=MessageState.BOUNCED
    )
    return any(one.is_hard_bounce and one.recipient == recipient for one in bounced)
