"""Surveyors from outside: who may, whom they are given, and what stays of it."""

import pytest

from prima.cases.public import stop_notices
from prima.kernel import clock
from prima.kernel.actors import CITIZEN, SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.kernel.models import JournalEntry
from prima.kernel.tests.support import OwnDatabase, run_together
from prima.offices.public import actor_for, appoint, assign_role, create_position
from prima.surveys import actions
from prima.surveys.actions import LinkClosed
from prima.surveys.models import AskingTally, AskingTask, Ballot, Invitation
from prima.surveys.models.independence import independent_offices
from prima.surveys.rules import Channel, NoAnswer
from prima.surveys.tests.asking import (
    LATER,
    NINE,
    NOW,
    Asking,
    case_of,
    finished,
    make_asking,
    surveyor,
    task_of,
)


@pytest.fixture
def asking(db: None) -> Asking:
    made = make_asking()
    finished(made.scene)
    return made


def answer(task: AskingTask, asking: Asking, **other: object) -> None:
    how = {"channel": Channel.PHONE, "answers": NINE, "comment": "", "key": "k" * 20, **other}
    actions.answer_for(task, by=asking.actor(), at=LATER, **how)  # type: ignore[arg-type]


def test_a_list_holds_who_did_not_answer_for_three_days_and_has_a_telephone(
    asking: Asking,
) -> None:
    assert actions.take_list(by=asking.actor(at=NOW), at=NOW) == 0
    assert actions.take_list(by=asking.actor(), at=LATER) == 1
    assert actions.take_list(by=asking.actor("second"), at=LATER) == 0  # nobody is given twice


def test_whoever_answered_or_wants_no_question_is_on_no_list(asking: Asking) -> None:
    quiet = case_of(finished(asking.scene))
    stop_notices(quiet, by=CITIZEN, at=NOW)
    Invitation.objects.exclude(case_id=quiet.pk).update(token_hash=None)

    assert actions.take_list(by=asking.actor(), at=LATER) == 0


def test_who_serves_near_the_office_is_no_surveyor_of_it(asking: Asking) -> None:
    scene = asking.scene
    district = scene.office.parent
    assert district is not None
    inside = surveyor(scene, "Dalam Kantor", home=scene.office)
    above = surveyor(scene, "Atas Kantor", home=district)

    for staff in (inside, above):
        actor = actor_for(staff.user, LATER)
        assert independent_offices(actor) == frozenset()
        with pytest.raises(NotAllowed):
            actions.take_list(by=actor, at=LATER)
    assert independent_offices(asking.actor()) == {scene.office.pk}


def test_a_position_taken_later_ends_the_asking_at_the_next_act(asking: Asking) -> None:
    task = task_of(asking)
    place = create_position(
        office=asking.scene.office, duty="wakaf_officer", title="Wakaf", by=SYSTEM, at=NOW
    )

    appoint(place, asking.first, starts_on=NOW.date(), by=SYSTEM, at=NOW)

    with pytest.raises(NotAllowed):
        actions.show_contact(task, by=asking.actor(), at=LATER)
    with pytest.raises(NotAllowed):
        answer(task, asking)
    assert not Ballot.objects.exists()


def test_another_role_in_the_office_ends_the_asking_too(asking: Asking) -> None:
    task = task_of(asking)

    assign_role(
        asking.first, role="officer", office=asking.scene.office, starts_on=NOW.date(),
        by=SYSTEM, at=NOW,
    )  # fmt: skip

    with pytest.raises(NotAllowed):
        answer(task, asking)


def test_name_and_telephone_are_shown_while_open_and_each_view_is_noted(asking: Asking) -> None:
    task = task_of(asking)

    shown = actions.show_contact(task, by=asking.actor(), at=LATER)

    assert shown.name == "Siti Maryam"
    assert shown.phone
    entry = JournalEntry.objects.get(what="survey.contact_shown")
    assert entry.about_id == str(task.pk)
    assert entry.payload == {}
    answer(task, asking)
    with pytest.raises(LinkClosed):
        actions.show_contact(task, by=asking.actor(), at=LATER)


