"""How often something may be tried, counted in this process alone and written nowhere.

For doors at which nobody may be noted, not even hashed in a table (OWASP ASVS 14.2.8; anonymous
reports). The key is a keyed hash under a secret that lives as long as the process; what was
counted is gone with it. Each process counts for itself: a house with four lets in four times as
many.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from prima.kernel import clock
from prima.kernel.errors import TooManyAttempts

if TYPE_CHECKING:
    from prima.kernel.limits import Limit

# 50,000 windows are some 10 MB; beyond them the oldest are forgotten, so a flood from very many
# addresses costs no memory.
MOST_KEPT: Final = 50_000

_secret: Final = secrets.token_bytes(32)
_counts: dict[bytes, tuple[int, datetime]] = {}
_lock: Final = threading.Lock()


def check(name: str, *parts: object, limit: Limit, at: datetime | None = None) -> None:
    """Count one attempt; above the limit raises `TooManyAttempts`, as `kernel.limits.check`."""
    most, seconds = limit
    moment = at if at is not None else clock.now()
    key = _key(name, parts)
    with _lock:
        count, ends_at = _counts.pop(key, (0, moment))
        if ends_at <= moment:
            count, ends_at = 0, moment + timedelta(seconds=seconds)
        _counts[key] = (count + 1, ends_at)
        while len(_counts) > MOST_KEPT:
            del _counts[next(iter(_counts))]
    if count >= most:
        raise TooManyAttempts(retry_after=max(1, -int(-(ends_at - moment).total_seconds() // 1)))


def give_back(name: str, *parts: object) -> None:
    """Take back one counted attempt that was sent away before anything was tried."""
    key = _key(name, parts)
    with _lock:
        count, ends_at = _counts.get(key, (0, None))
        if ends_at is not None and count:
            _counts[key] = (count - 1, ends_at)


def used(name: str, *parts: object, at: datetime | None = None) -> int:
    """How many were counted in the window that runs; counts nobody."""
    moment = at if at is not None else clock.now()
    with _lock:
        count, ends_at = _counts.get(_key(name, parts), (0, moment))
    return count if ends_at > moment else 0


def forget() -> None:
    """Count anew; for tests that begin with nobody at the door."""
    with _lock:
        _counts.clear()


def _key(name: str, parts: tuple[object, ...]) -> bytes:
    text = "\x1f".join([name, *map(str, parts)]).encode()
    return hmac.new(_secret, text, hashlib.sha256).digest()
