"""Gifts for the viewer, their two clocks, and what the law says about one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from prima.integrity.core.gratification import Deadline, DeadlineKey, Judgement, law
from prima.integrity.models import Gratuity
from prima.integrity.models.gratuities import GratuityQuerySet
from prima.integrity.rules.gratuities import DECIDED, GratuityState, gift_of
from prima.kernel import clock as wall
from prima.kernel.actors import Actor
from prima.offices.public import Duration, Office, StaffMember, calendar_of
from prima.standards.public import Service, services_offered

# Words of the national days before which gifts are usual, and how long before we speak of it.
_FESTIVALS: Final = ("idul fitri", "natal", "nyepi", "waisak", "imlek", "idul adha")
_AHEAD: Final = 21


@dataclass(frozen=True, slots=True)
class Clock:
    """One deadline of one gift: what must be done by when, and how it stands."""

    label: str
    due_at: datetime
    is_provisional: bool
    done_on: date | None
    is_late: bool
    days_left: int
    rule: Deadline

    @property
    def is_running(self) -> bool:
        return self.done_on is None


def home_office(actor: Actor) -> Office | None:
    """The office somebody belongs to; a gift is noted there."""
    staff = StaffMember.objects.select_related("home_office").filter(user_id=actor.id or 0).first()
    return staff.home_office if staff else None


def services_at(actor: Actor) -> QuerySet[Service]:
    """The services somebody may have been busy with when a gift was offered."""
    office = home_office(actor)
    return services_offered(office) if office else Service.objects.none()


def gratuities_for(actor: Actor) -> GratuityQuerySet:
    """What this person may see, the newest first."""
    found = Gratuity.objects.visible_to(actor).select_related("office", "reporter", "service")
    return found.order_by("-happened_on", "-pk")


def clocks_of(gratuity: Gratuity, now: datetime) -> list[Clock]:
    """The deadlines of a gift by the calendar of its office, the first one that counts on top."""
    if gratuity.is_refused:
        return []
    found = (_clock(gratuity, stretch, now) for stretch in _stretches(gratuity))
    return [clock for clock in found if clock is not None]


def next_clock(gratuity: Gratuity, now: datetime) -> Clock | None:
    """The nearest deadline that still runs."""
    running = [one for one in clocks_of(gratuity, now) if one.is_running]
    return min(running, key=lambda one: one.due_at, default=None)


def judgement_of(gratuity: Gratuity) -> Judgement:
    """Whether the rule of the day of the gift wants it reported."""
    return law().judge(
        gift_of(
            on=gratuity.happened_on,
            occasion=gratuity.occasion,
            relation=gratuity.relation,
            kind=gratuity.kind,
            value=gratuity.value,
            earlier=gratuity.earlier_value,
        )
    )


def festival_ahead(office: Office, today: date) -> str:
    """The next feast before which gifts are usual, by the office's calendar; "" when none."""
    days = calendar_of(office)
    for ahead in range(1, _AHEAD + 1):
        for reason in days.day(today + timedelta(days=ahead)).reasons:
            if any(word in reason.lower() for word in _FESTIVALS):
                return reason
    return ""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """From where to where one deadline runs."""

    key: DeadlineKey
    label: str
    start: datetime
    done_on: date | None


def _stretches(gratuity: Gratuity) -> Iterator[_Stretch]:
    received = _midnight(gratuity.happened_on, gratuity.office)
    forwarded, told = gratuity.forwarded_on, gratuity.reported_at
    state = GratuityState(gratuity.state)
    # Whoever reported straight to the commission has no business with the other clock.
    if told is not None or forwarded is None:
        yield _Stretch("upg", _("Lapor ke UPG"), received, _day(told, gratuity))
    yield _Stretch("kpk", _("Sampai di KPK"), received, forwarded)
    if told is not None and state != GratuityState.LAPSED:
        if state == GratuityState.INCOMPLETE:
            yield _Stretch("complete", _("Laporan dilengkapi"), told, None)
        yield _Stretch("forward", _("UPG meneruskan ke KPK"), told, forwarded)
    if forwarded is not None and state in {GratuityState.FORWARDED, *DECIDED}:
        begun = _midnight(forwarded, gratuity.office)
        yield _Stretch("decree", _("KPK menetapkan status"), begun, gratuity.decided_on)


def _clock(gratuity: Gratuity, stretch: _Stretch, now: datetime) -> Clock | None:
    rule = law().deadline(stretch.key, gratuity.happened_on)
    if rule is None:
        return None
    days = calendar_of(gratuity.office)
    span = Duration(rule.working_days, "working_day")
    due = days.add(stretch.start, span, day_end="midnight")
    today = now.astimezone(days.zone).date()
    late = (stretch.done_on or today) > due.at.date()
    last = _midnight(due.at.date(), gratuity.office)
    left = 0 if late else days.working_days_between(_midnight(today, gratuity.office), last)
    return Clock(stretch.label, due.at, due.provisional, stretch.done_on, late, left, rule)


def _midnight(on: date, office: Office) -> datetime:
    """The first moment of a day: a gift of a working day has that day as its day 0."""
    return datetime(on.year, on.month, on.day, tzinfo=calendar_of(office).zone)


def _day(at: datetime | None, gratuity: Gratuity) -> date | None:
    return at.astimezone(calendar_of(gratuity.office).zone).date() if at else None


def today_of(office: Office) -> date:
    """The date on the wall of an office."""
    return wall.now().astimezone(calendar_of(office).zone).date()
