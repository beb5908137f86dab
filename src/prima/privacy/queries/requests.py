"""Requests as their person and as the manager sees them, with the clock in hours."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from prima.kernel import clock
from prima.kernel.actors import Actor
from prima.kernel.journal.models import JournalEntry
from prima.offices.public import Office, StaffMember
from prima.privacy import rules
from prima.privacy.models import DataRequest
from prima.privacy.models.requests import DataRequestQuerySet
from prima.privacy.rules import RequestState

_HOUR = 3600


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request with what a list says of it."""

    request: DataRequest
    received: str
    due: str
    hours: str
    is_late: bool
    tone: str
    basis: str
    reason: str
    offers_copy: bool


@dataclass(frozen=True, slots=True)
class NikViews:
    """How often one member of staff opened a whole NIK in a span of time."""

    name: str
    office: str
    count: int
    cases: int


_TONES = {
    RequestState.RECEIVED: "info",
    RequestState.GRANTED: "success",
    RequestState.PARTLY: "warning",
    RequestState.REFUSED: "danger",
}


def requests_of(case_id: int, now: datetime) -> list[RequestLine]:
    """What the person of a case has asked so far, the newest first."""
    rows = DataRequest.objects.filter(case_id=case_id).select_related("case__office")
    return [line_of(one, now) for one in rows.order_by("-received_at", "-pk")]


def requests_for(actor: Actor) -> DataRequestQuerySet:
    """Requests this person may answer, the one that is due first before all."""
    return DataRequest.objects.visible_to(actor).select_related("case__office", "case__service")


def request_for(actor: Actor, pk: int) -> DataRequest | None:
    """One request; that of another office does not exist."""
    return (
        requests_for(actor)
        .select_related("taken_by__staff", "decided_by__staff")
        .filter(pk=pk)
        .first()
    )


def line_of(request: DataRequest, now: datetime) -> RequestLine:
    """The words of one request."""
    zone = request.case.office.time_zone
    late = request.is_late(now)
    state = RequestState(request.state)
    limit = next((one for one in rules.law().limits if one.key == request.limit), None)
    return RequestLine(
        request=request,
        received=clock.format_moment(request.received_at, zone),
        due=clock.format_moment(request.due_at, zone),
        hours=_hours(request, now),
        is_late=late,
        tone="danger" if late and state == RequestState.RECEIVED else _TONES[state],
        basis=limit.law.basis if limit else "",
        reason=limit.sentence if limit else "",
        offers_copy=request.offers_copy(now),
    )


def nik_views(actor: Actor, since: datetime) -> list[NikViews]:
    """Per person the whole NIKs opened in the offices this person manages, most first."""
    names = dict(
        Office.objects.filter(pk__in=actor.offices_with("manage_office")).values_list("pk", "name")
    )
    rows = JournalEntry.objects.filter(
        what="case.nik_shown",
        chain__in=[f"office:{pk}" for pk in names],
        happened_at__gte=since,
    ).values_list("chain", "actor_id", "about_id")
    views: Counter[tuple[str, int | None]] = Counter()
    seen: dict[tuple[str, int | None], set[str]] = {}
    for chain, actor_id, about_id in rows:
        views[chain, actor_id] += 1
        seen.setdefault((chain, actor_id), set()).add(about_id)
    people = dict(
        StaffMember.objects.filter(user_id__in=[user for _c, user in views]).values_list(
            "user_id", "name"
        )
    )
    return [
        NikViews(
            people.get(user, _("Pegawai tidak dikenal")) if user else _("Sistem"),
            names[int(chain.partition(":")[2])],
            count,
            len(seen[chain, user]),
        )
        for (chain, user), count in views.most_common()
    ]


def _hours(request: DataRequest, now: datetime) -> str:
    """The clock of the law counts hours, through nights and holidays; so does the page."""
    if request.decided_at is not None:
        used = int((request.decided_at - request.received_at).total_seconds() // _HOUR)
        return _("dijawab dalam %(hours)d jam") % {"hours": used}
    left = (request.due_at - now).total_seconds()
    if left < 0:
        return _("terlambat %(hours)d jam") % {"hours": int(-left // _HOUR)}
    return _("%(hours)d jam lagi") % {"hours": int(left // _HOUR)}
