"""A crowd at a public door: then every sending costs its sender some work, or a minute.

While few come, nobody notices. When more come together than any village sends, from however many
addresses, a form is taken only with a proof of work over its own token (Dwork and Naor 1992;
SHA-256 as in Hashcash), which the page's script does by itself. Whoever has no script waits a
minute with the form open; of these a few are let in each minute. No third party, no puzzle to
read, nothing written: all is counted in memory.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.core import signing
from django.utils.translation import gettext_lazy

from prima.kernel import limits_in_memory
from prima.kernel.errors import TooManyAttempts

if TYPE_CHECKING:
    from prima.kernel.limits import Limit

# Some 65,000 hashes: a second on an old PC, a few on a cheap phone, while somebody still types.
WORK_BITS: Final = 16
WAIT_SECONDS: Final = 60
_LONGEST_WORK: Final = 20

# More than this within a minute, from everybody together, is no village any more.
_CROWD: Final[Limit] = (120, 60)
# Those who wait instead of working, in a minute.
_PATIENT: Final[Limit] = (20, 60)


class CrowdAtDoor(TooManyAttempts):
    """Too many come at once; with work or in a minute this sender is let in."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after, _SENTENCE)


_SENTENCE: Final = gettext_lazy(
    "Sedang banyak sekali kiriman masuk. Tunggu satu menit dengan halaman ini tetap terbuka, lalu "
    "kirim sekali lagi. Yang Anda tulis tidak hilang; lampiran perlu dipilih lagi."
)


def work_asked(name: str, *, at: datetime | None = None) -> int:
    """How many bits of work the page should begin with; 0 while few come. Counts nobody."""
    most, _seconds = _CROWD
    return WORK_BITS if limits_in_memory.used(_crowd(name), at=at) >= most else 0


def admit(name: str, sent: Mapping[str, str], *, is_ours: bool, at: datetime) -> None:
    """Let one sending in, or raise `CrowdAtDoor`. Count the address before, hash after.

    `sent` has the signed token of the form (`form`), so that work is worth one sending, and the
    `work` done; `is_ours` says that the token was checked.
    """
    try:
        limits_in_memory.check(_crowd(name), limit=_CROWD, at=at)
    except TooManyAttempts:
        token = sent.get("form", "") if is_ours else ""
        if is_worth(token, sent.get("work", "")):
            return
        if not token or _age_seconds(token) < WAIT_SECONDS:
            raise CrowdAtDoor(WAIT_SECONDS) from None
        _let_wait(name, at)


def is_worth(token: str, work: str, bits: int = WORK_BITS) -> bool:
    """Whether SHA-256 of token and work begins with so many zero bits."""
    if not token or not work.isascii() or not work.isdigit() or len(work) > _LONGEST_WORK:
        return False
    digest = hashlib.sha256(f"{token}:{work}".encode()).digest()
    return int.from_bytes(digest) >> (len(digest) * 8 - bits) == 0


def _let_wait(name: str, at: datetime) -> None:
    try:
        limits_in_memory.check(f"{name}.patient", limit=_PATIENT, at=at)
    except TooManyAttempts as error:
        raise CrowdAtDoor(error.retry_after) from None


def _age_seconds(token: str) -> float:
    """How long ago a token of `django.core.signing` was made, by the clock that dated it."""
    return time.time() - signing.b62_decode(token.rsplit(":", 2)[1])


def _crowd(name: str) -> str:
    return f"{name}.crowd"
