"""Nothing in the database leads from an answer to a person, a case or a moment."""

from datetime import date

import pytest
from django.db import connection, models

from prima.kernel.actors import SYSTEM
from prima.kernel.models import JournalEntry
from prima.surveys import actions, queries
from prima.surveys.models import (
    Ballot,
    Invitation,
    SurveyComment,
    SurveyPeriod,
    SurveyResponse,
)
from prima.surveys.tests.places import NOW, SETTLED, Place, answered, draw, fill, make_place

pytestmark = pytest.mark.django_db
FIRST = date(2026, 6, 1)
SHARED = {"office", "service", "month"}


@pytest.fixture
def place() -> Place:
    return make_place()


def names(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.get_fields()}


@pytest.mark.parametrize("model", [Ballot, SurveyResponse, SurveyComment])
def test_an_answer_shares_no_column_with_an_invitation_that_names_one_person(
    model: type[models.Model],
) -> None:
    assert names(model) & names(Invitation) - {"id"} <= SHARED
    assert model._meta.pk is not None
    assert isinstance(model._meta.pk, models.UUIDField)  # random, so no order can be matched


@pytest.mark.parametrize("model", [Ballot, SurveyResponse, SurveyComment, Invitation])
def test_no_table_of_the_survey_holds_a_moment_or_a_person(model: type[models.Model]) -> None:
    fields = model._meta.get_fields()
    related = {field.related_model._meta.label for field in fields if field.related_model}

    assert not [field for field in fields if isinstance(field, models.DateTimeField)]
    assert related <= {"offices.Office", "standards.Service"}


def test_answers_and_remarks_share_only_office_and_month() -> None:
    assert names(SurveyResponse) & names(SurveyComment) == {"id", "office", "month"}


def test_after_mixing_no_transaction_pairs_an_answer_with_an_invitation(place: Place) -> None:
    answered(place, 5)
    actions.mix_ballots(office=place.kua, month=FIRST, by=SYSTEM, at=SETTLED)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM surveys_ballot")
        assert cursor.fetchone() == (0,)
    spent = Invitation.objects.filter(token_hash=None)
    assert spent.count() == 5


def test_the_order_of_the_table_is_not_the_order_of_answering(place: Place) -> None:
    """Thirty answers in a row with rising marks: the chance to stay sorted is nil."""
    for number in range(30):
        fill(draw(place), 1 + number // 8)
    actions.mix_ballots(office=place.kua, month=FIRST, by=SYSTEM, at=SETTLED)

    with connection.cursor() as cursor:
        cursor.execute("SELECT time FROM surveys_surveyresponse ORDER BY ctid")
        stored = [row[0] for row in cursor.fetchall()]
    assert sorted(stored) == [1 + number // 8 for number in range(30)]
    assert stored != sorted(stored)


def test_the_journal_does_not_say_who_was_drawn_or_who_answered(place: Place) -> None:
    invitation = draw(place)
    before = JournalEntry.objects.count()

    fill(invitation)

    assert JournalEntry.objects.count() == before
    entry = JournalEntry.objects.get(what="survey.draw_held")
    assert entry.payload == {}


def test_no_token_lies_in_the_database(place: Place) -> None:
    invitation = draw(place)
    token = invitation.token

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(row)::text FROM surveys_invitation AS row")
        stored = cursor.fetchone()[0]
    assert token not in stored
    assert len(bytes.fromhex(token)) * 8 >= 128


def test_ballots_and_remarks_lie_encrypted(place: Place) -> None:
    fill(draw(place), comment="Budi di loket dua tidak ramah")
    fill(draw(place), comment="Budi di loket dua tidak ramah")

    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM surveys_ballot")
        sealed = [row[0] for row in cursor.fetchall()]
        actions.mix_ballots(office=place.kua, month=FIRST, by=SYSTEM, at=SETTLED)
        cursor.execute("SELECT text FROM surveys_surveycomment")
        texts = [row[0] for row in cursor.fetchall()]
    assert not any("Budi" in value or "answers" in value for value in sealed + texts)
    assert len(set(sealed + texts)) == 4


def test_the_link_of_a_case_is_the_same_each_time_and_ends_with_the_answer(place: Place) -> None:
    invitation = draw(place)

    first = queries.invitation_link_for(invitation.case_id, NOW)
    again = queries.invitation_link_for(invitation.case_id, NOW)
    fill(invitation)

    assert first == again == f"/survei/{invitation.token}/"
    assert queries.invitation_link_for(invitation.case_id, NOW) is None
    assert queries.invitation_link_for(999_999, NOW) is None


def test_a_closed_period_holds_sums_only() -> None:
    assert names(SurveyPeriod) == {
        "id",
        "office",
        "starts_on",
        "ends_on",
        "population",
        "invited",
        "respondents",
        "sums",
        "squares",
        "closed_on",
        "signals",  # counts as well
        "services",  # sums of ten answers or more
    }
