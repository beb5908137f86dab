"""Who reads open answers: topics for who leads, praise for all, nothing early and nothing few."""

import pytest
from django.test import Client

from prima.kernel.actors import Actor
from prima.surveys import queries
from prima.surveys.models import SurveyPeriod
from prima.surveys.tests.places import JUNE, Place, close, draw, fill, make_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return make_place()


def written(place: Place, how_many: int) -> SurveyPeriod:
    """So many remarks, every second one praise of somebody by name."""
    for number in range(how_many):
        praise = "Pak Karyono ramah sekali kepada kami"
        fill(draw(place), comment=praise if number % 2 else "ruang tunggu panas sekali")
    for _ in range(3):
        fill(draw(place))
    close(place.kua)
    return SurveyPeriod.objects.get(office=place.kua)


def holding(permission: str, *offices: int) -> Actor:
    return Actor(id=9, kind="staff", grants={permission: frozenset(offices)})


def test_an_officer_sees_praise_without_a_name_and_nothing_else(place: Place) -> None:
    period = written(place, 12)

    heard = queries.heard_in(period, holding("see_cases", place.kua.pk))

    assert heard.groups == ()
    assert heard.praise == ("Pak […] ramah sekali kepada kami",)


def test_who_leads_sees_topics_with_quotes(place: Place) -> None:
    period = written(place, 12)

    heard = queries.heard_in(period, holding("see_performance", place.kua.pk))

    behaviour = next(one for one in heard.groups if one.element == "behaviour")
    assert (behaviour.count, behaviour.praise) == (6, 6)
    assert [element for element, _topic, _one in heard.lines]
    assert not any("Karyono" in quote for one in heard.groups for quote in one.quotes)


def test_nine_remarks_are_not_shown_and_a_tenth_opens_them(place: Place) -> None:
    period = written(place, 9)
    leader = holding("see_performance", place.kua.pk)

    assert period.respondents >= 10
    assert queries.heard_in(period, leader) == queries.Heard(period, (), ())
    assert queries.topics_said([place.kua.pk], JUNE) == ()


def test_a_report_counts_topics_and_quotes_nobody(place: Place) -> None:
    written(place, 12)

    said = queries.topics_said([place.kua.pk], JUNE)

    assert any(line.startswith("Sikap petugas: 6 masukan, 6 memuji") for line in said)
    assert not any("Karyono" in line or "kepada kami" in line for line in said)


def test_nobody_reads_before_the_period_is_closed_or_of_another_office(place: Place) -> None:
    fill(draw(place), comment="ramah")
    leader = holding("see_performance", place.kua.pk)
    assert list(queries.periods_heard(leader)) == []

    period = written(place, 12)

    assert list(queries.periods_heard(leader)) == [period]
    assert list(queries.periods_heard(holding("see_cases", place.kua.pk))) == [period]
    assert list(queries.periods_heard(holding("see_performance", place.district.pk))) == []
    assert list(queries.periods_heard(holding("manage_office", place.kua.pk))) == []


def test_a_citizen_is_led_to_the_log_in(client: Client, place: Place) -> None:
    for address in ("masukan", "sinyal"):
        assert client.get(f"/kelola/survei/{address}/").status_code == 302
