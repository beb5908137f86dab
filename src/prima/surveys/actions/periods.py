"""Closing: a period is counted once, when none of its links opens any more."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial

from django.db.models import Count, Max, Min, Q
from django.utils.translation import gettext as _

from prima.kernel import events, journal, sweeping
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.offices.public import Office
from prima.surveys import permissions, rules
from prima.surveys.actions.answers import forget_owners, mix_ballots
from prima.surveys.actions.services import note_services
from prima.surveys.actions.signals import note_signals
from prima.surveys.core.index import index_of_sums
from prima.surveys.core.report import LOWEST_SHOWN, permille
from prima.surveys.events import LowElement
from prima.surveys.models import Ballot, Invitation, SurveyPeriod, SurveyResponse, SurveyRule
from prima.surveys.rules import Window


@journal.action
def close_period(*, office: Office, window: Window, by: Actor, at: datetime) -> SurveyPeriod:
    """Count a period in which no link opens any more, once and for all."""
    require(permissions.can_count(by))
    today = rules.local_day(at, office.time_zone)
    if today < rules.closes_on(window):
        raise RuleBroken(_("Periode survei ini masih menerima jawaban."))
    in_box = Ballot.objects.filter(office=office, month__range=(window.starts_on, window.ends_on))
    for month in in_box.order_by("month").values_list("month", flat=True).distinct():
        mix_ballots(office=office, month=month, by=by, at=at)
    figures = _figures(office, window)
    period, created = SurveyPeriod.objects.get_or_create(
        office=office,
        starts_on=window.starts_on,
        defaults={**figures, "ends_on": window.ends_on, "closed_on": today},
    )
    if created:
        counts = {name: figures[name] for name in ("population", "invited", "respondents")}
        journal.append(
            "survey.period_closed",
            about=period,
            chain=rules.chain_of(office.pk),
            by=by,
            at=at,
            payload={"starts_on": window.starts_on, "ends_on": window.ends_on, **counts},
        )
        note_services(period)
        note_signals(period, by, at)
        _tell_lowest(period, at)
    return period


def _tell_lowest(period: SurveyPeriod, at: datetime) -> None:
    """Say which elements are weakest, where the figure may be shown at all."""
    if not rules.is_enough(period.window, period.respondents):
        return
    scores = index_of_sums(period.sums, period.respondents).scores
    for score in sorted(scores, key=lambda one: one.mean)[:LOWEST_SHOWN]:
        events.publish(
            LowElement(
                office_id=period.office_id,
                period_id=period.pk,
                element=score.key,
                mean_permille=permille(score.mean),
                at=at,
            )
        )


def run_periodic_work(*, by: Actor, at: datetime) -> int:
    """Mix every batch that is large enough and close every period that is due; gives how many.

    Each in its own transaction, so that one office never waits for another; may run at any time
    and twice.
    """
    require(permissions.can_count(by))
    work: list[Callable[[], int]] = [partial(_forget, by=by, at=at)]
    work += [partial(_mix, office, month, by=by, at=at) for office, month in _full_boxes(at)]
    work += [partial(_close_due, office, by=by, at=at) for office in _drawing_offices()]
    return sweeping.each(work, lambda do: do())


def _forget(*, by: Actor, at: datetime) -> int:
    """Nothing is counted by it: the owners of ballots are forgotten."""
    forget_owners(by=by, at=at)
    return 0


def _mix(office: Office, month: date, *, by: Actor, at: datetime) -> bool:
    return bool(mix_ballots(office=office, month=month, by=by, at=at))


def _close_due(office: Office, *, by: Actor, at: datetime) -> int:
    """Close the periods of one office in order: one that fails is never passed by a later one."""
    windows = list(_due(office, at))
    for window in windows:
        close_period(office=office, window=window, by=by, at=at)
    return len(windows)


def _figures(office: Office, window: Window) -> dict[str, object]:
    drawn = Invitation.objects.of(office.pk, window).aggregate(
        population=Count("pk"), invited=Count("pk", filter=Q(is_invited=True))
    )
    added = SurveyResponse.objects.of(office.pk, window).added_up()
    return {
        **drawn,
        "respondents": added.respondents,
        "sums": dict(added.sums),
        "squares": added.squares,
    }


def _full_boxes(at: datetime) -> list[tuple[Office, date]]:
    """Office and month of each batch in which nobody stands alone and nothing changes any more."""
    # Nowhere in the country is it an earlier day than in Greenwich.
    settled = Ballot.objects.filter(answered_on__lt=rules.settled_before(at.date()))
    batches = list(
        settled.values_list("office_id", "month")
        .annotate(count=Count("pk"))
        .filter(count__gte=rules.SMALLEST_BATCH)
        .order_by("office_id", "month")
    )
    offices = Office.objects.in_bulk([office_id for office_id, _month, _count in batches])
    return [(offices[office_id], month) for office_id, month, _count in batches]


def _drawing_offices() -> list[Office]:
    drawing = Invitation.objects.values("office_id").distinct()
    return list(Office.objects.filter(pk__in=drawing).order_by("pk"))


def _due(office: Office, at: datetime) -> Iterator[Window]:
    """The office's periods with draws that ended long enough ago and are not closed, in order."""
    last = SurveyPeriod.objects.filter(office=office).aggregate(on=Max("ends_on"))["on"]
    open_draws = Invitation.objects.filter(office=office, drawn_on__gt=last or date.min)
    day = open_draws.aggregate(on=Min("drawn_on"))["on"]
    lengths = SurveyRule.lengths_of(office.pk)
    while day is not None:
        window = rules.window_of(day, rules.length_on(day, lengths))
        if rules.local_day(at, office.time_zone) < rules.closes_on(window):
            return
        yield window
        later = Invitation.objects.filter(office=office, drawn_on__gt=window.ends_on)
        day = later.aggregate(on=Min("drawn_on"))["on"]
