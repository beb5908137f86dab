"""Background work of complaints: what comes again and again is raised every night."""

from procrastinate.contrib.django import app

from prima.complaints import actions
from prima.kernel import clock
from prima.kernel.actors import SYSTEM
from prima.kernel.tasks import giving_back
from prima.offices.public import Office


@app.periodic(cron="7 19 * * *")  # 02.07 in Jakarta
@app.task(name="complaints.raise_clusters", queueing_lock="complaints.raise_clusters")
@giving_back
def raise_clusters(timestamp: int) -> None:
    """Raise what came often enough; one transaction an office."""
    for office in Office.objects.order_by("pk").iterator():
        actions.raise_clusters(office, by=SYSTEM, at=clock.now())
