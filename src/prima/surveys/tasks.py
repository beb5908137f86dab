"""Background work of the survey: inviting by e-mail, mixing ballots and closing periods."""

from procrastinate.contrib.django import app

from prima.kernel import clock
from prima.kernel.actors import SYSTEM
from prima.kernel.tasks import giving_back
from prima.surveys import actions


@app.task(name="surveys.invite")
@giving_back
def invite(invitation_id: int) -> None:
    """Send the link to whoever left an e-mail address."""
    actions.send_invitation(invitation_id=invitation_id, by=SYSTEM, at=clock.now())


@app.periodic(cron="37 18 * * *")  # 01.37 in Jakarta
@app.task(name="surveys.count", queueing_lock="surveys.count")
@giving_back
def count(timestamp: int) -> None:
    """Mix what lies in the ballot boxes and close the periods that are due."""
    now = clock.now()
    actions.run_periodic_work(by=SYSTEM, at=now)
    actions.forget_ways(by=SYSTEM, at=now)
