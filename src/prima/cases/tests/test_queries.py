"""Reads for staff: always from who looks, in a fixed number of statements."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prima.cases import actions, queries
from prima.cases.core import CorrectionPoint
from prima.cases.models import Case
from prima.cases.tests.scene import (
    LONG,
    NOW,
    Scene,
    application,
    finish,
    key,
    open_at_counter,
    open_item,
    open_online,
    walk_to,
    walk_to_end,
)
from prima.kernel.actors import CITIZEN, SYSTEM

LATER = NOW + timedelta(minutes=40)


def statements(read: object) -> int:
    with CaptureQueriesContext(connection) as captured:
        read()  # type: ignore[operator]
    return len(captured)


def open_next_door(scene: Scene) -> Case:
    given = application(scene, office=scene.other_office)
    return actions.open_case(given, key=key(), by=scene.stranger, at=NOW).case


def test_everybody_sees_the_cases_of_their_own_office_only(scene: Scene) -> None:
    here, there = open_at_counter(scene), open_next_door(scene)

    assert list(queries.cases_for(scene.officer)) == [here]
    assert list(queries.cases_for(scene.stranger)) == [there]
    for nobody in (CITIZEN, SYSTEM):
        assert not queries.cases_for(nobody).exists()


def test_my_work_is_what_my_duty_can_do_now(scene: Scene) -> None:
    mine = open_at_counter(scene)
    open_next_door(scene)
    for_the_head = walk_to(scene, open_at_counter(scene), "sign")

    assert [line.number for line in queries.my_work(scene.officer, NOW)] == [mine.number]
    assert [line.number for line in queries.my_work(scene.head, NOW)] == [for_the_head.number]
    assert queries.my_work(scene.actor("supervisor"), NOW) == []
    assert queries.my_work(CITIZEN, NOW) == []


def test_my_work_is_ordered_by_the_promise(scene: Scene) -> None:
    unhurried = open_at_counter(scene, service=LONG)
    without_clock = open_at_counter(scene)
    urgent = finish(scene, open_at_counter(scene))

    lines = queries.my_work(scene.officer, LATER)

    assert [line.number for line in lines] == [
        urgent.number,
        unhurried.number,
        without_clock.number,
    ]
    assert lines[0].deadline.is_late
    assert lines[0].step.key == "match"


def test_work_of_a_waiting_case_is_not_shown(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene), "match")
    point = CorrectionPoint("incorrect", "NIK keliru.", field="applicant_nik")
    actions.request_correction(open_item(case), [point], by=scene.officer, at=NOW)
    assert queries.my_work(scene.officer, NOW) == []

    actions.answer_correction(
        case, fields={"applicant_nik": "3201014505900002"}, by=CITIZEN, at=LATER
    )
    assert len(queries.my_work(scene.officer, LATER)) == 1


def test_what_the_applicant_does_can_be_recorded_by_any_officer_there(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene, service=LONG, situations=["diwakilkan"]), "pay")

    assert [line.number for line in queries.my_work(scene.head, NOW)] == [case.number]
    assert queries.my_work(scene.stranger, NOW) == []


def test_lists_take_the_same_statements_however_long_they_are(scene: Scene) -> None:
    finish(scene, open_at_counter(scene))
    officer, supervisor = scene.officer, scene.actor("supervisor")
    head = scene.head
    reads = [
        lambda: queries.my_work(officer, LATER),
        lambda: queries.late_cases(supervisor, LATER),
        lambda: queries.team_load(supervisor, LATER),
        lambda: queries.open_counts(supervisor, LATER),
        lambda: queries.month_figures(head, NOW, LATER, now=LATER),
        lambda: list(queries.cases_for(officer)),
    ]
    few = [statements(read) for read in reads]

    for _count in range(4):
        finish(scene, open_at_counter(scene))

    assert [statements(read) for read in reads] == few
    assert max(few) <= 4


def test_a_case_page_has_everything_in_a_fixed_number_of_statements(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene), "match")
    officer = scene.officer
    few = statements(lambda: queries.case_page(officer, case.number, LATER))
    walk_to(scene, case, "archive", at=LATER)

    page = queries.case_page(officer, case.number, LATER)

    assert page is not None
    assert [line.state for line in page.lines] == ["done"] * 6 + ["open"]
    assert [item.step_key for item in page.open_items] == ["archive"]
    assert page.papers[0].requirement is not None
    assert page.papers[0].requirement.text == "Buku nikah asli"
    assert page.deadline.state == "stopped"
    assert statements(lambda: queries.case_page(officer, case.number, LATER)) == few <= 9


def test_somebody_elses_case_does_not_exist(scene: Scene) -> None:
    case = open_at_counter(scene)

    assert queries.case_page(scene.stranger, case.number, NOW) is None
    assert queries.case_page(CITIZEN, case.number, NOW) is None
    assert queries.case_page(scene.officer, case.number, NOW) is not None


@pytest.mark.parametrize(
    "typed", ["3201014505900001", "0812-3456-7890", "+62 812 3456 7890", "NUMBER"]
)
def test_a_case_is_found_by_number_nik_or_telephone(scene: Scene, typed: str) -> None:
    case = open_online(scene).case
    open_next_door(scene)

    found = queries.find_applications(scene.officer, typed.replace("NUMBER", case.number.lower()))

    assert list(found) == [case]


def test_nothing_is_found_by_part_of_a_number(scene: Scene) -> None:
    open_online(scene)

    assert not queries.find_applications(scene.officer, "320101").exists()
    assert not queries.find_applications(scene.officer, "").exists()


def test_the_load_is_told_by_duty_to_the_supervisor_only(scene: Scene) -> None:
    taken = open_item(finish(scene, open_at_counter(scene)))
    actions.take_item(taken, by=scene.officer, at=NOW)
    open_at_counter(scene)
    walk_to(scene, open_at_counter(scene), "sign")

    loads = queries.team_load(scene.actor("supervisor"), LATER)

    by_duty = {load.duty: load for load in loads}
    assert by_duty["front_office"].open_items == 2
    assert by_duty["front_office"].late_items == 2
    assert by_duty["front_office"].taken_items == 1
    assert by_duty["unit_head"].open_items == 1
    assert queries.team_load(scene.officer, LATER) == []


def test_who_carries_how_much_is_told_to_the_supervisor_only(scene: Scene) -> None:
    for _count in range(2):
        actions.take_item(open_item(open_at_counter(scene)), by=scene.officer, at=NOW)
    finish(scene, open_at_counter(scene))

    carried = queries.carried_by_person(scene.actor("supervisor"), NOW, LATER)

    nurul = next(one for one in carried if one.staff.name == "Nurul Hidayah")
    rudi = next(one for one in carried if one.staff.name == "Rudi Hartono")
    assert (nurul.open_items, nurul.finished_items) == (2, 1)
    assert (rudi.open_items, rudi.finished_items) == (0, 0)
    assert queries.carried_by_person(scene.officer, NOW, LATER) == []


def test_late_cases_are_listed_the_latest_first(scene: Scene) -> None:
    earlier = finish(scene, open_at_counter(scene))
    later = finish(scene, open_at_counter(scene), at=NOW + timedelta(minutes=5))
    open_at_counter(scene)

    late = queries.late_cases(scene.actor("supervisor"), LATER)

    assert [one.case for one in late] == [earlier, later]
    assert late[0].deadline.remaining_minutes == -25
    assert [item.step_key for item in late[0].items] == ["match"]
    assert queries.late_cases(scene.officer, LATER) == []


def test_open_cases_are_counted_for_those_who_answer_for_them(scene: Scene) -> None:
    finish(scene, open_at_counter(scene))
    waiting = open_at_counter(scene)
    point = CorrectionPoint("incorrect", "NIK keliru.", field="applicant_nik")
    actions.request_correction(open_item(waiting), [point], by=scene.officer, at=NOW)

    (count,) = queries.open_counts(scene.head, LATER)

    assert (count.open, count.waiting, count.late) == (2, 1, 1)
    assert queries.open_counts(scene.officer, LATER) == []


def test_the_month_is_measured_against_the_promise(scene: Scene) -> None:
    minutes = [5, 10, 20]
    for used in minutes:
        case = finish(scene, open_at_counter(scene))
        walk_to_end(scene, case, at=NOW + timedelta(minutes=used))
    end = NOW + timedelta(days=1)

    (figure,) = queries.month_figures(scene.head, NOW, end, now=LATER)

    assert (figure.measured, figure.kept, figure.open_late) == (3, 2, 0)
    assert figure.promised_minutes == 15
    assert figure.median_minutes == 10
    assert figure.ninetieth_minutes == pytest.approx(18)
    assert queries.month_figures(scene.officer, NOW, end, now=LATER) == []


def test_an_open_late_case_counts_as_a_promise_not_kept(scene: Scene) -> None:
    walk_to_end(scene, finish(scene, open_at_counter(scene)))
    finish(scene, open_at_counter(scene))

    (figure,) = queries.month_figures(scene.head, NOW, LATER, now=LATER)

    assert (figure.measured, figure.kept, figure.open_late) == (2, 1, 1)


def test_withdrawn_cases_are_nobodys_achievement(scene: Scene) -> None:
    case = finish(scene, open_at_counter(scene))
    actions.withdraw(case, by=CITIZEN, at=LATER)

    assert queries.month_figures(scene.head, NOW, LATER + timedelta(1), now=LATER) == []


@pytest.mark.parametrize(
    ("asked", "shown"),
    [(None, 1), ("2", 2), ("9", 2), ("0", 1), ("-1", 1), ("dua", 1), ("9" * 30, 1)],
)
def test_my_work_is_cut_into_pages_by_the_database(
    scene: Scene, asked: str | None, shown: int
) -> None:
    for _count in range(5):
        open_at_counter(scene)
    every = [line.number for line in queries.my_work(scene.officer, NOW)]

    page = queries.my_work_page(scene.officer, NOW, asked, size=3)

    assert (page.count, page.page.number, page.page.paginator.num_pages) == (5, shown, 2)
    assert [line.number for line in page.lines] == every[(shown - 1) * 3 : shown * 3]


def test_an_empty_list_has_one_empty_page(scene: Scene) -> None:
    page = queries.my_work_page(scene.officer, NOW, "4")

    assert (page.count, page.lines, page.page.number) == (0, [], 1)
