"""Background work of privacy: the nightly look at what has been kept long enough."""

from procrastinate.contrib.django import app

from prima.kernel import clock
from prima.kernel.actors import SYSTEM
from prima.kernel.tasks import giving_back
from prima.privacy import actions


@app.periodic(cron="7 20 * * *")  # 03.07 in Jakarta
@app.task(name="privacy.retain", queueing_lock="privacy.retain")
@giving_back
def retain(timestamp: int) -> None:
    """Announce what will be erased, and erase what was announced long enough ago."""
    actions.run_retention(by=SYSTEM, at=clock.now())
