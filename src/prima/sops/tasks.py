"""Periodic work on procedures; the task asks the database, so a restart loses nothing."""

from __future__ import annotations

from procrastinate.contrib.django import app

from prima.kernel import clock
from prima.kernel.tasks import giving_back
from prima.sops import actions
from prima.sops.queries.course import due_for_evaluation


@app.periodic(cron="23 0 * * *")  # 07.23 in Jakarta, 09.23 in Jayapura
@app.task(name="sops.remind_readers", queueing_lock="sops.remind_readers")
@giving_back
def remind_readers(timestamp: int) -> None:
    """Write to those who have not read a procedure that will count, or counts."""
    actions.remind_readers(at=clock.now())


@app.periodic(cron="17 20 * * *")  # in the night, for the morning
@app.task(name="sops.raise_yearly_reviews", queueing_lock="sops.raise_yearly_reviews")
@giving_back
def raise_yearly_reviews(timestamp: int) -> None:
    """Ask for the evaluation of procedures whose year is over."""
    now = clock.now()
    actions.raise_yearly_reviews(due_for_evaluation(now), at=now)
