"""Whom to telephone, and what they said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from prima.complaints.models import CallBack, Complaint
from prima.complaints.rules import REACHED, CallBackOutcome, ComplaintStatus, EventKind, local_day
from prima.kernel.actors import Actor
from prima.offices.public import Office

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class MonthOfCalls:
    """What was heard about the reports of one office that were closed in one month."""

    month: date
    office: str
    drawn: int
    reached: int
    settled: int
    not_settled: int


def month_before(office: Office, at: datetime) -> date:
    """The first day of the month that ended last, on the calendar of the office."""
    first = local_day(at, office.time_zone).replace(day=1)
    return (first - timedelta(days=1)).replace(day=1)


def closed_in(office: Office, month: date) -> list[int]:
    """Reports this office had in hand that were closed in a month, and can be telephoned."""
    zone = ZoneInfo(office.time_zone)
    after = (month + timedelta(days=32)).replace(day=1)
    found = Complaint.objects.filter(
        handling_office=office,
        status=ComplaintStatus.CLOSED,
        closed_at__gte=datetime.combine(month, time(), zone),
        closed_at__lt=datetime.combine(after, time(), zone),
        erased_at=None,
    )
    reachable = found.exclude(reporter=None).exclude(reporter__phone_index="")
    return list(reachable.exclude(gravity="").order_by("pk").values_list("pk", flat=True))


def waiting_calls(actor: Actor) -> QuerySet[CallBack]:
    """Those nobody has made yet, the oldest first."""
    found = CallBack.objects.visible_to(actor).filter(outcome="")
    rows = found.select_related("complaint__office", "complaint__service")
    return rows.order_by("month", "pk")


def one_call(actor: Actor, pk: int) -> CallBack | None:
    """One of them, also after it was made."""
    found = CallBack.objects.visible_to(actor).filter(pk=pk)
    return found.select_related("complaint__office", "complaint__service").first()


def answer_of(call: CallBack) -> str:
    """What the person was told last."""
    said = call.complaint.events.filter(kind=EventKind.ANSWERED).order_by("-at").first()
    return (said.text or "") if said else ""


def months_of_calls(actor: Actor) -> list[MonthOfCalls]:
    """The newest first, by office; a rate without its number is not shown."""
    asks = actor.offices_with("handle_complaints") | actor.offices_with("decide_complaints")
    rows = (
        CallBack.objects.filter(Q(office_id__in=asks) | Q(complaint__handling_office_id__in=asks))
        .values("month", "complaint__handling_office__name")
        .annotate(
            drawn=Count("pk"),
            reached=Count("pk", filter=Q(outcome__in=REACHED)),
            settled=Count("pk", filter=Q(outcome=CallBackOutcome.SETTLED)),
            not_settled=Count("pk", filter=Q(outcome=CallBackOutcome.NOT_SETTLED)),
        )
        .order_by("-month", "complaint__handling_office__name")
    )
    names = ("month", "complaint__handling_office__name", "drawn", "reached", "settled")
    found = rows.values_list(*names, "not_settled")
    return [MonthOfCalls(*row) for row in found[:_SHOWN]]
