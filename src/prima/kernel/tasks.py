"""Background work of the kernel: sending notices, signing the journal, tidying up.

Arguments are ids only. A task gives its database connection back, because the worker's threads
live long and a connection kept by an idle thread is one the pages lack.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Final, ParamSpec, TypeVar

from django.conf import settings
from django.db import InterfaceError, OperationalError, connections
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from prima.kernel import clock, files, idempotency, journal, limits, messages
from prima.kernel.messages.sending import MOST_ATTEMPTS, MailNotTaken

P = ParamSpec("P")
R = TypeVar("R")

# 4 s, 16 s, 1 min, 4 min, 17 min, 68 min, 4.5 h: a mail server that is down for a night is waited
# for, and one that was busy for a moment is tried soon.
_BACK_OFF: Final = RetryStrategy(
    max_attempts=MOST_ATTEMPTS,
    exponential_wait=4,
    # A database that went away in the middle comes back, and the letter must still be sent.
    retry_exceptions={MailNotTaken, OperationalError, InterfaceError},
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


# Letters have workers of their own (config/server.py): a mail server that hangs holds up letters
# and nothing else.
@app.task(name="kernel.send_email", queue="mail", retry=_BACK_OFF)
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
    """Forget attempts, results and sessions that are over, and files that no row refers to."""
    at = clock.now()
    limits.purge(at=at)
    idempotency.purge(at=at)
    files.sweep(at=at)
    messages.expire(at=at)
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@app.periodic(cron="*/5 * * * *")
@app.task(name="kernel.read_bounces", queueing_lock="kernel.read_bounces")
@giving_back
def read_bounces(timestamp: int) -> None:
    """Read which letters came back, where a folder for them is set."""
    if settings.BOUNCE_MAILDIR:
        messages.read_folder(Path(settings.BOUNCE_MAILDIR), at=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="kernel.restart_stalled", queueing_lock="kernel.restart_stalled", pass_context=True)
async def restart_stalled(context: JobContext, timestamp: int) -> None:
    """Put jobs back into the queue whose worker was killed in the middle of them.

    Every task of ours may run again. A periodic one whose successor already waits is given up.
    """
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        try:
            await jobs.retry_job(job)
        except UniqueViolation:
            await jobs.finish_job(job, Status.ABORTED, delete_job=True)
