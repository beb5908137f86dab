"""The locked screen of a shared computer, and sessions that end."""

import re

import pytest
from django.test import Client

from prima.accounts import actions, rules
from prima.accounts.models import User
from prima.accounts.tests.entry import (
    NOW,
    OTHER,
    PASSWORD,
    STAFF_PAGE,
    Wait,
    is_logged_in,
    log_in,
)
from prima.kernel.actors import SYSTEM

pytestmark = pytest.mark.django_db


def test_a_session_left_alone_locks_and_opens_where_it_was(
    client: Client, user: User, wait: Wait
) -> None:
    log_in(client)
    client.get(STAFF_PAGE)
    wait(minutes=14)
    assert is_logged_in(client)
    key = client.session.session_key
    wait(minutes=15)

    answer = client.get(f"{STAFF_PAGE}?bagian=2")
    locked = client.get(answer["Location"])
    wrong = client.post("/kunci/buka/", {"password": "salah"})
    opened = client.post("/kunci/buka/", {"password": PASSWORD, "next": f"{STAFF_PAGE}?bagian=2"})

    assert answer.status_code == 302
    assert answer["Location"].startswith("/kunci/?next=")
    assert "Pekerjaan Siti tersimpan" in locked.content.decode()
    assert f'value="{STAFF_PAGE}?bagian=2"' in locked.content.decode()
    assert wrong.status_code == 422
    assert "tidak cocok" in wrong.content.decode()
    assert opened["Location"] == f"{STAFF_PAGE}?bagian=2"
    assert client.session.session_key != key
    assert is_logged_in(client)


def test_a_locked_screen_still_changes_its_language(client: Client, user: User) -> None:
    log_in(client)
    client.post("/kunci/")

    answer = client.post("/bahasa/", {"language": "en", "next": "/kunci/"})

    assert (answer.status_code, answer["Location"]) == (302, "/kunci/")
    assert client.post("/mulai/").status_code == 423


def test_the_lock_button_hides_everything_until_the_password(client: Client, user: User) -> None:
    log_in(client)

    response = client.post("/kunci/")

    assert response["Clear-Site-Data"] == '"cache"'
    assert not is_logged_in(client)
    assert client.get("/kunci/").status_code == 200
    assert client.post("/kunci/buka/", {"password": PASSWORD})["Location"] == "/mulai/"
    assert is_logged_in(client)
    assert client.get("/kunci/")["Location"] == "/mulai/"


def test_a_colleague_may_log_in_at_a_locked_screen(client: Client, user: User) -> None:
    actions.create_user(
        email="budi@kantor.example", name="Budi", password=OTHER, by=SYSTEM, at=NOW
    )
    log_in(client)
    client.post("/kunci/")

    client.post("/keluar/")
    log_in(client, email="budi@kantor.example", password=OTHER)

    assert is_logged_in(client)
    assert "Siti" not in client.get(STAFF_PAGE).content.decode()


def test_a_form_sent_too_late_is_kept_sealed_and_sent_after_unlocking(
    client: Client, user: User, wait: Wait
) -> None:
    log_in(client)
    client.get(STAFF_PAGE)
    wait(minutes=20)

    locked = client.post(f"{STAFF_PAGE}?a=1", {"nik": "3275010101900001", "tanda": ["x", "y"]})
    page = locked.content.decode()
    kept = re.findall(r'name="kept" value="([^"]+)"', page)[0]
    again = client.post("/kunci/buka/", {"password": "salah", "kept": kept})
    opened = client.post("/kunci/buka/", {"password": PASSWORD, "kept": kept})

    assert locked.status_code == 423
    assert "3275010101900001" not in page
    assert kept in again.content.decode()
    text = opened.content.decode()
    assert f'action="{STAFF_PAGE}?a=1"' in text
    assert 'name="nik" value="3275010101900001"' in text
    assert 'name="tanda" value="y"' in text
    assert "diunggah" not in text


def test_kept_work_opens_for_the_person_who_typed_it_only(
    client: Client, user: User, wait: Wait
) -> None:
    actions.create_user(
        email="budi@kantor.example", name="Budi", password=OTHER, by=SYSTEM, at=NOW
    )
    log_in(client)
    client.post("/kunci/")
    page = client.post(STAFF_PAGE, {"nik": "3275010101900001"}).content.decode()
    kept = re.findall(r'name="kept" value="([^"]+)"', page)[0]
    client.post("/keluar/")
    log_in(client, email="budi@kantor.example", password=OTHER)

    for sealed in (kept, f"{kept[:-4]}AAA=", "apa saja"):
        client.post("/kunci/")
        answer = client.post("/kunci/buka/", {"password": OTHER, "kept": sealed})
        assert answer["Location"] == "/mulai/"


def test_what_cannot_be_kept_is_said(client: Client, user: User) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    log_in(client)
    client.post("/kunci/")
    with_file = {"surat": SimpleUploadedFile("a.pdf", b"%PDF-1.7"), "ket": "x"}
    page = client.post(STAFF_PAGE, with_file).content.decode()
    kept = re.findall(r'name="kept" value="([^"]+)"', page)[0]
    too_long = client.post(STAFF_PAGE, {"ket": "x" * 300_000}).content.decode()

    opened = client.post("/kunci/buka/", {"password": PASSWORD, "kept": kept})

    assert "tidak ikut tersimpan" in opened.content.decode()
    assert 'name="kept"' not in too_long


def test_guessing_at_a_locked_screen_is_slowed_down(client: Client, user: User) -> None:
    log_in(client)
    client.post("/kunci/")
    tries, _seconds = rules.TRIES_ON_KNOWN_DEVICE

    answers = [
        client.post("/kunci/buka/", {"password": "salah"}).status_code for _ in range(tries + 1)
    ]

    assert answers == [422] * tries + [429]


@pytest.mark.parametrize("span", [{"hours": 4}, {"hours": 13}])
def test_a_session_idle_too_long_ends(
    client: Client, user: User, wait: Wait, span: dict[str, float]
) -> None:
    log_in(client)
    client.get(STAFF_PAGE)
    wait(**span)

    answer = client.get(STAFF_PAGE)

    assert answer["Location"] == "/masuk/?next=%2Fsandi%2Fganti%2F"
    assert client.post(STAFF_PAGE)["Location"].startswith("/masuk/")


def test_a_session_in_use_ends_after_its_longest_time(
    client: Client, user: User, wait: Wait
) -> None:
    log_in(client)
    client.get(STAFF_PAGE)
    for _ in range(12 * 6 - 1):
        wait(minutes=10)
        assert is_logged_in(client)
    wait(minutes=10)

    answer = client.post(STAFF_PAGE, {})

    assert answer["Location"] == "/masuk/"
