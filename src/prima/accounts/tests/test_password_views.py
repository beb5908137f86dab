"""Forgotten and changed passwords, as a browser sees them."""

import re
from typing import Any

import pytest
from django.test import Client

from prima.accounts import actions, rules
from prima.accounts.models import User
from prima.accounts.tests.entry import (
    EMAIL,
    NOW,
    OTHER,
    PASSWORD,
    STAFF_PAGE,
    is_logged_in,
    log_in,
)
from prima.accounts.views import passwords
from prima.kernel.actors import SYSTEM
from prima.kernel.messages import OutgoingMessage

pytestmark = pytest.mark.django_db


def letter_link() -> str:
    body = str(OutgoingMessage.objects.latest("pk").body)
    return str(re.findall(r"https?://[^/\s]+(/sandi/atur/\S+)", body)[0])


def ask_letter(client: Client, email: str = EMAIL) -> Any:
    return client.post("/sandi/lupa/", {"email": email})


def test_a_forgotten_password_is_set_anew_by_the_link_once(client: Client, user: User) -> None:
    log_in(other := Client())
    ask_letter(client)
    link = letter_link()
    step = client.get(link)
    page = client.get(step["Location"])
    short = client.post(step["Location"], {"password1": "pendek", "password2": "pendek"})
    done = client.post(step["Location"], {"password1": OTHER, "password2": OTHER})

    assert link.split("-", 1)[1].strip("/") not in step["Location"]
    assert page.status_code == 200
    assert short.status_code == 422
    assert done["Location"] == "/masuk/"
    assert not is_logged_in(other)
    assert log_in(client, password=PASSWORD).status_code == 422
    assert log_in(client, password=OTHER).status_code == 302
    assert client.get(link).status_code == 410


def test_a_letter_says_whom_it_is_for_and_how_long_it_counts(client: Client, user: User) -> None:
    ask_letter(client, " SITI@Kantor.example")

    letter = OutgoingMessage.objects.get()
    assert letter.recipient == EMAIL
    assert "Siti" in str(letter.body)
    assert "satu jam" in str(letter.body)


def test_asking_for_a_letter_reveals_nothing(client: Client, user: User) -> None:
    known, unknown = ask_letter(client), ask_letter(client, "tidak.ada@kantor.example")
    actions.disable_user(user, by=SYSTEM, at=NOW)
    shut = ask_letter(client)

    assert OutgoingMessage.objects.count() == 1
    assert known["Location"] == unknown["Location"] == shut["Location"]
    assert "terdaftar" in client.get(known["Location"]).content.decode()
    assert client.get("/sandi/lupa/").status_code == 200
    assert ask_letter(client, "bukan surel").status_code == 422


def test_known_and_unknown_answers_take_the_same_time(
    client: Client, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(passwords, "SAME_TIME", 60.0)
    monkeypatch.setattr(passwords, "sleep", slept.append)

    ask_letter(client)
    ask_letter(client, "tidak.ada@kantor.example")

    assert len(slept) == 2
    assert all(58 < seconds <= 60 for seconds in slept)


def test_letters_are_limited_for_known_and_unknown_alike(client: Client, user: User) -> None:
    most, _seconds = rules.LETTERS_FOR_ACCOUNT
    for email in (EMAIL, "tidak.ada@kantor.example"):
        answers = [ask_letter(client, email).status_code for _ in range(most + 1)]
        assert answers == [302] * most + [429]


def test_a_link_that_is_wrong_old_or_of_a_shut_account_is_over(
    client: Client, user: User, settings: Any
) -> None:
    ask_letter(client)
    link = letter_link()
    wrong = client.get("/sandi/atur/1-abc-def/")
    unknown = client.get("/sandi/atur/zzzz-abc-def/")
    settings.PASSWORD_RESET_TIMEOUT = -1
    old = client.get(link)
    settings.PASSWORD_RESET_TIMEOUT = 3600
    actions.disable_user(user, by=SYSTEM, at=NOW)

    assert (wrong.status_code, unknown.status_code, old.status_code) == (410, 410, 410)
    assert client.get(link).status_code == 410
    assert "Tautan tidak berlaku lagi" in wrong.content.decode()


def test_a_password_is_changed_with_the_old_one_and_other_sessions_end(
    client: Client, user: User
) -> None:
    log_in(client)
    log_in(other := Client())

    def change(old: str, new: str, again: str) -> Any:
        return client.post(STAFF_PAGE, {"oldpassword": old, "password1": new, "password2": again})

    assert change("salah", OTHER, OTHER).status_code == 422
    assert change(PASSWORD, OTHER, "lain").status_code == 422
    assert change(PASSWORD, "pendek", "pendek").status_code == 422
    key = client.session.session_key
    assert change(PASSWORD, OTHER, OTHER).status_code == 302

    assert client.session.session_key != key
    assert is_logged_in(client)
    assert not is_logged_in(other)
    assert log_in(Client(), password=OTHER).status_code == 302


def test_changing_a_password_is_limited_too(client: Client, user: User) -> None:
    log_in(client)
    tries, _seconds = rules.TRIES_ON_KNOWN_DEVICE
    wrong = {"oldpassword": "salah"}

    answers = [client.post(STAFF_PAGE, wrong).status_code for _ in range(tries + 1)]

    assert answers[-1] == 429


def test_nobody_registers_and_no_english_is_left(client: Client, user: User) -> None:
    pages = [
        client.get("/masuk/"),
        client.get("/sandi/lupa/"),
        log_in(client, password="salah"),
        client.post("/masuk/", {"login": "bukan surel", "password": ""}),
    ]

    for page in pages:
        text = page.content.decode().lower()
        assert "password<" not in text
        assert "e-mail address" not in text
        assert "sign up" not in text
    assert client.get("/accounts/signup/").status_code == 404
    assert "tulis seperti nama@kemenag.go.id" in pages[-1].content.decode()
