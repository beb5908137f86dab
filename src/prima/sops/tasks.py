"""Periodic work on procedures."""

from __future__ import annotations

from procrastinate.contrib.django import app

from prima.kernel import clock
from prima.kernel.actors import SYSTEM
from prima.kernel.tasks import giving_back
from prima.sops import actions


@app.periodic(cron="43 * * * *")
@app.task(name="sops.link_citations", queueing_lock="sops.link_citations")
@giving_back
def link_citations(timestamp: int) -> None:
    """Link versions that were written before there was a register of rules."""
    actions.link_sops(by=SYSTEM, at=clock.now())
