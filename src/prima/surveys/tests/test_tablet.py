"""A tablet wakes only for a visit that just ended, for one device, and for two minutes."""

from datetime import timedelta

import pytest

from prima.cases.tests import scene as stage
from prima.kernel.actors import CITIZEN, Actor
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.models import JournalEntry
from prima.kernel.tests.support import OwnDatabase, run_together
from prima.surveys import actions, queries
from prima.surveys.actions import LinkClosed
from prima.surveys.models import Ballot, Invitation, SurveyTablet, TabletTurn
from prima.surveys.rules import Channel
from prima.surveys.tests.asking import NINE, NOW, finished

SOON = NOW + timedelta(seconds=30)


def manager(scene: stage.Scene) -> Actor:
    return Actor(7, "staff", {"manage_office": frozenset({scene.office.pk})})


def paired(scene: stage.Scene, label: str = "Loket penyerahan") -> SurveyTablet:
    made, link = actions.add_tablet(office=scene.office, label=label, by=manager(scene), at=NOW)
    secret = actions.pair_tablet(link=link, by=CITIZEN, at=NOW)
    assert queries.tablet_of(secret) == made
    return SurveyTablet.objects.get(pk=made.pk)


def answer(tablet: SurveyTablet, key: str = "tablet-key-of-this-test") -> None:
    actions.answer_on_tablet(tablet, answers=NINE, comment="", key=key, by=CITIZEN, at=SOON)


@pytest.fixture
def scene(db: None) -> stage.Scene:
    return stage.set_up()


def test_it_wakes_for_whoever_was_just_handed_the_result_and_sleeps_after_the_answer(
    scene: stage.Scene,
) -> None:
    tablet = paired(scene)
    assert queries.turn_of(tablet, NOW) is None

    finished(scene)
    assert queries.turn_of(tablet, SOON) is not None
    answer(tablet)
    answer(tablet)  # the second touch of the same finger

    assert Ballot.objects.get().channel == Channel.TABLET
    assert not TabletTurn.objects.exists()
    assert not JournalEntry.objects.filter(what__contains="turn").exists()


def test_it_sleeps_for_cases_from_home_and_for_visits_that_ended_long_ago(
    scene: stage.Scene,
) -> None:
    tablet = paired(scene)

    stage.walk_to_end(scene, stage.open_online(scene).case)
    assert queries.turn_of(tablet, NOW) is None
    # Handed over, and archived only in the afternoon.
    case = stage.walk_to(scene, stage.open_at_counter(scene), "archive")
    stage.finish(scene, case, at=NOW + timedelta(hours=5))

    assert queries.turn_of(tablet, NOW + timedelta(hours=5)) is None
    assert Invitation.objects.count() == 2


def test_two_minutes_after_the_last_touch_it_sleeps(scene: stage.Scene) -> None:
    tablet = paired(scene)
    finished(scene)

    actions.begin_turn(tablet, by=CITIZEN, at=SOON)

    assert queries.turn_of(tablet, SOON + timedelta(seconds=119)) is not None
    assert queries.turn_of(tablet, SOON + timedelta(seconds=120)) is None
    with pytest.raises(LinkClosed):
        actions.answer_on_tablet(
            tablet, answers=NINE, comment="", key="too-late-for-this-one", by=CITIZEN,
            at=SOON + timedelta(minutes=3),
        )  # fmt: skip


def test_the_next_visit_takes_the_turn_of_the_one_before(scene: stage.Scene) -> None:
    tablet = paired(scene)
    finished(scene)
    second = finished(scene, at=SOON)

    turn = queries.turn_of(tablet, SOON)

    assert turn is not None
    assert turn.invitation == second


def test_who_answered_their_link_meanwhile_is_not_asked_again(scene: stage.Scene) -> None:
    tablet = paired(scene)
    Invitation.objects.filter(pk=finished(scene).pk).update(token_hash=None)

    assert queries.turn_of(tablet, SOON) is None


def test_staff_neither_pair_nor_begin_nor_answer(scene: stage.Scene) -> None:
    tablet = paired(scene)
    finished(scene)

    with pytest.raises(NotAllowed):
        actions.begin_turn(tablet, by=scene.officer, at=SOON)
    with pytest.raises(NotAllowed):
        actions.answer_on_tablet(
            tablet, answers=NINE, comment="", key="k" * 20, by=scene.officer, at=SOON
        )
    with pytest.raises(NotAllowed):
        actions.pair_tablet(link="x", by=scene.officer, at=SOON)


def test_a_link_pairs_one_device_and_a_revoked_tablet_shows_nothing(scene: stage.Scene) -> None:
    made, link = actions.add_tablet(office=scene.office, label="Aula", by=manager(scene), at=NOW)
    secret = actions.pair_tablet(link=link, by=CITIZEN, at=NOW)

    with pytest.raises(LinkClosed):
        actions.pair_tablet(link=link, by=CITIZEN, at=NOW)
    actions.revoke_tablet(made, by=manager(scene), at=NOW)
    actions.revoke_tablet(made, by=manager(scene), at=NOW)  # a second click

    assert queries.tablet_of(secret) is None
    assert JournalEntry.objects.filter(what="survey.tablet_revoked").count() == 1


def test_a_place_has_one_tablet_and_only_the_manager_of_the_office_sets_it_up(
    scene: stage.Scene,
) -> None:
    made = paired(scene)

    with pytest.raises(NotAllowed):
        actions.add_tablet(office=scene.office, label="B", by=scene.officer, at=NOW)
    with pytest.raises(NotAllowed):
        actions.revoke_tablet(made, by=scene.officer, at=NOW)
    with pytest.raises(RuleBroken, match="sudah mempunyai tablet"):
        actions.add_tablet(office=scene.office, label=made.label, by=manager(scene), at=NOW)


def test_of_two_tablets_only_that_of_the_desk_wakes(scene: stage.Scene) -> None:
    first, second = paired(scene, "Loket 1"), paired(scene, "Loket 2")

    finished(scene)
    assert not TabletTurn.objects.exists()  # nobody said where they sit

    actions.choose_tablet(first, by=scene.officer, at=NOW)
    actions.choose_tablet(second, by=scene.officer, at=NOW)
    finished(scene)

    assert queries.tablet_at_desk(scene.officer) == second
    assert queries.turn_of(second, SOON) is not None
    assert queries.turn_of(first, SOON) is None
    assert JournalEntry.objects.filter(what="survey.tablet_chosen").count() == 2


def test_a_tablet_that_was_let_go_or_stands_elsewhere_is_not_chosen(scene: stage.Scene) -> None:
    made = paired(scene)
    actions.choose_tablet(made, by=scene.officer, at=NOW)
    actions.revoke_tablet(made, by=manager(scene), at=NOW)

    assert queries.tablet_at_desk(scene.officer) is None
    with pytest.raises(RuleBroken, match="sudah dilepas"):
        actions.choose_tablet(made, by=scene.officer, at=NOW)
    with pytest.raises(NotAllowed):
        actions.choose_tablet(made, by=scene.stranger, at=NOW)


def test_two_fingers_at_once_are_one_answer(own_database: OwnDatabase) -> None:
    scene = stage.set_up()
    tablet = paired(scene)
    finished(scene)

    def touch(key: str) -> str:
        try:
            answer(tablet, key)
        except LinkClosed:
            return "closed"
        return "taken"

    found = run_together(lambda: touch("a" * 20), lambda: touch("b" * 20))

    assert sorted(map(str, found)) == ["closed", "taken"]
    assert Ballot.objects.count() == 1
