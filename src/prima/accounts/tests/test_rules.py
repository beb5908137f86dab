"""When a session is open, locked or over."""

from datetime import UTC, datetime, timedelta

import pytest

from prima.accounts.rules import SessionLimits, SessionState, state_of

NOW = datetime(2026, 6, 23, 3, tzinfo=UTC)
LIMITS = SessionLimits(
    lock_after=timedelta(minutes=15), end_after=timedelta(hours=4), longest=timedelta(hours=12)
)


@pytest.mark.parametrize(
    ("began_minutes", "seen_minutes", "is_locked", "state"),
    [
        (60, 0, False, SessionState.OPEN),
        (60, 14, False, SessionState.OPEN),
        (60, 15, False, SessionState.LOCKED),
        (60, 0, True, SessionState.LOCKED),
        (300, 239, False, SessionState.LOCKED),
        (300, 240, False, SessionState.ENDED),
        (300, 240, True, SessionState.ENDED),
        (719, 0, False, SessionState.OPEN),
        (720, 0, False, SessionState.ENDED),
    ],
)
def test_a_session_locks_then_ends(
    began_minutes: int, seen_minutes: int, *, is_locked: bool, state: SessionState
) -> None:
    found = state_of(
        began_at=NOW - timedelta(minutes=began_minutes),
        seen_at=NOW - timedelta(minutes=seen_minutes),
        is_locked=is_locked,
        now=NOW,
        limits=LIMITS,
    )

    assert found is state
