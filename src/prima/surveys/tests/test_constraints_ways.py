"""Rows of the other ways to an answer that the database refuses, each beside one it accepts."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from prima.accounts.models import User
from prima.offices.tests import people
from prima.surveys.models import (
    AskingTally,
    AskingTask,
    Invitation,
    PaperEntry,
    PaperSheet,
    SurveyTablet,
    TabletTurn,
)
from prima.surveys.tests.places import NOW, Place, draw, make_place
from prima.surveys.tests.test_constraints import refused

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 23)


@pytest.fixture
def place() -> Place:
    return make_place()


@pytest.fixture
def user(place: Place) -> User:
    return people.make_staff(place.district, "Wahyu Lestari").user


def task(place: Place, user: User, **changes: object) -> AskingTask:
    values = {
        "invitation": draw(place), "office": place.kua, "enumerator": user, "given_on": TODAY,
    }  # fmt: skip
    return AskingTask.objects.create(**values | changes)


def tally(place: Place, **changes: object) -> AskingTally:
    values = {"office": place.kua, "month": TODAY.replace(day=1), "reason": "refused"}
    return AskingTally.objects.create(**values | changes)


def tablet(place: Place, **changes: object) -> SurveyTablet:
    values = {"office": place.kua, "label": "Loket", "made_on": TODAY, "link_hash": "a"}
    return SurveyTablet.objects.create(**values | changes)


def test_nobody_is_called_more_than_three_times(place: Place, user: User) -> None:
    with refused("asking_task_few_calls"):
        task(place, user, calls=4)

    task(place, user, calls=3)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"month": TODAY}, "asking_tally_month"),
        ({"reason": "answered"}, "asking_tally_reason_known"),
    ],
)
def test_a_tally_is_of_a_month_and_a_known_reason(
    place: Place, changes: dict[str, object], constraint: str
) -> None:
    with refused(constraint):
        tally(place, **changes)

    tally(place)
    with refused("asking_tally_once"):
        tally(place)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"label": ""}, "survey_tablet_has_a_label"),
        ({"device_hash": "b"}, "survey_tablet_one_secret"),
        ({"revoked_on": TODAY}, "survey_tablet_revoked_opens_nothing"),
    ],
)
def test_a_tablet_has_a_name_and_one_secret_until_it_is_let_go(
    place: Place, changes: dict[str, object], constraint: str
) -> None:
    with refused(constraint):
        tablet(place, **changes)

    tablet(place, revoked_on=TODAY, link_hash=None)
    tablet(place)
    with refused("survey_tablet_label_once"):
        tablet(place, link_hash="c")


def test_two_people_type_a_sheet_and_nobody_a_third_time(place: Place, user: User) -> None:
    sheet = PaperSheet.objects.create(
        number="LS-26-7K3F9Q-C", invitation=draw(place), office=place.kua, printed_on=TODAY
    )
    other = people.make_staff(place.district, "Tri Handayani").user

    PaperEntry.objects.create(sheet=sheet, typist=user, turn=1, sealed="{}")
    with refused("paper_entry_two_people"):
        PaperEntry.objects.create(sheet=sheet, typist=user, turn=2, sealed="{}")
    with refused("paper_entry_once_per_turn"):
        PaperEntry.objects.create(sheet=sheet, typist=other, turn=1, sealed="{}")
    with refused("paper_entry_two_turns"):
        PaperEntry.objects.create(sheet=sheet, typist=other, turn=3, sealed="{}")
    PaperEntry.objects.create(sheet=sheet, typist=other, turn=2, sealed="{}")


def test_a_draw_is_of_a_known_time_band(place: Place) -> None:
    drawn = draw(place)
    assert drawn.time_band == "morning"

    with refused("invitation_band_known"):
        Invitation.objects.create(
            case_id=99, office=place.kua, service=place.service, drawn_on=TODAY, is_invited=False,
            nonce="0" * 32, expires_on=TODAY + timedelta(days=14), time_band="night",
        )  # fmt: skip


def entry(place: Place, user: User) -> None:
    sheet = PaperSheet.objects.create(
        number="LS-26-7K3F9Q-C", invitation=draw(place), office=place.kua, printed_on=TODAY
    )
    PaperEntry.objects.create(sheet=sheet, typist=user, turn=1, sealed="{}")


@pytest.mark.parametrize(
    ("made", "statement"),
    [
        (entry, "UPDATE surveys_paperentry SET turn = 2"),
        (lambda place, _user: tally(place), "DELETE FROM surveys_askingtally"),
        (lambda place, _user: tablet(place), "DELETE FROM surveys_surveytablet"),
    ],
)
def test_the_application_rewrites_no_typing_and_deletes_no_count(
    place: Place, user: User, made: Callable[[Place, User], object], statement: str
) -> None:
    made(place, user)

    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_what_leads_to_a_case_is_gone_with_its_tablet_or_sheet(place: Place, user: User) -> None:
    turn = TabletTurn.objects.create(tablet=tablet(place), invitation=draw(place), ends_at=NOW)
    entry(place, user)

    PaperSheet.objects.get().delete()

    assert not PaperEntry.objects.exists()
    assert not turn.is_on(NOW)
