"""What a person reads and states over the pages, and what those who lead see of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from prima.kernel import clock
from prima.offices.public import Duty, StaffMember
from prima.sops.forms.reading import name_of
from prima.sops.models import Acknowledgement, SopVersion
from prima.sops.rules import DraftKind
from prima.sops.tests import reading_people as people
from prima.sops.tests import test_reading as reading
from prima.sops.tests.people import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    return clock.now()


def browser(staff: StaffMember) -> Client:
    client = Client()
    client.force_login(staff.user)
    return client


def page(version: SopVersion) -> str:
    return reverse("sops:reading_version", kwargs={"pk": version.pk})


def statement(version: SopVersion) -> str:
    return reverse("sops:acknowledgement", kwargs={"pk": version.pk})


def test_a_person_finds_reads_and_states(desk: Desk, now: datetime) -> None:
    officer = people.hold(desk.kua, "siti")
    version = people.publish(desk, at=now)
    client, task = browser(officer), people.task(version, officer, now)

    listed = client.get(reverse("sops:reading")).content.decode()
    shown = client.get(page(version)).content.decode()

    assert "1 prosedur belum Anda baca" in listed
    assert 'aria-current="page">Baca prosedur<span>1</span>' in listed
    assert page(version) in listed
    assert "Apa yang berubah untuk Saya" in shown
    assert "Menyimpan satu fotokopi dalam map" in shown
    assert shown.count("<legend>") == len(task.questions) == 3
    answers = {name_of(one): one.right for one in task.questions}
    done = client.post(statement(version), answers, follow=True).content.decode()
    assert "Pernyataan Anda tercatat" in done
    assert "Tidak ada yang perlu Anda baca" in done
    assert "Baca prosedur</a>" in done
    assert Acknowledgement.objects.get().staff == officer
    assert "Anda sudah membaca SOP ini" in client.get(page(version)).content.decode()


def test_a_wrong_answer_shows_the_row_and_keeps_the_others(desk: Desk, now: datetime) -> None:
    officer = people.hold(desk.kua, "siti")
    version = people.publish(desk, at=now)
    first, second, third = people.task(version, officer, now).questions
    answers = {
        name_of(first): (first.right + 1) % len(first.choices),
        name_of(second): second.right,
    }

    answer = browser(officer).post(statement(version), answers)

    said, document = answer.content.decode(), version.document
    number = document.step_number(first.step)
    assert answer.status_code == 422
    assert f"Belum tepat. Baca lagi langkah {number}, lalu jawab kembali." in said
    assert f"Langkah {number}: {document.step(first.step).text}" in said
    assert 'href="#alur"' in said
    assert "Pilih satu jawaban tentang langkah" in said
    assert said.count(" checked") == 2
    assert name_of(third) in said
    assert not Acknowledgement.objects.exists()


def test_an_answer_that_is_no_choice_is_asked_again(desk: Desk, now: datetime) -> None:
    officer = people.hold(desk.kua, "siti")
    version = people.publish(desk, at=now)
    questions = people.task(version, officer, now).questions

    answer = browser(officer).post(statement(version), {name_of(questions[0]): "x; DROP"})

    assert answer.status_code == 422
    assert answer.content.decode().count("Pilih satu jawaban tentang langkah") >= 3


def test_what_does_not_concern_me_does_not_exist(desk: Desk, now: datetime) -> None:
    people.hold(desk.kua, "siti")
    version = people.publish(desk, at=now)
    stranger = browser(desk.people["manager"])

    assert stranger.get(page(version)).status_code == 404
    assert stranger.post(statement(version)).status_code == 404
    assert stranger.get(reverse("sops:reading")).status_code == 200
    missing = SopVersion(pk=999_999)
    assert stranger.get(page(missing)).status_code == 404


def test_a_correction_says_that_it_asks_nothing(desk: Desk, now: datetime) -> None:
    officer = people.hold(desk.kua, "siti")
    people.read(desk, people.publish(desk, at=now), officer, now)
    version = people.publish(desk, reading._typo, kind=DraftKind.EDITORIAL, at=now)
    client = browser(officer)

    assert "tanpa pertanyaan" in client.get(page(version)).content.decode()
    assert client.post(statement(version)).status_code == 302
    assert Acknowledgement.objects.filter(version=version).exists()


def test_those_who_lead_see_who_has_not_read_before_the_day(desk: Desk, now: datetime) -> None:
    people.hold(desk.kua, "siti")
    reader = people.hold(desk.kua, "tuti", Duty.UNIT_HEAD)
    version = people.publish(desk, at=now)
    people.read(desk, version, reader, now)
    head = browser(desk.people["head"])
    url = reverse("sops:reader_list", kwargs={"pk": version.pk})

    unread, read = (head.get(url, {"saring": one}).content.decode() for one in ("", "sudah"))
    lists = head.get(reverse("sops:reader_lists")).content.decode()
    desk_page = head.get(reverse("sops:drafts")).content.decode()
    course = head.get(reverse("sops:course", kwargs={"pk": version.draft.pk})).content.decode()

    assert ("Siti" in unread, "Tuti" in unread) == (True, False)
    assert ("Siti" in read, "Tuti" in read) == (False, True)
    assert "SOP ini segera berlaku" in unread
    assert "1 orang belum membaca" in unread
    for where in (lists, desk_page, course):
        assert url in where
        assert "1 dari 2 orang" in where
    assert browser(desk.people["officer"]).get(url).status_code == 404
    assert browser(desk.people["officer"]).get(reverse("sops:reader_lists")).status_code == 403


def test_a_far_day_is_no_warning_and_a_passed_one_is_a_grave_one(
    desk: Desk, now: datetime
) -> None:
    people.hold(desk.kua, "siti")
    then = now - timedelta(days=20)
    passed = people.publish(desk, at=then)
    far = people.publish(desk, lambda old: reading._norm(old, 9), ahead=20, at=now)
    head = browser(desk.people["head"])

    said = {
        version: head.get(reverse("sops:reader_list", kwargs={"pk": version.pk})).content.decode()
        for version in (passed, far)
    }

    assert "SOP ini sudah berlaku, tetapi belum semua membacanya" in said[passed]
    assert "Segera berlaku" not in said[far]
    assert "SOP ini segera berlaku" not in said[far]
