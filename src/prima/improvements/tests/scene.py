"""A KUA, its head and staff, and a closed period, made by the real actions."""

from dataclasses import dataclass
from datetime import date

from prima.improvements.models import ImprovementAction
from prima.kernel.actors import Actor
from prima.offices.public import Role, StaffMember
from prima.offices.tests import people
from prima.surveys.core.elements import KEYS
from prima.surveys.models import SurveyPeriod
from prima.surveys.rules import PeriodLength, window_of
from prima.surveys.tests.places import LATER, Place, close, draw, fill, make_place


@dataclass(frozen=True)
class Desk:
    """A KUA with its people after June was closed with ten answers."""

    place: Place
    head: Actor
    officer: Actor
    owner: StaffMember
    period: SurveyPeriod

    @property
    def proposed(self) -> list[ImprovementAction]:
        return list(ImprovementAction.objects.of_periods([self.period.pk]))


def closed_later(desk: Desk, month: int, **means: int) -> SurveyPeriod:
    """A later month, counted: every element 4 but for those named."""
    window = window_of(date(2026, month, 1), PeriodLength.MONTH)
    return SurveyPeriod.objects.create(
        office=desk.place.kua,
        starts_on=window.starts_on,
        ends_on=window.ends_on,
        population=20,
        invited=20,
        respondents=10,
        sums={key: 10 * means.get(key, 4) for key in KEYS},
        squares=10 * 36**2,
        closed_on=date(2026, month + 1, 20),
    )


def make_desk() -> Desk:
    """Ten people answered in June; the system closed it."""
    place = make_place()
    head = people.make_staff(place.kua, "Ahmad Fauzan", Role.HEAD)
    officer = people.make_staff(place.kua, "Siti Rahmah", Role.OFFICER)
    people.make_position(place.kua, "front_office", officer)
    for _ in range(10):
        fill(draw(place), 4, time=2, facilities=1, procedure=3)
    close(place.kua)
    return Desk(
        place,
        people.acting(head, LATER),
        people.acting(officer, LATER),
        officer,
        SurveyPeriod.objects.get(),
    )
