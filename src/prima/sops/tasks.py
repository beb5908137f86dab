"""Periodic work on procedures; the task asks the database, so a restart loses nothing."""

from __future__ import annotations

from procrastinate.contrib.django import app

from prima.kernel import clock
from prima.kernel.tasks import giving_back
from prima.sops import actions


@app.periodic(cron="23 0 * * *")  # 07.23 in Jakarta, 09.23 in Jayapura
@app.task(name="sops.remind_readers", queueing_lock="sops.remind_readers")
@giving_back
def remind_readers(timestamp: int) -> None:
    """Write to those who have not read a procedure that will count, or counts."""
    actions.remind_readers(at=clock.now())
