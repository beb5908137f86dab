"""Who asks is said to everybody: offices whose people stand outside, and never a person."""

import pytest
from django.test import Client

from prima.kernel import clock
from prima.offices.public import actor_for
from prima.surveys import queries
from prima.surveys.models.independence import independent_offices
from prima.surveys.tests.asking import Asking, make_asking, surveyor

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking() -> Asking:
    return make_asking()


def page(key: str) -> str:
    return Client().get(f"/kinerja/kepuasan/{key}/").content.decode()


def test_the_public_page_names_the_offices_of_the_surveyors_and_nobody(asking: Asking) -> None:
    office, home = asking.scene.office, asking.scene.other_office

    said = page(office.key)

    assert queries.asking_offices(office, clock.now()) == [home.name]
    assert "Ditanya oleh orang dari luar kantor ini:" in said
    assert home.name in said
    assert "Wahyu Lestari" not in said
    assert "Belum ada surveyor dari luar kantor ini" in page(home.key)


def test_whoever_may_not_ask_is_not_named_though_they_hold_the_role(asking: Asking) -> None:
    home = asking.scene.other_office
    insider = surveyor(asking.scene, "Orang Dalam", home=home, over=home)

    assert not independent_offices(actor_for(insider.user, clock.now()))
    assert queries.asking_offices(home, clock.now()) == []
