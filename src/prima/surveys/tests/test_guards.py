"""What holds when several are at work at once, or when somebody owns the tables."""

import psycopg
import pytest

from prima.kernel.actors import SYSTEM
from prima.kernel.errors import StaleRecord
from prima.kernel.tests.support import OwnDatabase, run_together
from prima.surveys import actions
from prima.surveys.models import Ballot, SurveyResponse
from prima.surveys.tests.places import SETTLED, answered, close, draw, fill, make_place
from prima.surveys.tests.test_constraints import CHANGES, FIRST


def test_the_triggers_stop_even_the_owner_of_the_tables(own_database: OwnDatabase) -> None:
    place = make_place()
    answered(place, 1)
    close(place.kua)
    draw(place)

    for statement in CHANGES:
        with (
            psycopg.connect(own_database.owner_url) as owner,
            pytest.raises(psycopg.errors.InsufficientPrivilege, match=r"append-only|be spent"),
        ):
            owner.execute(statement)


def test_an_answer_sent_by_eight_fingers_at_once_counts_once(own_database: OwnDatabase) -> None:
    invitation = draw(make_place())

    run_together(*[lambda: fill(invitation)] * 8)

    assert Ballot.objects.count() == 1


def test_a_box_opened_by_two_at_once_is_counted_once(own_database: OwnDatabase) -> None:
    place = make_place()
    answered(place, 12)

    def mix() -> int:
        try:
            return actions.mix_ballots(office=place.kua, month=FIRST, by=SYSTEM, at=SETTLED)
        except StaleRecord:
            return 0

    counted = run_together(mix, mix)

    assert sorted(map(str, counted)) == ["0", "12"]
    assert SurveyResponse.objects.count() == 12
