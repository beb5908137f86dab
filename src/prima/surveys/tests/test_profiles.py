"""What respondents tell of themselves: counted, never beside an answer, never of a few."""

import pytest
from django.db import IntegrityError, transaction

from prima.kernel.actors import CITIZEN, SYSTEM
from prima.kernel.errors import RuleBroken
from prima.surveys import actions, queries
from prima.surveys.core.elements import KEYS
from prima.surveys.core.profile import TRAITS, is_known
from prima.surveys.models import Ballot, Invitation, ProfileCount, SurveyResponse
from prima.surveys.tests.places import JUNE, NOW, SETTLED, Place, draw, make_place
from prima.surveys.tests.test_constraints import FIRST

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return make_place()


def tell(invitation: Invitation, **profile: str) -> None:
    actions.answer_survey(
        token=invitation.token, answers=dict.fromkeys(KEYS, 4), comment="",
        profile=profile, key=f"key-{invitation.pk}", by=CITIZEN, at=NOW,
    )  # fmt: skip


def mix(place: Place) -> None:
    actions.mix_ballots(office=place.kua, month=FIRST, by=SYSTEM, at=SETTLED)


def test_what_people_tell_is_counted_trait_by_trait(place: Place) -> None:
    tell(draw(place), sex="female", education="senior")
    tell(draw(place), sex="female", education="master")
    tell(draw(place))
    mix(place)
    tell(draw(place), sex="female")
    mix(place)

    counts = {(row.trait, row.value): row.count for row in ProfileCount.objects.all()}

    assert counts == {
        ("sex", "female"): 3, ("education", "senior"): 1, ("education", "master"): 1,
    }  # fmt: skip


def test_no_answer_has_a_column_that_tells_of_its_person() -> None:
    columns = {field.name for field in SurveyResponse._meta.get_fields()}

    assert not columns & {trait.key for trait in TRAITS}
    assert {field.name for field in ProfileCount._meta.get_fields()} == {
        "id", "office", "month", "trait", "value", "count",
    }  # fmt: skip


def test_a_trait_is_shown_when_as_many_told_it_as_an_index_needs(place: Place) -> None:
    for number in range(10):
        profile = {"sex": "male" if number < 4 else "female"}
        if number:
            profile["age_band"] = "26_35"
        tell(draw(place), **profile)
    mix(place)

    tables = queries.respondent_profile({place.kua.pk}, JUNE)

    assert [table.title for table in tables] == ["Jenis kelamin"]  # nine told their age
    assert [(row.label, row.count) for row in tables[0].rows] == [
        ("Laki-laki", 4), ("Perempuan", 6),
    ]  # fmt: skip
    assert queries.respondent_profile({place.district.pk}, JUNE) == ()


@pytest.mark.parametrize("profile", [{"sex": "lainnya"}, {"shoe_size": "42"}])
def test_a_value_that_is_not_asked_is_refused(place: Place, profile: dict[str, str]) -> None:
    invitation = draw(place)

    with pytest.raises(RuleBroken):
        tell(invitation, **profile)

    tell(invitation, sex="male")
    assert Ballot.objects.count() == 1
    assert is_known({"sex": "male"})
    assert not is_known(profile)


@pytest.mark.parametrize(
    "broken", [{"month": NOW.date()}, {"trait": "shoe_size"}, {"value": "female"}]
)
def test_the_database_refuses_a_count_that_cannot_be(
    place: Place, broken: dict[str, object]
) -> None:
    whole = {"office": place.kua, "month": FIRST, "trait": "sex", "value": "male", "count": 1}
    ProfileCount.objects.create(**whole | {"value": "female"})

    with pytest.raises(IntegrityError), transaction.atomic():
        ProfileCount.objects.create(**whole | broken)

    ProfileCount.objects.create(**whole)
