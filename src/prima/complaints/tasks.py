"""Background work of complaints: missed dates every hour, what comes again and again at night."""

from procrastinate.contrib.django import app

from prima.complaints import actions
from prima.complaints.queries.callbacks import closed_in, month_before
from prima.complaints.queries.checklist import waited_enough
from prima.complaints.queries.overdue import to_ask_again, to_close, to_escalate
from prima.complaints.queries.years import counted_in, years_to_count
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


@app.periodic(cron="17 * * * *")
@app.task(name="complaints.go_on", queueing_lock="complaints.go_on")
@giving_back
def go_on(timestamp: int) -> None:
    """What nobody completed in time is handled with what is there; one transaction each."""
    at = clock.now()
    for one in waited_enough(at):
        actions.go_on_without(one, by=SYSTEM, at=at)


@app.periodic(cron="*/5 * * * *")
@app.task(name="complaints.read_mailbox", queueing_lock="complaints.read_mailbox")
@giving_back
def read_mailbox(timestamp: int) -> None:
    """What people wrote by e-mail, where a mailbox is set."""
    actions.read_mailbox(by=SYSTEM, now=clock.now)


@app.periodic(cron="47 * * * *")
@app.task(name="complaints.mark_unmarked", queueing_lock="complaints.mark_unmarked")
@giving_back
def mark_unmarked(timestamp: int) -> None:
    """What was kept before its words had marks is found by words too."""
    actions.mark_unmarked(by=SYSTEM)


@app.periodic(cron="37 * * * *")
@app.task(name="complaints.escalate", queueing_lock="complaints.escalate")
@giving_back
def escalate(timestamp: int) -> None:
    """Put missed dates before the next official; one transaction a complaint."""
    at = clock.now()
    for one in to_escalate(at):
        actions.escalate(one, by=SYSTEM, at=at)


@app.periodic(cron="27 19 * * *")  # 02.27 in Jakarta
@app.task(name="complaints.draw_call_backs", queueing_lock="complaints.draw_call_backs")
@giving_back
def draw_call_backs(timestamp: int) -> None:
    """Of what each office closed in the month before, a few are asked by telephone."""
    at = clock.now()
    for office in Office.objects.order_by("pk").iterator():
        month = month_before(office, at)
        closed = closed_in(office, month)
        if closed:
            actions.draw_call_backs(office, closed, month=month, by=SYSTEM, at=at)


@app.periodic(cron="57 19 * * *")  # 02.57 in Jakarta
@app.task(name="complaints.count_years", queueing_lock="complaints.count_years")
@giving_back
def count_years(timestamp: int) -> None:
    """The figures everybody reads; one transaction an office and year."""
    at = clock.now()
    for office in Office.objects.order_by("pk").iterator():
        for year in years_to_count(office, at):
            counted = counted_in(office, year, at)
            actions.keep_year(office, year, counted, by=SYSTEM, at=at)


@app.periodic(cron="17 18 * * *")  # 01.17 in Jakarta
@app.task(name="complaints.close_silent", queueing_lock="complaints.close_silent")
@giving_back
def close_silent(timestamp: int) -> None:
    """Close what nobody answered to in time, and ask the silent again after four weeks."""
    at = clock.now()
    for one in to_close(at):
        actions.close_silent(one, by=SYSTEM, at=at)
    for one in to_ask_again(at):
        actions.ask_again(one, by=SYSTEM, at=at)
