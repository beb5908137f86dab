"""Background work of the kernel: sending notices, signing the journal, tidying up.

Arguments are ids only. A task gives its database connection back, because the worker's threads
live long and a connection kept by an idle thread is one the pages lack.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from django.db import connections
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from prima.kernel import clock, files, idempotency, journal, limits, messages
from prima.kernel.messages.sending import MOST_ATTEMPTS, MailNotTaken

P = ParamSpec("P")
R = TypeVar("R")

# 4 s, 16 s, 1 min, 4 min, 17 min, 68 min, 4.5 h: a mail server that is down for a night is waited
# for, and one that was busy for a moment is tried soon.
_BACK_OFF: Final = RetryStrategy(
    max_attempts=MOST_ATTEMPTS, exponential_wait=4, retry_exceptions={MailNotTaken}
)


def giving_back(function: Callable[P, R]) -> Callable[P, R]:
    """Close the thread's database connections after a task, unless a transaction is open."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        finally:
            for connection in connections.all(initialized_only=True):
                if not connection.in_atomic_block:
                    connection.close_if_unusable_or_obsolete()

    return run


@app.task(name="kernel.send_email", retry=_BACK_OFF)
@giving_back
def send_email(message_id: int) -> None:
    """Send one prepared e-mail."""
    messages.send(message_id, at=clock.now())


@app.periodic(cron="17 19 * * *")  # 02.17 in Jakarta
@app.task(name="kernel.sign_journal", queueing_lock="kernel.sign_journal")
@giving_back
def sign_journal(timestamp: int) -> None:
    """Write the daily anchor; a changed past makes this job fail, which is meant to be noticed."""
    journal.write_anchor()


@app.periodic(cron="47 19 * * *")  # 02.47 in Jakarta
@app.task(name="kernel.tidy", queueing_lock="kernel.tidy")
@giving_back
def tidy(timestamp: int) -> None:
    """Forget attempts and results that are over, and files that no row refers to."""
    at = clock.now()
    limits.purge(at=at)
    idempotency.purge(at=at)
    files.sweep(at=at)
