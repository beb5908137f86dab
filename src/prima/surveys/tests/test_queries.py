"""The figures anybody may see: thresholds, sums over a tree, and their cost."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from pytest_django import DjangoAssertNumQueries

from prima.offices.public import Office
from prima.offices.tests import people
from prima.surveys import queries
from prima.surveys.core.elements import KEYS, ElementOrder
from prima.surveys.core.index import SatisfactionIndex, index_of_sums
from prima.surveys.models import SurveyPeriod, SurveyResponse, SurveyRule
from prima.surveys.rules import PeriodLength, window_of
from prima.surveys.tests.places import (
    JUNE,
    LATER,
    NOW,
    Place,
    answered,
    close,
    draw,
    fill,
    make_place,
)

pytestmark = pytest.mark.django_db
TODAY = LATER.date()


@pytest.fixture
def place() -> Place:
    return make_place()


def close_with(office: Office, respondents: int, level: int = 4, month: int = 6) -> None:
    """A closed period in which everybody gave every element the same mark."""
    window = window_of(date(2026, month, 1), PeriodLength.MONTH)
    SurveyPeriod.objects.create(
        office=office,
        starts_on=window.starts_on,
        ends_on=window.ends_on,
        population=respondents * 2,
        invited=respondents * 2,
        respondents=respondents,
        sums=dict.fromkeys(KEYS, respondents * level),
        squares=respondents * (9 * level) ** 2,
        closed_on=date(2026, 7, 15),
    )


def index_of(figure: queries.PublishedFigure | None) -> SatisfactionIndex:
    assert figure is not None
    assert figure.index is not None
    return figure.index


def test_a_closed_period_is_published_with_its_weakness_beside_it(place: Place) -> None:
    answered(place, 9, level=3)
    fill(draw(place), 4, time=1)
    draw(place)
    close(place.kua)

    figure = queries.public_index(place.kua, TODAY)

    assert figure is not None
    assert figure.window == JUNE
    assert (figure.population, figure.invited, figure.respondents) == (11, 11, 10)
    assert index_of(figure).value == Fraction(9 * 27 + 33, 90) * 25
    # By hand: variance 32.4/9; sqrt(3.841 * 3.6 / 10 * 1/10) * 25/9
    assert figure.margin == Decimal("1.03")
    assert figure.lowest is not None
    assert (figure.lowest.code, figure.lowest.name) == ("U3", "Waktu penyelesaian")
    assert [element.is_lowest for element in figure.elements].count(True) == 1


def test_a_published_index_can_be_recounted_from_the_answers(place: Place) -> None:
    answered(place, 7, level=4)
    answered(place, 5, level=2)
    close(place.kua)

    responses = list(SurveyResponse.objects.all())
    columns = zip(*(response.nine for response in responses), strict=True)
    sums = dict(zip(KEYS, map(sum, columns), strict=True))

    assert index_of(queries.public_index(place.kua, TODAY)) == index_of_sums(sums, len(responses))


def test_nine_answers_are_not_enough_and_not_even_counted_in_public(place: Place) -> None:
    close_with(place.kua, 9)

    figure = queries.public_index(place.kua, TODAY)

    assert figure is not None
    assert not figure.is_enough
    assert (figure.respondents, figure.invited, figure.population) == (0, 0, 0)
    assert (figure.margin, figure.elements, figure.lowest) == (None, [], None)


def test_nothing_is_published_before_the_first_closing(place: Place) -> None:
    answered(place, 12)

    assert queries.public_index(place.kua, TODAY) is None

    close(place.kua)
    assert queries.public_index(place.kua, date(2026, 7, 19)) is None
    assert queries.public_index(place.kua, TODAY) is not None


def test_a_district_adds_up_its_offices(place: Place) -> None:
    other = people.make_office("kua-haruai", parent=place.district)
    close_with(place.kua, 10, level=4)
    close_with(other, 30, level=2)

    figure = queries.public_index(place.district, TODAY)

    assert index_of(figure).value == Fraction(10 * 4 + 30 * 2, 40) * 25
    assert figure is not None
    assert (figure.offices, figure.offices_left_out, figure.respondents) == (2, 0, 40)


def test_an_office_with_too_few_answers_cannot_be_computed_by_subtraction(place: Place) -> None:
    other = people.make_office("kua-haruai", parent=place.district)
    close_with(place.kua, 10, level=4)
    close_with(other, 3, level=1)

    of_district = queries.public_index(place.district, TODAY)

    assert of_district is not None
    assert index_of(of_district) == index_of(queries.public_index(place.kua, TODAY))
    assert (of_district.respondents, of_district.offices_left_out) == (10, 1)


def test_periods_are_listed_newest_first_in_two_queries(
    place: Place, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for month in (4, 5, 6):
        close_with(place.kua, 10, month=month)

    with django_assert_num_queries(2):
        figures = queries.published_figures(place.district, TODAY)

    assert [figure.window.starts_on.month for figure in figures] == [6, 5, 4]


def test_the_latest_period_of_each_office_takes_one_query(
    place: Place, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    close_with(place.kua, 10, level=2, month=5)
    close_with(place.kua, 10, level=3, month=6)
    close_with(place.district, 4)
    offices = list(queries.surveyed_offices(TODAY))

    with django_assert_num_queries(1):
        latest = queries.latest_of_each(offices, TODAY)

    assert offices == [place.district, place.kua]
    assert index_of(latest[place.kua.pk]).shown == 75
    assert not latest[place.district.pk].is_enough


def test_the_top_of_the_tree_is_known_only_where_there_is_one(place: Place) -> None:
    assert queries.top_office() == place.district

    people.make_district("kemenag-balangan")
    assert queries.top_office() is None


def test_a_link_opens_until_its_last_day_in_the_zone_of_the_office(place: Place) -> None:
    invitation = draw(place)
    last = datetime(2026, 7, 7, 16, 59, tzinfo=UTC)  # 7 July, 23.59 WIB

    assert queries.open_invitation(invitation.token, last) == invitation
    assert queries.open_invitation(invitation.token, datetime(2026, 7, 7, 17, tzinfo=UTC)) is None
    assert queries.invitation_link_for(invitation.case_id, last) is not None
    after = datetime(2026, 7, 8, 3, tzinfo=UTC)
    assert queries.invitation_link_for(invitation.case_id, after) is None


@pytest.mark.parametrize("token", ["", "x" * 40, "x" * 39, "a" * 5000])
def test_a_token_that_never_was_opens_nothing(place: Place, token: str) -> None:
    invitation = draw(place)

    assert queries.open_invitation(token, NOW) is None
    assert queries.open_invitation(invitation.token, NOW) == invitation


def test_the_order_of_questions_is_that_of_the_office(place: Place) -> None:
    invitation = draw(place)
    assert queries.order_for(invitation) is ElementOrder.LIST

    SurveyRule.objects.create(
        office=place.kua,
        valid_from=date(2026, 4, 1),
        least_share=0,
        period_length="month",
        order="questionnaire",
        basis="Keputusan 4/2026",
    )
    assert queries.order_for(invitation) is ElementOrder.QUESTIONNAIRE
