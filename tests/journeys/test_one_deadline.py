"""The promised moment is the same wherever somebody reads it, also after the clock stood still."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from prima.cases import public as cases
from prima.cases.core import CorrectionPoint
from prima.cases.models import Case
from prima.cases.tests import scene as stage
from prima.cases.tests.scene import LONG, SHORT, Scene
from prima.kernel import clock
from prima.kernel.messages import OutgoingMessage
from prima.sops.tests import pdf_words
from tests.journeys.citizen import Citizen, text_of
from tests.journeys.conftest import Watch

pytestmark = pytest.mark.django_db


def read_as(scene: Scene, name: str, address: str) -> str:
    """A page of the office, as this member of staff reads it."""
    browser = Client()
    browser.force_login(scene.staff[name].user)
    return text_of(browser.get(address).content.decode())


def receipt_of(citizen: Citizen) -> str:
    """The letters on the receipt, without spaces."""
    answer = citizen.browser.get(reverse("cases:copy_of_receipt"))
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        return pdf_words.words(pdf)


def on_desk(moment: datetime, now: datetime) -> str:
    """How lists of work write a moment: a day that is today is not spelt out."""
    if moment.date() == now.date():
        return f"Hari ini, {clock.format_time(moment)}"
    return clock.format_moment(moment)


def everywhere(scene: Scene, citizen: Citizen, watch: Watch) -> datetime:
    """Read the deadline on every page and paper, and find the one the clock of the case says."""
    case = Case.objects.select_related("office").get(number=citizen.number)
    due = cases.deadline(case, watch.now).due_at
    assert due is not None
    whole, short = clock.format_moment(due), on_desk(due, watch.now)

    assert whole in citizen.track()
    assert whole.replace(" ", "") in receipt_of(citizen)
    assert short in read_as(scene, "officer", "/meja/")
    assert whole in read_as(scene, "officer", f"/berkas/{case.number}/")
    return due


@pytest.mark.parametrize("service", [SHORT, LONG])
def test_track_page_receipt_desk_and_case_page_say_the_same(
    scene: Scene, watch: Watch, citizen: Citizen, service: str
) -> None:
    citizen.apply(service)
    case = Case.objects.get(number=citizen.number)
    stage.finish(scene, case, at=watch.later(minutes=1))

    everywhere(scene, citizen, watch)


def test_after_a_correction_all_pages_move_together(
    scene: Scene, watch: Watch, citizen: Citizen
) -> None:
    citizen.apply(LONG)
    case = Case.objects.get(number=citizen.number)
    before = everywhere(scene, citizen, watch)
    point = CorrectionPoint(cases.Fault.INCORRECT, "Foto KTP buram.", paper_key="ktp")
    cases.request_correction(
        stage.open_item(case), [point], by=scene.officer, at=watch.later(minutes=30)
    )
    watch.later(days=1)
    citizen.answer_correction()

    after = everywhere(scene, citizen, watch)

    assert after > before


def test_a_late_case_is_late_for_everybody_at_the_same_moment(
    scene: Scene, watch: Watch, citizen: Citizen
) -> None:
    citizen.apply(SHORT)
    case = Case.objects.get(number=citizen.number)
    stage.finish(scene, case, at=watch.later(minutes=1))
    due = everywhere(scene, citizen, watch)

    watch.now = due
    assert "Semua berkas masih dalam janji" in read_as(scene, "supervisor", "/penyelia/")
    assert "Kami terlambat" not in citizen.track()
    watch.later(minutes=1)

    assert on_desk(due, watch.now) in read_as(scene, "supervisor", "/penyelia/")
    assert "Kami terlambat" in citizen.track()
    assert "Lewat janji (1)" in read_as(scene, "officer", "/meja/")


def test_the_letter_about_a_delay_names_promise_and_new_date_of_the_page(
    scene: Scene, watch: Watch, citizen: Citizen
) -> None:
    citizen.apply(LONG)
    due = everywhere(scene, citizen, watch)
    new = watch.now + timedelta(days=9)

    cases.explain_delay(
        Case.objects.get(number=citizen.number),
        reason="Kepala KUA sakit.",
        expected_at=new,
        by=scene.head,
        at=watch.later(days=5),
    )

    letter = str(OutgoingMessage.objects.order_by("-pk")[0].body)
    page = citizen.track()
    for moment in (due, new):
        assert clock.format_moment(moment) in letter
        assert clock.format_moment(moment) in page


def test_the_receipt_of_a_new_application_names_the_same_promise(
    scene: Scene, watch: Watch, citizen: Citizen
) -> None:
    receipt = citizen.apply(LONG)

    assert clock.format_moment(everywhere(scene, citizen, watch)) in receipt
