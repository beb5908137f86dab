"""What the page of a case says: times, the past of a case, and who is told what."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from prima.cases import actions, queries
from prima.cases.core import CorrectionPoint
from prima.cases.models import Case
from prima.cases.queries import CasePage
from prima.cases.tests.scene import (
    NOW,
    Scene,
    open_at_counter,
    open_item,
    open_online,
    walk_to,
    walk_to_end,
)
from prima.cases.views import desk
from prima.kernel.actors import CITIZEN
from prima.sops.public import Norm

LATER = NOW + timedelta(minutes=40)


def page_of(scene: Scene, case: Case, who: str = "officer") -> CasePage:
    page = queries.case_page(scene.actor(who), case.number, LATER)
    assert page is not None
    return page


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "kurang dari 1 menit"),
        (83, "83 menit"),
        (180, "3 jam kerja"),
        (270, "4,5 jam kerja"),
        (1350, "3 hari kerja"),
    ],
)
def test_working_time_is_said_in_the_unit_people_feel(minutes: int, words: str) -> None:
    assert desk.working_time(minutes) == words


def test_a_row_without_an_amount_says_its_note() -> None:
    assert desk.norm(Norm(None, "working_day", note="sampai hari akad")) == "sampai hari akad"


def test_the_promise_is_said_for_every_state_of_the_clock(scene: Scene) -> None:
    unbegun = open_at_counter(scene)
    late = walk_to(scene, open_at_counter(scene), "match")
    kept = walk_to_end(scene, open_at_counter(scene))
    missed = walk_to_end(scene, walk_to(scene, open_at_counter(scene), "match"), at=LATER)

    notes = [desk.promise(page_of(scene, case)) for case in (unbegun, late, kept, missed)]

    assert "belum berjalan" in notes[0].note
    assert notes[1].is_late
    assert notes[1].note == "Terlambat 25 menit"
    assert notes[2].note.startswith("Ditepati dalam")
    assert notes[3].note == "Terlambat, 40 menit"


def test_an_undecreed_calendar_makes_the_promise_an_estimate(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene), "match")
    page = page_of(scene, case)
    read = replace(page.deadline, is_late=False, remaining_minutes=5, provisional=True)

    assert "perkiraan" in desk.promise(replace(page, deadline=read)).note


def test_where_an_application_came_from_is_said(scene: Scene) -> None:
    assert desk.came_in(page_of(scene, open_online(scene).case)).startswith("Diajukan dari rumah")
    assert desk.came_in(page_of(scene, open_at_counter(scene))).startswith("Diterima di loket")


def test_an_answered_correction_tells_both_moments_and_the_time_not_counted(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene), "match")
    point = CorrectionPoint("incorrect", "NIK keliru.", field="applicant_nik")
    actions.request_correction(open_item(case), [point], by=scene.officer, at=NOW)
    asked = desk.corrections(page_of(scene, case))[0]

    fields = {"applicant_nik": "3201014505900002"}
    actions.answer_correction(case, fields=fields, by=CITIZEN, at=LATER)

    page = page_of(scene, case)
    assert "belum dijawab" in asked.moment
    assert asked.lines == ["NIK: NIK keliru."]
    assert "dijawab Rabu, 18 November 2026, 09.40 WIB" in desk.corrections(page)[0].moment
    assert "40 menit tidak dihitung" in desk.holds(page)[0].moment


def test_a_refused_application_tells_reason_and_basis(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene), "match")
    actions.refuse(case, reason="Palsu", basis="PMA 30/2024", by=scene.head, at=NOW)

    told = dict(desk.ending(page_of(scene, case)))

    assert (told["Alasan"], told["Dasar hukum"]) == ("Palsu", "PMA 30/2024")


def test_a_row_the_applicant_did_is_told_as_theirs(scene: Scene) -> None:
    case = open_online(scene).case

    assert [past.person for past in desk.history(page_of(scene, case))] == ["Pemohon"]
