"""What one app says and another hears: completed cases are drawn, all others are not."""

from __future__ import annotations

import pytest
from django.test import Client

from prima.cases import public as cases
from prima.cases.models import Case
from prima.cases.tests import scene as stage
from prima.cases.tests.scene import SHORT, Scene
from prima.kernel.journal.models import JournalEntry
from prima.surveys.models import Invitation
from tests.journeys.citizen import Citizen
from tests.journeys.conftest import Watch

pytestmark = pytest.mark.django_db


def test_a_completed_case_is_drawn_in_the_same_transaction(
    scene: Scene, watch: Watch, citizen: Citizen
) -> None:
    citizen.apply(SHORT)
    case = stage.walk_to(scene, Case.objects.get(number=citizen.number), "archive")
    assert not Invitation.objects.exists()

    stage.finish(scene, case)

    assert Invitation.objects.get().case_id == case.pk
    said = list(JournalEntry.objects.order_by("pk").values_list("what", flat=True))
    assert "case.completed" in said
    assert said.index("survey.draw_held") == len(said) - 1


def test_a_survey_that_fails_undoes_the_completion(
    scene: Scene, watch: Watch, citizen: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    citizen.apply(SHORT)
    case = stage.walk_to(scene, Case.objects.get(number=citizen.number), "archive")
    monkeypatch.setattr("prima.surveys.actions.draw_respondent", _broken)

    with pytest.raises(ZeroDivisionError):
        stage.finish(scene, case)

    case.refresh_from_db()
    assert case.status == "in_process"
    assert case.items.open().get().step_key == "archive"


def test_refused_and_withdrawn_cases_are_not_asked(
    scene: Scene, watch: Watch, citizen: Citizen
) -> None:
    citizen.apply(SHORT)
    refused = Case.objects.get(number=citizen.number)
    citizen.apply(SHORT)
    withdrawn = Case.objects.get(number=citizen.number)

    cases.refuse(
        refused, reason="Buku nikah palsu.", basis="PMA 30/2024", by=scene.head, at=watch.now
    )
    cases.withdraw(withdrawn, reason="Tidak jadi.", by=scene.officer, at=watch.now)

    assert not Invitation.objects.exists()
    assert citizen.survey_link() is None


def _broken(**_given: object) -> None:
    raise ZeroDivisionError


def test_a_refused_case_shows_no_row_as_done_that_nobody_worked_on(
    scene: Scene, watch: Watch, citizen: Citizen
) -> None:
    citizen.apply(SHORT)
    case = Case.objects.get(number=citizen.number)
    cases.refuse(
        case, reason="Palsu.", basis="PMA 30/2024", by=scene.head, at=watch.later(hours=1)
    )
    browser = Client()
    browser.force_login(scene.staff["officer"].user)

    page = browser.get(f"/berkas/{case.number}/")

    assert [step.state for step in page.context["steps"]][:3] == ["done", "next", "next"]
    assert len(list(page.context["history"])) <= 1
    assert "Jam janji belum berjalan" not in page.content.decode()
