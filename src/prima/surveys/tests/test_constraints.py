"""Rows and changes the database refuses, each beside one it accepts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from prima.surveys.core.elements import KEYS
from prima.surveys.models import (
    Ballot,
    Invitation,
    SurveyComment,
    SurveyPeriod,
    SurveyResponse,
    SurveyRule,
)
from prima.surveys.tests.places import Place, answered, close, draw, make_place

pytestmark = pytest.mark.django_db
FIRST, TODAY = date(2026, 6, 1), date(2026, 6, 23)


@pytest.fixture
def place() -> Place:
    return make_place()


@contextmanager
def refused(constraint: str) -> Iterator[None]:
    """The statement inside breaks exactly this rule."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        yield


def response(place: Place, **changes: object) -> SurveyResponse:
    values: dict[str, object] = {
        "office": place.kua,
        "service": place.service,
        "month": FIRST,
        "answered_on": TODAY,
        "channel": "link",
        **dict.fromkeys(KEYS, 4),
    }
    return SurveyResponse.objects.create(**values | changes)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("answer", [0, 5])
def test_an_answer_outside_the_scale_is_refused(place: Place, key: str, answer: int) -> None:
    with refused(f"survey_{key}_1_to_4"):
        response(place, **{key: answer})

    response(place, **{key: 1})


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"month": TODAY}, "survey_response_month"),
        ({"answered_on": FIRST - timedelta(days=1)}, "survey_response_not_early"),
        ({"channel": "kios"}, "survey_response_channel_known"),
    ],
)
def test_a_response_is_of_a_month_and_of_a_known_channel(
    place: Place, changes: dict[str, object], constraint: str
) -> None:
    with refused(constraint):
        response(place, **changes)

    response(place)


def test_a_ballot_and_a_remark_are_of_a_month(place: Place) -> None:
    whole = {
        "office": place.kua,
        "service": place.service,
        "month": FIRST,
        "answered_on": TODAY,
        "channel": "link",
        "sealed": "{}",
    }

    with refused("ballot_month"):
        Ballot.objects.create(**whole | {"month": TODAY})
    with refused("ballot_channel_known"):
        Ballot.objects.create(**whole | {"channel": "kios"})
    with refused("survey_comment_month"):
        SurveyComment.objects.create(office=place.kua, month=TODAY, text="Baik")

    Ballot.objects.create(**whole)
    SurveyComment.objects.create(office=place.kua, month=FIRST, text="Baik")


def test_an_invitation_without_a_drawn_lot_has_no_link(place: Place) -> None:
    whole = {
        "office": place.kua,
        "service": place.service,
        "case_id": 1,
        "drawn_on": TODAY,
        "is_invited": True,
        "nonce": "0" * 32,
        "token_hash": "a" * 64,
        "expires_on": TODAY + timedelta(days=14),
    }

    with refused("invitation_token_only_for_invited"):
        Invitation.objects.create(**whole | {"is_invited": False})
    with refused("invitation_expires_later"):
        Invitation.objects.create(**whole | {"expires_on": TODAY})
    Invitation.objects.create(**whole)
    with refused("token_hash"):
        Invitation.objects.create(**whole | {"case_id": 2})
    with refused("case_id"):
        Invitation.objects.create(**whole | {"token_hash": "b" * 64})


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"least_share": Decimal("1.001")}, "survey_rule_share"),
        ({"least_share": Decimal("-0.001")}, "survey_rule_share"),
        ({"valid_from": date(2026, 7, 2)}, "survey_rule_from_quarter"),
        ({"valid_from": date(2026, 8, 1)}, "survey_rule_from_quarter"),
        ({"period_length": "week"}, "survey_rule_period_known"),
        ({"order": "random"}, "survey_rule_order_known"),
    ],
)
def test_a_rule_is_one_an_office_may_set(
    place: Place, changes: dict[str, object], constraint: str
) -> None:
    whole: dict[str, object] = {
        "office": place.kua,
        "valid_from": date(2026, 7, 1),
        "least_share": Decimal("0.5"),
        "period_length": "month",
        "order": "list",
        "basis": "Keputusan 4/2026",
    }

    with refused(constraint):
        SurveyRule.objects.create(**whole | changes)

    SurveyRule.objects.create(**whole)
    with refused("survey_rule_once_per_day"):
        SurveyRule.objects.create(**whole)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"ends_on": FIRST}, "survey_period_in_order"),
        ({"closed_on": date(2026, 6, 30)}, "survey_period_in_order"),
        ({"respondents": 21}, "survey_period_adds_up"),
        ({"invited": 31}, "survey_period_adds_up"),
    ],
)
def test_a_closed_period_adds_up(
    place: Place, changes: dict[str, object], constraint: str
) -> None:
    whole: dict[str, object] = {
        "office": place.kua,
        "starts_on": FIRST,
        "ends_on": date(2026, 6, 30),
        "population": 30,
        "invited": 20,
        "respondents": 10,
        "sums": dict.fromkeys(KEYS, 40),
        "squares": 10 * 36**2,
        "closed_on": date(2026, 7, 15),
    }

    with refused(constraint):
        SurveyPeriod.objects.create(**whole | changes)

    SurveyPeriod.objects.create(**whole)
    with refused("survey_period_once"):
        SurveyPeriod.objects.create(**whole)


CHANGES = [
    "UPDATE surveys_surveyresponse SET time = 4",
    "DELETE FROM surveys_surveyresponse",
    "TRUNCATE surveys_surveyresponse",
    "UPDATE surveys_surveyperiod SET respondents = 1",
    "DELETE FROM surveys_surveyperiod",
    "TRUNCATE surveys_surveyperiod CASCADE",
    "UPDATE surveys_invitation SET is_invited = false, token_hash = NULL",
    "UPDATE surveys_invitation SET token_hash = repeat('a', 64)",
    "DELETE FROM surveys_invitation",
]


@pytest.fixture
def counted(place: Place) -> Place:
    """One answer, counted; one open invitation."""
    answered(place, 1)
    close(place.kua)
    draw(place)
    return place


@pytest.mark.parametrize("statement", CHANGES)
def test_the_application_cannot_change_what_was_answered(counted: Place, statement: str) -> None:
    # The application may write that one column; only the trigger stops it.
    expected = "can only be spent" if "repeat" in statement else "permission denied"

    with pytest.raises(DatabaseError, match=expected), transaction.atomic():
        connection.cursor().execute(statement)

    assert SurveyResponse.objects.count() == 1


def test_the_application_cannot_rewrite_sealed_ballots_or_remarks(place: Place) -> None:
    for statement in (
        "UPDATE surveys_ballot SET month = month",
        "UPDATE surveys_surveycomment SET month = month",
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)
