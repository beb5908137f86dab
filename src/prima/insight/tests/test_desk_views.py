"""Officer, supervisor and head each have their page, and nobody has another's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from prima.cases.core.deadline import CaseDeadline, DeadlineState
from prima.cases.tests import scene as stage
from prima.cases.tests.scene import NOW, Scene
from prima.insight.queries import desk
from prima.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def signed_in(scene: Scene, name: str) -> Client:
    browser = Client()
    browser.force_login(scene.staff[name].user)
    return browser


def page_of(scene: Scene, name: str, route: str) -> str:
    answer = signed_in(scene, name).get(reverse(route))
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_officer_sees_the_work_of_their_duty_by_deadline(scene: Scene, morning: None) -> None:
    case = stage.open_at_counter(scene)

    page = page_of(scene, "officer", "insight:my_work")

    assert "Satu berkas menunggu Anda" in page
    assert case.number in page
    assert "Jam janji belum berjalan" in page


def test_a_desk_without_work_says_what_is_good_about_it(scene: Scene, morning: None) -> None:
    page = page_of(scene, "officer", "insight:my_work")

    assert "Tidak ada berkas menunggu Anda" in page


@pytest.mark.parametrize(
    ("state", "late", "shown"),
    [("running", False, "60 menit lagi"), ("stopped", False, "Ditepati"),
     ("stopped", True, "Terlambat 60 menit")],
)  # fmt: skip
def test_a_promise_that_was_kept_has_no_time_left(
    state: DeadlineState, late: bool, shown: str
) -> None:
    left = -60 if late else 60
    deadline = CaseDeadline(state, NOW, NOW, late, left, provisional=False)

    assert desk.state_words(deadline) == shown


def test_work_of_the_office_next_door_is_not_mine(scene: Scene, morning: None) -> None:
    case = stage.open_at_counter(scene)

    page = page_of(scene, "stranger", "insight:my_work")

    assert case.number not in page


def test_a_supervisor_sees_what_is_late_and_where_it_lies(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = stage.walk_to(scene, stage.open_at_counter(scene), "match")
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=2))

    page = page_of(scene, "supervisor", "insight:supervisor")

    assert "Satu berkas lewat janji" in page
    assert case.number in page
    assert "Petugas loket" in page
    assert "Pemohon belum diberi tanggal baru" in page


def test_a_supervisor_without_late_cases_reads_that_first(scene: Scene, morning: None) -> None:
    page = page_of(scene, "supervisor", "insight:supervisor")

    assert "Semua berkas masih dalam janji" in page


def test_the_head_sees_the_month_against_the_promise(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _case in range(10):
        stage.walk_to_end(scene, stage.open_at_counter(scene))
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))

    page = page_of(scene, "head", "insight:head")

    assert "Satu dari satu janji ditepati" in page
    assert "November 2026" in page
    assert "Kepuasan: belum cukup jawaban" in page


def test_the_head_is_told_what_waits_for_a_signature(scene: Scene, morning: None) -> None:
    stage.walk_to(scene, stage.open_at_counter(scene, service=stage.LONG), "sign")

    page = page_of(scene, "head", "insight:head")

    assert "1 berkas menunggu tindakan Anda" in page


@pytest.mark.parametrize(
    ("name", "route"),
    [
        ("officer", "insight:supervisor"),
        ("officer", "insight:head"),
        ("supervisor", "insight:head"),
    ],
)
def test_a_page_for_another_task_is_refused(scene: Scene, name: str, route: str) -> None:
    assert signed_in(scene, name).get(reverse(route)).status_code == 403


@pytest.mark.parametrize("route", ["insight:my_work", "insight:supervisor", "insight:head"])
def test_without_a_log_in_there_is_only_the_door(scene: Scene, route: str) -> None:
    answer = Client().get(reverse(route))

    assert answer.status_code == 302
    assert "/masuk/" in answer["Location"]


def test_a_long_list_costs_no_more_queries_than_a_short_one(
    scene: Scene, morning: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _case in range(12):
        stage.open_at_counter(scene)

    browser = signed_in(scene, "officer")

    with django_assert_max_num_queries(14):
        browser.get(reverse("insight:my_work"))


def test_a_small_office_reads_its_cases_when_no_service_can_be_judged(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.walk_to_end(scene, stage.open_at_counter(scene))
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))

    page = page_of(scene, "head", "insight:head")

    assert "Satu dari satu berkas bulan ini selesai dalam janji" in page


def test_work_after_the_promise_stands_apart_and_is_never_due(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.walk_to(scene, stage.open_at_counter(scene), "archive")
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=2))

    page = page_of(scene, "officer", "insight:my_work")

    assert "Jam janji sudah berhenti" in page
    assert "Ditepati" in page
