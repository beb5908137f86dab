"""The page that holds offices beside each other: what it shows, to whom, what it keeps quiet."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from importlib import import_module

import pytest
from django.apps import apps
from django.db import InternalError, ProgrammingError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from prima.kernel.actors import Actor
from prima.offices.public import Office
from prima.offices.tests import people
from prima.standards.public import Service
from prima.surveys import queries
from prima.surveys.core.elements import KEYS
from prima.surveys.core.offices_compared import Standing
from prima.surveys.models import ServiceSums, SurveyPeriod
from prima.surveys.tests.places import JUNE, LATER, Place, answered, close, make_place
from prima.surveys.views import comparison as page

pytestmark = pytest.mark.django_db
TODAY = LATER.date()
# Made by hand: so many gave nine answers of one total, so many of another.
Marks = Sequence[tuple[int, int]]


@pytest.fixture
def place() -> Place:
    return make_place()


def other_service(place: Place, key: str) -> Service:
    """One more service of the catalogue, as far as sums need it."""
    twin = Service.objects.get(pk=place.service.pk)
    twin.pk, twin.key, twin.name = None, key, key.title()
    twin.save()
    return twin


def closed(office: Office, services: dict[Service, Marks], ends_on: date = JUNE.ends_on) -> None:
    """A closed period with the sums of its services."""
    marks = [mark for one in services.values() for mark in one]
    people_count = sum(count for _total, count in marks)
    total = sum(total * count for total, count in marks)
    share, rest = divmod(total, 9)
    period = SurveyPeriod.objects.create(
        office=office, starts_on=ends_on.replace(day=1), ends_on=ends_on,
        population=people_count * 4, invited=people_count * 2, respondents=people_count,
        sums={key: share + (place < rest) for place, key in enumerate(KEYS)},
        squares=sum(total**2 * count for total, count in marks), closed_on=TODAY,
    )  # fmt: skip
    for service, some in services.items():
        count = sum(count for _total, count in some)
        if count >= 10:
            ServiceSums.objects.create(
                period=period, service=service, population=count * 4, respondents=count,
                answer_sum=sum(total * count for total, count in some),
                squares=sum(total**2 * count for total, count in some),
            )  # fmt: skip


def head_of(*offices: Office) -> Actor:
    grants = {"see_performance": frozenset(one.pk for one in offices)}
    return Actor(id=7, kind="staff", grants=grants)


def shown(place: Place) -> dict[str, queries.OfficeLine]:
    found = queries.offices_compared(place.district, JUNE, TODAY)
    return {line.office.key: line for line in found.lines}


def test_closing_keeps_the_sums_of_services_that_isolate_nobody(place: Place) -> None:
    permits = Place(place.district, place.kua, other_service(place, "permits"))
    few = Place(place.district, place.kua, other_service(place, "few"))
    answered(place, 14, level=4)
    answered(permits, 11, level=2)
    answered(few, 3, level=1)
    close(place.kua)

    # The eleven are left out beside the three: else the whole less the others gave those.
    (row,) = ServiceSums.objects.all()
    assert (row.service, row.respondents, row.population) == (place.service, 14, 14)
    assert (row.answer_sum, row.squares) == (14 * 36, 14 * 36**2)


def test_periods_closed_before_get_the_same_sums(place: Place) -> None:
    permits = Place(place.district, place.kua, other_service(place, "permits"))
    answered(place, 12, level=4)
    answered(permits, 10, level=3)
    close(place.kua)
    kept = list(ServiceSums.objects.order_by("service_id").values_list())
    fill = import_module("prima.surveys.migrations.0008_fill_service_sums")

    made = fill._of(apps, SurveyPeriod.objects.get())

    fields = ("service_id", "population", "respondents", "answer_sum", "squares")
    assert [tuple(getattr(one, name) for name in fields) for one in made] == [
        row[2:] for row in kept
    ]
    assert len(kept) == 2


def test_the_sums_cannot_be_changed_or_removed(place: Place) -> None:
    closed(place.kua, {place.service: [(30, 12)]})

    for change in (
        lambda: ServiceSums.objects.update(answer_sum=1),
        lambda: ServiceSums.objects.all().delete(),
    ):
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            change()


def test_offices_stand_by_name_with_what_may_be_said_of_each(place: Place) -> None:
    low = people.make_office("kua-awayan", parent=place.district)
    even = people.make_office("kua-tanta", parent=place.district)
    closed(place.kua, {place.service: [(35, 40), (33, 40)]})
    closed(even, {place.service: [(26, 20), (36, 20)]})
    closed(low, {place.service: [(26, 40), (28, 40)]})

    lines = shown(place)

    assert [line.office.name for line in lines.values()] == sorted(
        line.office.name for line in lines.values()
    )
    standings = {key: line.beside and line.beside.standing for key, line in lines.items()}
    assert standings["kua-awayan"] is Standing.BELOW
    assert standings["kua-tanta"] is Standing.MAY_BE_CHANCE
    assert standings[place.kua.key] is Standing.ABOVE


def test_the_mix_of_services_makes_nobody_look_worse(place: Place) -> None:
    other = people.make_office("kua-tanta", parent=place.district)
    hard = other_service(place, "hard")
    easy: Marks = [(34, 1), (36, 1)]
    closed(place.kua, {place.service: _times(easy, 40), hard: _times([(22, 1), (24, 1)], 10)})
    closed(other, {place.service: _times(easy, 10), hard: _times([(22, 1), (24, 1)], 40)})

    lines = shown(place)

    assert lines[place.kua.key].index != lines["kua-tanta"].index
    values = {line.beside.value for line in lines.values() if line.beside}
    assert values == {Decimal("80.56")}
    found = queries.offices_compared(place.district, JUNE, TODAY)
    assert {one.percent for one in found.services} == {Decimal("50.0")}


def test_nine_answers_show_no_figure_of_the_office(place: Place) -> None:
    other = people.make_office("kua-tanta", parent=place.district)
    closed(place.kua, {place.service: [(30, 12)]})
    closed(other, {place.service: [(36, 9)]})

    found = queries.offices_compared(place.district, JUNE, TODAY)

    line = shown(place)["kua-tanta"]
    assert (line.index, line.beside, found.average, found.compared) == (None, None, None, 0)


def test_a_period_under_thirty_days_shows_no_figure(place: Place) -> None:
    short = date(2026, 2, 28)
    closed(place.kua, {place.service: [(30, 12)]}, ends_on=short)
    (window,) = queries.windows_below(place.district, TODAY)

    found = queries.offices_compared(place.district, window, TODAY)

    assert [line.index for line in found.lines] == [None]


def test_the_page_costs_the_same_with_two_offices_and_with_twelve(
    place: Place, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    closed(place.kua, {place.service: [(30, 12)]})
    for number in range(11):
        other = people.make_office(f"kua-{number:02}", parent=place.district)
        closed(other, {place.service: [(30, 6), (28 + number % 3, 6)]})

    with django_assert_num_queries(3):
        found = queries.offices_compared(place.district, JUNE, TODAY)

    assert found.compared == 12
    with django_assert_num_queries(2):
        (top,) = queries.offices_above(head_of(place.district, place.kua))
        assert queries.windows_below(top, TODAY) == [JUNE]


def test_a_head_sees_the_page_and_no_ranking(place: Place, client: Client) -> None:
    other = people.make_office("kua-tanta", parent=place.district)
    closed(place.kua, {place.service: [(35, 40), (33, 40)]})
    closed(other, {place.service: [(26, 40), (28, 40)]})
    head = people.make_staff(place.district, "Aminah", "head")
    client.force_login(head.user)

    response = client.get(reverse("surveys:comparison"))

    said = response.content.decode()
    assert response.status_code == 200
    assert "Sungguh lebih tinggi" in said
    assert "Sungguh lebih rendah" in said
    assert "<svg" in said
    assert "campuran layanan yang sama" in said
    assert "terbaik" not in said
    assert client.get(reverse("surveys:comparison"), {"kantor": "kua-tanta"}).status_code == 404


def test_another_period_than_one_of_the_list_gives_the_newest(place: Place) -> None:
    assert page._chosen_window([JUNE], "x") == JUNE
    assert page._chosen_window([], JUNE.key) is None
    assert timezone.localdate(LATER) == TODAY


def _times(marks: Marks, many: int) -> Marks:
    return [(total, count * many) for total, count in marks]


def test_the_sums_of_a_mark_are_those_of_the_index(place: Place) -> None:
    closed(place.kua, {place.service: [(27, 10)]})

    assert shown(place)[place.kua.key].index == Fraction(75)
