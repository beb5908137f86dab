"""Ballots whose key is lost cannot be counted, and are not thrown away."""

from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from prima.kernel.actors import SYSTEM
from prima.kernel.crypto import keys
from prima.surveys import actions
from prima.surveys.models import Ballot
from prima.surveys.tests.places import SETTLED, draw, fill, make_place

pytestmark = pytest.mark.django_db


def test_a_ballot_whose_key_is_lost_stays_in_the_box_and_the_others_are_counted(
    settings: Settings, tmp_path: Path
) -> None:
    place = make_place()
    fill(draw(place), 2)
    settings.PRIMA_KEYS_FILE = tmp_path / "new.json"
    keys.create_key_file(settings.PRIMA_KEYS_FILE, first="k2", lost=["k1"])
    fill(draw(place), 4)

    assert (
        actions.mix_ballots(office=place.kua, month=date(2026, 6, 1), by=SYSTEM, at=SETTLED) == 1
    )
    assert Ballot.objects.count() == 1
