"""An answer is changed by its owner alone, for a day, and every version leaves its digest."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from prima.kernel.actors import CITIZEN, SYSTEM
from prima.kernel.codes import hash_token
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.kernel.models import JournalEntry
from prima.surveys import actions, queries
from prima.surveys.core.elements import KEYS
from prima.surveys.core.sealed import SealedAnswer, version_digest
from prima.surveys.models import Ballot, Invitation, SurveyResponse, owner_key
from prima.surveys.tests.places import NOW, SETTLED, Place, draw, fill, make_place, manager_of
from prima.surveys.tests.test_constraints import FIRST

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return make_place()


def key_of(invitation: Invitation) -> str:
    """What the owner of an answer made by `fill` was given."""
    return owner_key(f"key-{invitation.pk}")


def change(key: str, level: int = 1, *, version: int = 1, **other: object) -> None:
    given: dict[str, Any] = {"comment": "", "by": CITIZEN, "at": NOW + timedelta(hours=3)} | other
    actions.change_answer(
        owner_key=key, version=version, answers=dict.fromkeys(KEYS, level), **given
    )


def content() -> SealedAnswer:
    return SealedAnswer.read(str(Ballot.objects.get().sealed))


def test_the_owner_changes_an_answer_and_only_the_last_version_counts(place: Place) -> None:
    invitation = draw(place)
    fill(invitation, 4)

    change(key_of(invitation), 2, comment=" Ternyata lama. ")

    assert content().answers == dict.fromkeys(KEYS, 2)
    assert (content().comment, content().version) == ("Ternyata lama.", 2)
    assert actions.mix_ballots(office=place.kua, month=FIRST, by=SYSTEM, at=SETTLED) == 1
    assert SurveyResponse.objects.get().nine == [2] * 9


def test_the_link_of_the_invitation_opens_no_answer(place: Place) -> None:
    """An officer who knows the five words may know the link: it must not show what was said."""
    invitation = draw(place)
    fill(invitation)

    assert queries.own_answer(invitation.token, NOW) is None
    with pytest.raises(actions.LinkClosed):
        change(invitation.token)
    assert queries.own_answer(key_of(invitation), NOW) is not None


def test_a_day_later_nobody_changes_or_opens_it(place: Place) -> None:
    invitation = draw(place)
    fill(invitation)
    key = key_of(invitation)

    change(key, 3, at=NOW + timedelta(hours=23))

    with pytest.raises(actions.LinkClosed):
        change(key, version=2, at=SETTLED)
    assert queries.own_answer(key, SETTLED) is None
    assert content().answers == dict.fromkeys(KEYS, 3)


def test_a_ballot_younger_than_a_day_is_not_mixed(place: Place) -> None:
    fill(draw(place))

    assert actions.mix_ballots(office=place.kua, month=FIRST, by=SYSTEM, at=NOW) == 0
    a_day_later = NOW + timedelta(hours=24)
    assert actions.mix_ballots(office=place.kua, month=FIRST, by=SYSTEM, at=a_day_later) == 0

    assert actions.mix_ballots(office=place.kua, month=FIRST, by=SYSTEM, at=SETTLED) == 1


def test_the_owner_is_forgotten_as_soon_as_nothing_can_be_changed(place: Place) -> None:
    fill(draw(place))

    actions.run_periodic_work(by=SYSTEM, at=NOW)
    assert Ballot.objects.get().owner_hash is not None
    actions.run_periodic_work(by=SYSTEM, at=SETTLED)

    assert Ballot.objects.get().owner_hash is None  # one ballot alone still waits for others


def test_the_application_changes_nothing_else_in_a_ballot(place: Place) -> None:
    fill(draw(place))

    for column in ("sealed", "answered_on", "office_id"):
        with (
            pytest.raises(Exception, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE surveys_ballot SET {column} = {column}")  # noqa: S608


def test_staff_change_and_close_nothing(place: Place) -> None:
    invitation = draw(place)
    fill(invitation)
    staff = manager_of(place.kua)

    with pytest.raises(NotAllowed):
        change(key_of(invitation), by=staff)
    with pytest.raises(NotAllowed):
        actions.close_answer(owner_key=key_of(invitation), by=staff, at=NOW)
    with pytest.raises(NotAllowed):
        actions.forget_owners(by=staff, at=NOW)

    change(key_of(invitation))


def test_of_two_screens_the_second_is_told_and_the_first_counts(place: Place) -> None:
    invitation = draw(place)
    fill(invitation, 4)
    change(key_of(invitation), 3)

    with pytest.raises(StaleRecord):
        change(key_of(invitation), 1)

    assert content().answers == dict.fromkeys(KEYS, 3)
    change(key_of(invitation), 1, version=2)
    assert content().version == 3


def test_the_same_change_sent_twice_is_one_version(place: Place) -> None:
    invitation = draw(place)
    fill(invitation, 4)

    change(key_of(invitation), 3)
    change(key_of(invitation), 3)

    assert content().version == 2


def test_an_answer_is_changed_nine_times_at_most(place: Place) -> None:
    invitation = draw(place)
    fill(invitation, 4)
    for version in range(1, 10):
        change(key_of(invitation), 1 + version % 2, version=version)

    with pytest.raises(RuleBroken, match="sudah diubah 9 kali"):
        change(key_of(invitation), 4, version=10)

    assert content().version == 10


def test_a_change_that_is_incomplete_is_refused(place: Place) -> None:
    invitation = draw(place)
    fill(invitation)
    whole: dict[str, Any] = {
        "owner_key": key_of(invitation),
        "version": 1,
        "by": CITIZEN,
        "at": NOW,
    }

    with pytest.raises(RuleBroken):
        actions.change_answer(**whole, answers={"time": 1}, comment="")
    with pytest.raises(RuleBroken):
        actions.change_answer(
            **whole, answers=dict.fromkeys(KEYS, 1), comment="", profile={"sex": "kucing"}
        )

    assert content().version == 1


def test_a_locked_answer_opens_no_more_and_is_counted(place: Place) -> None:
    invitation = draw(place)
    fill(invitation)

    actions.close_answer(owner_key=key_of(invitation), by=CITIZEN, at=NOW)

    with pytest.raises(actions.LinkClosed):
        change(key_of(invitation))
    with pytest.raises(actions.LinkClosed):
        actions.close_answer(owner_key=key_of(invitation), by=CITIZEN, at=NOW)
    assert actions.mix_ballots(office=place.kua, month=FIRST, by=SYSTEM, at=SETTLED) == 1


def test_every_version_leaves_a_digest_and_none_tells_which_was_replaced(place: Place) -> None:
    first, second = draw(place), draw(place)
    fill(first, 4)
    fill(second, 3)
    replaced = content_digest(first)
    change(key_of(first), 1)

    assert not JournalEntry.objects.filter(what__startswith="survey.versions").exists()
    actions.mix_ballots(office=place.kua, month=FIRST, by=SYSTEM, at=SETTLED)

    digests = JournalEntry.objects.get(what="survey.versions_noted").payload["digests"]
    assert len(digests) == 3
    assert digests == sorted(digests)
    assert replaced in digests
    answers = SurveyResponse.objects.all()
    assert {actions.digest_of_one(answer) for answer in answers} == set(digests) - {replaced}
    assert JournalEntry.objects.get(what="survey.ballots_mixed").payload["replaced"] == 1


def content_digest(invitation: Invitation) -> str:
    ballot = Ballot.objects.get(owner_hash=hash_token(key_of(invitation)))
    sealed = SealedAnswer.read(str(ballot.sealed))
    return version_digest(
        salt=sealed.salt, service_id=ballot.service_id, answered_on=ballot.answered_on,
        answers=[sealed.answers[key] for key in KEYS],
    )  # fmt: skip


def test_a_large_batch_is_noted_in_several_entries(place: Place) -> None:
    for _number in range(51):
        fill(draw(place))

    actions.mix_ballots(office=place.kua, month=FIRST, by=SYSTEM, at=SETTLED)

    entries = JournalEntry.objects.filter(what="survey.versions_noted").order_by("sequence")
    assert [len(entry.payload["digests"]) for entry in entries] == [50, 1]


def test_answers_that_were_not_touched_are_those_of_the_journal(place: Place) -> None:
    for level in (4, 3, 2):
        fill(draw(place), level)
    changed = draw(place)
    fill(changed)
    change(key_of(changed), 2)
    actions.mix_ballots(office=place.kua, month=FIRST, by=SYSTEM, at=SETTLED)

    found = queries.check_records(place.kua.pk)

    assert (found.checked, found.unknown, found.missing, found.is_whole) == (4, 0, 0, True)


def test_a_ballot_of_the_first_release_is_mixed_like_any_other(place: Place) -> None:
    fill(draw(place))
    ballot = Ballot.objects.get()
    old = json.dumps({"answers": dict.fromkeys(KEYS, 3), "comment": ""})
    Ballot.objects.all().delete()
    Ballot.objects.create(
        office_id=ballot.office_id, service_id=ballot.service_id, month=ballot.month,
        answered_on=ballot.answered_on, channel=ballot.channel, sealed=old,
    )  # fmt: skip

    actions.mix_ballots(office=place.kua, month=FIRST, by=SYSTEM, at=SETTLED)

    assert SurveyResponse.objects.get().nine == [3] * 9
    assert queries.check_records(place.kua.pk).is_whole
