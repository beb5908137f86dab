"""Periodic work on standards; the task asks the database, so a restart loses nothing."""

from __future__ import annotations

from procrastinate.contrib.django import app

from prima.kernel import clock
from prima.kernel.tasks import giving_back
from prima.standards import actions


@app.periodic(cron="33 0 * * *")  # 07.33 in Jakarta, 09.33 in Jayapura
@app.task(name="standards.open_due_reviews", queueing_lock="standards.open_due_reviews")
@giving_back
def open_due_reviews(timestamp: int) -> None:
    """Ask offices to review standards whose year is nearly over."""
    actions.open_due_reviews(at=clock.now())
