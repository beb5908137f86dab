"""How far a notice has come: one table of moves, and which states mean what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How a notice travels."""

    EMAIL = "email", _("Surel")
    WHATSAPP = "whatsapp", _("WhatsApp")


class MessageState(TextChoices):
    """How far a notice has come. That a mail server took it does not mean that it arrived."""

    PREPARED = "prepared", _("Disiapkan")
    OPENED = "opened", _("Dibuka di WhatsApp")
    HANDED_OVER = "handed_over", _("Diterima server surel")
    SAID_SENT = "said_sent", _("Dikirim petugas")
    DELIVERED = "delivered", _("Sampai")
    BOUNCED = "bounced", _("Ditolak alamat tujuan")
    GIVEN_UP = "given_up", _("Tidak bisa dikirim")
    FAILED = "failed", _("Ditolak server surel")
    EXPIRED = "expired", _("Tidak terkirim sampai batas waktu")


class GivenUpReason(TextChoices):
    """Why an officer could not send a WhatsApp message."""

    WRONG_NUMBER = "wrong_number", _("Nomornya salah atau milik orang lain")
    NO_WHATSAPP = "no_whatsapp", _("Nomornya tidak memakai WhatsApp")
    TOLD_OTHERWISE = "told_otherwise", _("Pemohon sudah dikabari dengan cara lain")


S = MessageState

MOVES: Final[Mapping[MessageState, frozenset[MessageState]]] = {
    S.PREPARED: frozenset(
        {S.OPENED, S.HANDED_OVER, S.SAID_SENT, S.BOUNCED, S.GIVEN_UP, S.FAILED, S.EXPIRED}
    ),
    S.OPENED: frozenset({S.SAID_SENT, S.GIVEN_UP, S.EXPIRED}),
    S.HANDED_OVER: frozenset({S.DELIVERED, S.BOUNCED}),
    S.SAID_SENT: frozenset(),
    S.DELIVERED: frozenset(),
    # Sent once more, when somebody asks for it.
    S.BOUNCED: frozenset({S.PREPARED}),
    S.GIVEN_UP: frozenset(),
    S.FAILED: frozenset({S.PREPARED}),
    S.EXPIRED: frozenset({S.PREPARED}),
}

# Nobody has it yet.
WAITING: Final = (S.PREPARED, S.OPENED)
# It will not arrive by itself.
LOST: Final = (S.BOUNCED, S.FAILED, S.EXPIRED)
# It left us at a known moment; a bounce may come before (refused at the door) or after.
LEFT: Final = (S.HANDED_OVER, S.SAID_SENT, S.DELIVERED)

# What the other side says of itself and not of the address (RFC 3463): a full box, a message that
# is too large, a policy. The same address may be used again.
_PASSING: Final = ("5.2.2", "5.2.3", "5.3.4", "5.7.")


def is_hard(reason: str) -> bool:
    """Whether a bounce says that the address itself is no good (RFC 3463 class 5)."""
    return reason.startswith("5") and not reason.startswith(_PASSING)
