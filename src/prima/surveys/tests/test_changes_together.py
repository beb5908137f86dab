"""Changes at the same moment, and changes behind the back of the application."""

import psycopg

from prima.kernel.actors import SYSTEM
from prima.kernel.errors import StaleRecord
from prima.kernel.tests.support import OwnDatabase, run_together
from prima.surveys import actions, queries
from prima.surveys.tests.places import SETTLED, draw, fill, make_place
from prima.surveys.tests.test_changes import change, content, key_of
from prima.surveys.tests.test_constraints import FIRST


def test_an_answer_changed_or_removed_behind_the_application_is_found(
    own_database: OwnDatabase,
) -> None:
    place = make_place()
    for level in (4, 3, 2):
        fill(draw(place), level)
    actions.mix_ballots(office=place.kua, month=FIRST, by=SYSTEM, at=SETTLED)
    _as_owner(own_database, "DELETE FROM surveys_surveyresponse WHERE time = 2")
    _as_owner(own_database, "UPDATE surveys_surveyresponse SET time = 4 WHERE time = 3")

    found = queries.check_records(place.kua.pk)

    # The one that was changed is both: what stands there is unknown, what was said is missing.
    assert (found.checked, found.unknown, found.missing) == (2, 1, 2)
    assert not found.is_whole


def _as_owner(database: OwnDatabase, statement: str) -> None:
    with psycopg.connect(database.owner_url) as owner:
        owner.execute("ALTER TABLE surveys_surveyresponse DISABLE TRIGGER USER")
        owner.execute(statement)


def test_of_two_changes_at_the_same_moment_one_counts(own_database: OwnDatabase) -> None:
    invitation = draw(make_place())
    fill(invitation, 4)

    def attempt(level: int) -> str:
        try:
            change(key_of(invitation), level)
        except StaleRecord:
            return "told"
        return "counted"

    outcomes = run_together(*[lambda level=level: attempt(level) for level in (1, 2, 3)])

    assert sorted(map(str, outcomes)) == ["counted", "told", "told"]
    assert content().version == 2
