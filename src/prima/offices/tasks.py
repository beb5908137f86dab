"""Periodic work of offices; the task asks the database, so a restart loses nothing."""

from __future__ import annotations

from procrastinate.contrib.django import app

from prima.kernel import clock
from prima.kernel.tasks import giving_back
from prima.offices import actions, queries
from prima.offices.models import Office


@app.periodic(cron="7,37 * * * *")
@app.task(name="offices.raise_gaps", queueing_lock="offices.raise_gaps")
@giving_back
def raise_gaps(timestamp: int) -> None:
    """Tell of positions nobody stands in at, before their first work is late."""
    now = clock.now()
    actions.raise_gaps(queries.gaps_of(Office.objects.all(), now), at=now)
