"""The whole loop across the apps: promise, application, work, product, voice, published figure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from prima.cases import public as cases
from prima.cases.core import CorrectionPoint
from prima.cases.models import Case
from prima.cases.tests import scene as stage
from prima.cases.tests.scene import SHORT, Scene
from prima.insight.queries import board
from prima.kernel import journal
from prima.kernel.actors import SYSTEM
from prima.surveys import public as surveys
from tests.journeys.citizen import Citizen, text_of
from tests.journeys.conftest import Watch

pytestmark = pytest.mark.django_db

# November closes fourteen days after its end, when no link opens any more.
AFTER_CLOSING = datetime(2026, 12, 16, 2, 0, tzinfo=UTC)


def desk_of(scene: Scene, name: str) -> str:
    """The page of their work, as this member of staff reads it."""
    browser = Client()
    browser.force_login(scene.staff[name].user)
    return text_of(browser.get("/meja/").content.decode())


def serve(scene: Scene, number: str, watch: Watch) -> Case:
    """Every row up to the end, two minutes each."""
    case = Case.objects.get(number=number)
    while case.items.open().exists():
        case = stage.finish(scene, case, at=watch.later(minutes=2))
    return case


def test_from_the_promise_to_the_product_and_back(
    scene: Scene, watch: Watch, citizen: Citizen
) -> None:
    # The citizen reads what is promised and needed, and applies.
    promise = citizen.read(f"/layanan/{SHORT}/")
    assert "15 menit" in promise
    assert "Gratis" in promise
    receipt = citizen.apply(SHORT)
    assert citizen.number in receipt
    assert citizen.words in receipt
    assert "Berkas Anda sudah kami terima" in citizen.track()

    # The officer finds it on the desk and asks, once, for all that is wrong.
    assert citizen.number in desk_of(scene, "officer")
    case = Case.objects.get(number=citizen.number)
    points = [
        CorrectionPoint(cases.Fault.INCORRECT, "Foto KTP suami buram.", paper_key="ktp"),
        CorrectionPoint(
            cases.Fault.INCOMPLETE, "Baru ada satu lembar.", paper_key="fotokopi-buku-nikah"
        ),
    ]
    cases.request_correction(
        stage.open_item(case), points, by=scene.officer, at=watch.later(minutes=10)
    )
    page = citizen.track()
    assert "Ada yang perlu Anda perbaiki" in page
    assert "Foto KTP suami buram." in page
    assert "Baru ada satu lembar." in page
    assert citizen.number not in desk_of(scene, "officer")

    # The citizen answers a day later; the case returns to the desk and goes its way.
    watch.later(days=1)
    assert "Berkas Anda sedang kami kerjakan" in citizen.answer_correction()
    assert citizen.number in desk_of(scene, "officer")
    case = stage.walk_to(scene, case, "sign", at=watch.later(minutes=5))
    assert citizen.number in desk_of(scene, "head")
    case = stage.finish(scene, case, at=watch.later(minutes=2))
    assert "Sudah siap Anda ambil" in citizen.track()
    case = serve(scene, citizen.number, watch)

    # The product is handed over in time, and the citizen says what they thought.
    assert case.status == "completed"
    assert case.product_number in citizen.track()
    assert case.due_at is not None
    assert case.clock_stopped_at is not None
    assert case.clock_stopped_at <= case.due_at
    assert "Terima kasih" in citizen.answer_survey()
    assert citizen.survey_link() is None
    assert journal.verify().is_whole


def test_a_closed_period_with_enough_answers_is_shown_to_everybody(
    scene: Scene, watch: Watch
) -> None:
    for _person in range(10):
        person = Citizen(Client())
        person.apply(SHORT)
        serve(scene, person.number, watch)
        person.track()
        person.answer_survey(level=3)

    surveys.run_periodic_work(by=SYSTEM, at=AFTER_CLOSING)
    watch.now = AFTER_CLOSING

    shown = surveys.public_index(scene.office, AFTER_CLOSING.date())
    assert shown is not None
    assert shown.respondents == 10
    assert shown.index is not None
    assert str(shown.index.shown) == "75.00"


def test_nine_answers_are_not_enough_to_be_shown(scene: Scene, watch: Watch) -> None:
    for _person in range(9):
        person = Citizen(Client())
        person.apply(SHORT)
        serve(scene, person.number, watch)
        person.track()
        person.answer_survey(level=1)

    surveys.run_periodic_work(by=SYSTEM, at=AFTER_CLOSING)

    shown = surveys.public_index(scene.office, AFTER_CLOSING.date())
    assert shown is not None
    assert not shown.is_enough


def test_a_kept_promise_is_counted_for_everybody(scene: Scene, watch: Watch) -> None:
    for _person in range(10):
        person = Citizen(Client())
        person.apply(SHORT)
        serve(scene, person.number, watch)

    names = {scene.service().pk: "Legalisasi"}
    promises, _figures = board.public_board(
        [scene.office.pk], names, watch.now + timedelta(hours=1)
    )

    assert promises.score == (1, 1)


def test_an_answer_never_names_who_gave_it(scene: Scene, watch: Watch, citizen: Citizen) -> None:
    citizen.apply(SHORT)
    serve(scene, citizen.number, watch)
    citizen.track()
    citizen.answer_survey()

    # The menu leads everybody to the same public figures.
    officer = desk_of(scene, "officer").lower().replace("survei kepuasan", "")

    assert "survei" not in officer
    assert "penilaian" not in officer
