"""From a completed case to the link in the citizen's hands, with the real actions of cases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from prima.cases.public import Case
from prima.cases.tests import scene as stage
from prima.kernel import clock
from prima.kernel.actors import SYSTEM
from prima.kernel.errors import NotAllowed
from prima.kernel.messages import OutgoingMessage
from prima.kernel.models import JournalEntry
from prima.surveys import actions, queries, tasks
from prima.surveys.models import Invitation, SurveyPeriod
from prima.surveys.tests.places import answered, fill, make_place

pytestmark = pytest.mark.django_db
NOW = stage.NOW


@pytest.fixture
def scene() -> stage.Scene:
    return stage.set_up()


def completed(scene: stage.Scene, email: str = "siti@contoh.id") -> Case:
    """A case that went the whole way through the counter."""
    applicant = replace(stage.APPLICANT, email=email)
    return stage.walk_to_end(scene, stage.open_at_counter(scene, applicant=applicant))


def send(invitation: Invitation, *, days: int = 0) -> bool:
    return actions.send_invitation(
        invitation_id=invitation.pk, by=SYSTEM, at=NOW + timedelta(days=days)
    )


def test_a_completed_case_enters_the_draw_and_a_job_invites(scene: stage.Scene) -> None:
    case = completed(scene)

    invitation = Invitation.objects.get(case_id=case.pk)
    assert (invitation.office, invitation.service) == (case.office, case.service)
    job = ProcrastinateJob.objects.get(task_name="surveys.invite")
    assert job.args == {"invitation_id": invitation.pk}


def test_a_case_that_is_not_completed_is_not_drawn(scene: stage.Scene) -> None:
    stage.open_at_counter(scene)

    assert not Invitation.objects.exists()


def test_the_letter_holds_the_link_and_nothing_that_names_the_case(scene: stage.Scene) -> None:
    case = completed(scene)
    invitation = Invitation.objects.get()

    assert send(invitation)

    letter = OutgoingMessage.objects.get(subject="Bagaimana pelayanan kami?")
    assert letter.recipient == "siti@contoh.id"
    assert f"/survei/{invitation.token}/" in str(letter.body)
    assert case.number not in str(letter.body)
    assert case.applicant_name not in str(letter.body)
    assert (letter.about_type, letter.about_id) == ("", "")  # no list of a case shows it


def test_whoever_left_no_address_finds_the_link_behind_the_words_of_the_case(
    scene: stage.Scene,
) -> None:
    case = completed(scene, email="")
    before = OutgoingMessage.objects.count()

    assert not send(Invitation.objects.get())

    assert OutgoingMessage.objects.count() == before
    assert queries.invitation_link_for(case.pk, NOW) is not None


def test_an_answered_or_expired_invitation_is_not_sent(scene: stage.Scene) -> None:
    completed(scene)
    expired = Invitation.objects.get()
    assert not send(expired, days=15)

    fill(expired, at=NOW)
    assert not send(Invitation.objects.get())


def test_only_the_system_sends_invitations(scene: stage.Scene) -> None:
    completed(scene)
    invitation = Invitation.objects.get()

    with pytest.raises(NotAllowed):
        actions.send_invitation(invitation_id=invitation.pk, by=scene.head, at=NOW)

    assert send(invitation)


def test_the_draw_leaves_no_trace_of_its_outcome_with_the_case(scene: stage.Scene) -> None:
    case = completed(scene)

    entries = JournalEntry.objects.filter(chain=f"office:{case.office_id}")
    assert entries.filter(what="survey.draw_held").count() == 1
    assert not [entry for entry in entries if "invited" in str(entry.payload)]


def test_the_nightly_job_closes_what_is_due() -> None:
    place = make_place()
    long_ago = clock.now() - timedelta(days=120)
    answered(place, 2, at=long_ago)

    tasks.count(timestamp=0)

    assert SurveyPeriod.objects.get().respondents == 2


def test_the_job_that_invites_sends_the_letter(scene: stage.Scene) -> None:
    applicant = replace(stage.APPLICANT, email="siti@contoh.id")
    now = clock.now()
    opened = stage.open_at_counter(scene, applicant=applicant, at=now)
    invitation = actions.draw_respondent(
        case_id=opened.pk,
        office_id=opened.office_id,
        service_id=opened.service_id,
        by=SYSTEM,
        at=now,
    )

    tasks.invite(invitation.pk)

    assert OutgoingMessage.objects.filter(subject="Bagaimana pelayanan kami?").exists()


def test_a_withdrawn_link_opens_nothing_and_the_journal_tells_nothing_of_the_draw(
    scene: stage.Scene,
) -> None:
    case = completed(scene)
    assert queries.invitation_link_for(case.pk, NOW) is not None

    for _again in range(2):
        actions.withdraw_link(case_id=case.pk, by=SYSTEM, at=NOW)
    actions.withdraw_link(case_id=case.pk + 1, by=SYSTEM, at=NOW)

    assert queries.invitation_link_for(case.pk, NOW) is None
    assert not send(Invitation.objects.get())
    entry = JournalEntry.objects.filter(what="survey.link_withdrawn").first()
    assert entry is not None
    assert entry.payload == {}
    with pytest.raises(NotAllowed):
        actions.withdraw_link(case_id=case.pk, by=scene.head, at=NOW)


def test_links_that_are_over_are_forgotten_and_others_stay(scene: stage.Scene) -> None:
    completed(scene)
    last = Invitation.objects.get().expires_on

    assert actions.forget_links(by=SYSTEM, at=NOW) == 0
    assert actions.forget_links(by=SYSTEM, at=NOW.replace(year=last.year + 1)) == 1
    assert Invitation.objects.get().token_hash is None
    with pytest.raises(NotAllowed):
        actions.forget_links(by=scene.head, at=NOW)
