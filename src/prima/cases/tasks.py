"""Periodic work on cases; each task asks the database, so a restart loses nothing."""

from __future__ import annotations

from procrastinate.contrib.django import app

from prima.cases import actions
from prima.kernel import clock
from prima.kernel.tasks import giving_back


@app.periodic(cron="*/5 * * * *")
@app.task(name="cases.release_due_holds", queueing_lock="cases.release_due_holds")
@giving_back
def release_due_holds(timestamp: int) -> None:
    """Let cases go on whose chosen date has come."""
    actions.release_due_holds(at=clock.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="cases.warn_late", queueing_lock="cases.warn_late")
@giving_back
def warn_late(timestamp: int) -> None:
    """Tell applicants of promises that slip, before or just after."""
    actions.warn_late(at=clock.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="cases.tell_moved", queueing_lock="cases.tell_moved")
@giving_back
def tell_moved(timestamp: int) -> None:
    """Tell applicants whose promise a change of the calendar moved."""
    actions.tell_moved(at=clock.now())


@app.periodic(cron="27 * * * *")
@app.task(name="cases.drop_unsent", queueing_lock="cases.drop_unsent")
@giving_back
def drop_unsent(timestamp: int) -> None:
    """Forget files of forms that came back with an error and were never sent again."""
    actions.drop_unsent(at=clock.now())
