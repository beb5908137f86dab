"""Periodic work on the register of rules."""

from __future__ import annotations

from procrastinate.contrib.django import app

from prima.kernel import clock
from prima.kernel.actors import SYSTEM
from prima.kernel.tasks import giving_back
from prima.standards import actions


@app.periodic(cron="41 * * * *")
@app.task(name="standards.keep_register", queueing_lock="standards.keep_register")
@giving_back
def keep_register(timestamp: int) -> None:
    """Bring the register to the file of law of this version, also after an upgrade."""
    actions.load_regulations(by=SYSTEM, at=clock.now())
    actions.link_standards(by=SYSTEM, at=clock.now())
