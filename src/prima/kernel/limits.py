"""How often something may be tried: counted in the database, without keeping who tried.

The key is a keyed hash of the name and its parts (an address, a number), so no address is stored;
the count survives a restart and is shared by all processes. Call it before the transaction of the
action: a count inside one that is rolled back is lost.

Nobody waits for the disk because of a count: everybody behind one address counts in one row, and
would queue there for each other's syncing. The next commit that is synced takes the counts before
it along, so what a power cut may forget is the attempts of its last moment, and nothing else.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import connection, models

from prima.kernel import clock
from prima.kernel.crypto.index import blind_index
from prima.kernel.errors import TooManyAttempts

# Attempts and the seconds of the window in which they are counted.
Limit = tuple[int, int]


class AttemptCount(models.Model):
    """Hitungan percobaan: the attempts of one window under one hashed key."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)


_COUNT: Final = """
    INSERT INTO kernel_attemptcount AS found (key, count, ends_at) VALUES (%s, 1, %s)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN found.ends_at <= %s OR found.ends_at > excluded.ends_at
                THEN 1 ELSE least(found.count, 1000000) + 1 END,
        ends_at = CASE WHEN found.ends_at <= %s OR found.ends_at > excluded.ends_at
                THEN excluded.ends_at ELSE found.ends_at END
    RETURNING count, ends_at
"""
# For the transaction of this one statement alone (PostgreSQL, "Asynchronous Commit").
_COUNT_UNSYNCED: Final = f"{_COUNT.rstrip()}, set_config('synchronous_commit', 'off', true)"


def check(name: str, *parts: object, limit: Limit, at: datetime | None = None) -> None:
    """Count one attempt in one statement; above the limit raises `TooManyAttempts`.

    `name` says what is tried ("tracking"), `parts` by whom or on what. The window starts with the
    first attempt and does not move, so waiting `retry_after` seconds is always enough.
    """
    most, seconds = limit
    moment = at if at is not None else clock.now()
    key = _key(name, parts)
    with connection.cursor() as cursor:
        ends = moment + timedelta(seconds=seconds)
        # Inside somebody's transaction the setting would reach their commit too.
        count_one = _COUNT if connection.in_atomic_block else _COUNT_UNSYNCED
        cursor.execute(count_one, [key, ends, moment, moment])
        count, ends_at, *_setting = cursor.fetchone()
    if count > most:
        wait = (ends_at - moment).total_seconds()
        raise TooManyAttempts(retry_after=max(1, -int(-wait // 1)))


def give_back(name: str, *parts: object) -> None:
    """Take back one counted attempt that was sent away before anything was tried."""
    counted = AttemptCount.objects.filter(key=_key(name, parts), count__gt=0)
    counted.update(count=models.F("count") - 1)


def purge(*, at: datetime) -> int:
    """Forget windows that are over; gives how many."""
    deleted, _ = AttemptCount.objects.filter(ends_at__lte=at).delete()
    return deleted


def _key(name: str, parts: tuple[object, ...]) -> str:
    return blind_index("\x1f".join([name, *map(str, parts)]), "limits")