def test_nobody_works_on_the_list_of_somebody_else(asking: Asking) -> None:
    task = task_of(asking)

    with pytest.raises(NotAllowed):
        actions.show_contact(task, by=asking.actor("second"), at=LATER)


def test_what_was_said_counts_once_and_says_by_which_way(asking: Asking) -> None:
    task = task_of(asking)

    answer(task, asking, comment="Cepat")
    answer(task, asking, comment="Cepat")  # sent again by the telephone

    assert Ballot.objects.get().channel == Channel.PHONE
    with pytest.raises(LinkClosed):
        answer(task, asking, key="another key of this phone")
    assert not JournalEntry.objects.filter(what__startswith="survey.answer").exists()


def test_an_interview_is_by_telephone_or_face_to_face(asking: Asking) -> None:
    task = task_of(asking)

    with pytest.raises(RuleBroken, match="telepon"):
        answer(task, asking, channel=Channel.LINK)

    answer(task, asking, channel=Channel.HALL)
    assert Ballot.objects.get().channel == Channel.HALL


def test_reasons_without_an_answer_are_counted_and_no_name_is_kept(asking: Asking) -> None:
    task = task_of(asking)

    for _ in range(3):
        actions.note_no_answer(task, reason=NoAnswer.NOT_REACHED, by=asking.actor(), at=LATER)

    with pytest.raises(StaleRecord):
        actions.note_no_answer(task, reason=NoAnswer.REFUSED, by=asking.actor(), at=LATER)
    assert AskingTally.objects.get().count == 3
    assert actions.take_list(by=asking.actor(), at=LATER) == 0  # and nobody is drawn again


def test_who_refuses_is_not_called_again(asking: Asking) -> None:
    task = task_of(asking)

    actions.note_no_answer(task, reason=NoAnswer.REFUSED, by=asking.actor(), at=LATER)

    with pytest.raises(LinkClosed):
        actions.show_contact(task, by=asking.actor(), at=LATER)
    assert Invitation.objects.get().token_hash is not None  # their own link still opens


def test_tasks_of_answered_and_of_expired_links_are_forgotten_alike(asking: Asking) -> None:
    answer(task_of(asking), asking)

    assert actions.forget_ways(by=SYSTEM, at=LATER) == 1

    assert not AskingTask.objects.exists()
    with pytest.raises(NotAllowed):
        actions.forget_ways(by=CITIZEN, at=clock.now())


def test_two_surveyors_at_once_are_never_given_the_same_person(
    own_database: OwnDatabase,
) -> None:
    asking = make_asking()
    for _ in range(4):
        finished(asking.scene)
    one, two = asking.actor("first"), asking.actor("second")

    given = run_together(
        lambda: actions.take_list(by=one, at=LATER), lambda: actions.take_list(by=two, at=LATER)
    )

    assert given in ([4, 0], [0, 4], [1, 3], [3, 1], [2, 2])
    assert AskingTask.objects.count() == 4


def test_the_link_and_the_telephone_at_once_are_one_answer(own_database: OwnDatabase) -> None:
    asking = make_asking()
    invitation = finished(asking.scene)
    task = task_of(asking)

    def by_link() -> str:
        try:
            actions.answer_survey(
                token=invitation.token, answers=NINE, comment="", key="link-key-of-this-test",
                by=CITIZEN, at=LATER,
            )  # fmt: skip
        except LinkClosed:
            return "closed"
        return "taken"

    def by_phone() -> str:
        try:
            answer(task, asking)
        except LinkClosed:
            return "closed"
        return "taken"

    assert sorted(map(str, run_together(by_link, by_phone))) == ["closed", "taken"]
    assert Ballot.objects.count() == 1
