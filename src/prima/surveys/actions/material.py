"""The counts of a period from which its signals are judged; nobody is shown them."""

from collections import defaultdict
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q

from prima.cases.public import Case, CaseStatus, WorkItem
from prima.kernel.models import JournalEntry
from prima.standards.public import standards_in_force
from prima.surveys import rules
from prima.surveys.core.elements import KEYS
from prima.surveys.core.signals import AT_DESK, TRACED, DayCount, Ended, Material
from prima.surveys.models import (
    Invitation,
    SurveyPeriod,
    SurveyResponse,
    SurveyResponseQuerySet,
    TraceCount,
)
from prima.surveys.rules import Window

_YEAR: Final = timedelta(days=365)
# Half of all marks: whoever gives no more is unhappy with nearly everything.
BAD_SUM: Final = 18
_STRAIGHT: Final = Q(**{key: F(KEYS[0]) for key in KEYS[1:]})
_BEST: Final = Q(**dict.fromkeys(KEYS, 4))
_ENDED: Final = (CaseStatus.COMPLETED, CaseStatus.REFUSED, CaseStatus.WITHDRAWN)


def material_of(period: SurveyPeriod) -> Material:
    """Everything `core.signals.judge` looks at; a fixed number of queries."""
    office_id, window = period.office_id, period.window
    answers = SurveyResponse.objects.of(office_id, window)
    before = SurveyResponse.objects.filter(
        office_id=office_id,
        month__lt=window.starts_on,
        month__gte=window.starts_on - _YEAR,
    )
    now, past = _straight(answers), _straight(before)
    fees = fees_said(period)
    officers, completed, drawn = _ended(period)
    traces = TraceCount.objects.before(office_id, window.starts_on - _YEAR, window.starts_on)
    return Material(
        answers=now["all"],
        **TraceCount.objects.added_up(office_id, window),
        at_desk_before=traces.get(AT_DESK, 0),
        traced_before=traces.get(TRACED, 0),
        straight=now["straight"],
        straight_before=past["straight"],
        answers_before=past["all"],
        free=sum(base for _count, base in fees.values()),
        charged=sum(count for count, _base in fees.values()),
        completed=completed,
        drawn=drawn,
        noted=_noted(office_id, window),
        kept=now["all"],
        days=_days(period),
        officers=officers,
    )


def fees_said(period: SurveyPeriod) -> dict[int, tuple[int, int]]:
    """By free service: how many answers say it cost something, of how many."""
    free = SurveyResponse.objects.of(period.office_id, period.window).filter(
        service_id__in=_free_services(period)
    )
    charged = Count("pk", filter=Q(cost__lt=4))
    found = free.values("service_id").annotate(charged=charged, all=Count("pk"))
    return {one["service_id"]: (one["charged"], one["all"]) for one in found.order_by()}


def _straight(answers: SurveyResponseQuerySet) -> dict[str, int]:
    return answers.aggregate(all=Count("pk"), straight=Count("pk", filter=_STRAIGHT))


def _free_services(period: SurveyPeriod) -> set[int]:
    """Services whose every fee is 0 when the period ends, and was when it began."""
    free: set[int] = set()
    charged: set[int] = set()
    for day in (period.starts_on, period.ends_on):
        for service_id, standard in standards_in_force(period.office, day).items():
            has_fee = any(fee.amount for fee in standard.content.fee)
            (charged if has_fee else free).add(service_id)
    return free - charged


def _days(period: SurveyPeriod) -> tuple[DayCount, ...]:
    nine = sum((F(key) for key in KEYS[1:]), F(KEYS[0]))
    given = SurveyResponse.objects.of(period.office_id, period.window).annotate(total=nine)
    found = given.values_list("answered_on").annotate(
        Count("pk"),
        best=Count("pk", filter=_BEST),
        bad=Count("pk", filter=Q(total__lte=BAD_SUM)),
    )
    return tuple(DayCount(*row) for row in found.order_by("answered_on"))


def _ended(period: SurveyPeriod) -> tuple[tuple[Ended, ...], int, int]:
    """Cases by the officer who did the first step; how many were completed, and drawn of those.

    By the first step, because refusals and signatures are the work of a few by law.
    """
    cases = _cases(period)
    drawn = set(Invitation.objects.filter(case_id__in=cases).values_list("case_id", flat=True))
    first = WorkItem.objects.filter(case_id__in=cases, done_by__isnull=False)
    firsts = first.order_by("case_id", "recorded_at").distinct("case_id")
    by_officer: dict[int, list[bool]] = defaultdict(list)
    for case_id, officer_id in firsts.values_list("case_id", "done_by_id"):
        by_officer[officer_id].append(case_id in drawn)
    completed = {pk for pk, status in cases.items() if status == CaseStatus.COMPLETED}
    officers = tuple(Ended(len(each), sum(each)) for each in by_officer.values())
    return officers, len(completed), len(completed & drawn)


def _cases(period: SurveyPeriod) -> dict[int, str]:
    """Every case of the office that ended within the period, with its end."""
    zone = ZoneInfo(period.office.time_zone)
    start = datetime.combine(period.starts_on, time.min, zone)
    end = datetime.combine(period.ends_on + timedelta(days=1), time.min, zone)
    ended = Case.objects.filter(
        office_id=period.office_id, status__in=_ENDED, ended_at__gte=start, ended_at__lt=end
    )
    return dict(ended.values_list("pk", "status"))


def _noted(office_id: int, window: Window) -> int:
    """How many answers the journal counted when their ballots were mixed."""
    months = (window.starts_on.isoformat(), window.ends_on.isoformat())
    mixed = JournalEntry.objects.filter(
        chain=rules.chain_of(office_id), what="survey.ballots_mixed", payload__month__range=months
    )
    return sum(payload["count"] for payload in mixed.values_list("payload", flat=True))
