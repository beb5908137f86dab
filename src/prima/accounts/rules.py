"""When a session is open, locked or over; how often somebody may try to log in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Attempts and seconds. Each window ends by itself, so nobody is locked out for good, and a
# stranger who guesses cannot shut the account for the colleague at another desk: a browser in
# which the account was opened before has a count of its own (OWASP, device cookies).
TRIES_FOR_ACCOUNT_AT_ADDRESS: Final = (10, 15 * 60)
TRIES_ON_KNOWN_DEVICE: Final = (10, 15 * 60)
TRIES_FOR_ACCOUNT: Final = (60, 15 * 60)
TRIES_AT_ADDRESS: Final = (150, 15 * 60)
# Six digits, three steps of time: 10 tries are 1 in 33,000, and only who knows the password tries.
TRIES_OF_SECOND_FACTOR: Final = (10, 15 * 60)
LETTERS_FOR_ACCOUNT: Final = (5, 60 * 60)
LETTERS_AT_ADDRESS: Final = (30, 60 * 60)
LINKS_AT_ADDRESS: Final = (100, 60 * 60)

# A code app counts time in steps (RFC 6238); phones run a little fast or slow.
CODE_STEP_SECONDS: Final = 30
CODE_STEPS_OFF: Final = 1
# Wrong keys from one address; a right one is 256 random bits, so this only spares work.
WRONG_KEYS_AT_ADDRESS: Final = (30, 15 * 60)
CALLS_WITH_A_KEY: Final = (600, 60)
# A key that nobody renews within a year is one nobody looks after.
LONGEST_KEY: Final = timedelta(days=366)
MOST_KEYS: Final = 10
KEY_START: Final = "prima"
# What a key may be given, by the name of the permission; everything else stays with people.
SCOPES: Final[Mapping[str, Promise]] = {
    "write_sops": _("Menulis rancangan SOP"),
    "review_sops": _("Meninjau rancangan SOP"),
    "verify_sops": _("Memverifikasi rancangan SOP"),
    "approve_sops": _("Mengesahkan dan menerbitkan SOP"),
    "write_standards": _("Menulis rancangan standar dan menambah dasar hukum"),
    "set_standards": _("Menetapkan standar pelayanan"),
    "handle_complaints": _("Mengirim laporan masyarakat lewat Open311"),
}
# What sealed secrets of factors are bound to: table and column of allauth.
SEALED_FACTORS: Final = "mfa_authenticator.data"
# How long a typed password counts before a change of what opens the account asks for it again.
PROOF_LASTS: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says."""

    subject: str
    body: str


class SessionState(Enum):
    """What a session may still show."""

    OPEN = "open"
    LOCKED = "locked"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """Lock after so long without a request, end after longer, and end whatever happens."""

    lock_after: timedelta
    end_after: timedelta
    longest: timedelta


def state_of(
    *,
    began_at: datetime,
    seen_at: datetime,
    is_locked: bool,
    now: datetime,
    limits: SessionLimits,
) -> SessionState:
    """The state of a session by the times the server itself has seen."""
    if now - began_at >= limits.longest or now - seen_at >= limits.end_after:
        return SessionState.ENDED
    if is_locked or now - seen_at >= limits.lock_after:
        return SessionState.LOCKED
    return SessionState.OPEN


def code_steps(at: datetime) -> range:
    """The steps of time whose codes are taken at this moment."""
    now = int(at.timestamp()) // CODE_STEP_SECONDS
    return range(now - CODE_STEPS_OFF, now + CODE_STEPS_OFF + 1)
