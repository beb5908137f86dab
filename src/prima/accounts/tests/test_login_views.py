"""Log-in and log-out, as a browser sees them."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse

from prima.accounts import actions, rules
from prima.accounts.models import User
from prima.accounts.tests.entry import (
    EMAIL,
    NOW,
    STAFF_PAGE,
    Wait,
    is_logged_in,
    log_in,
)
from prima.kernel.actors import SYSTEM

pytestmark = pytest.mark.django_db


def test_who_knows_the_password_gets_in_and_lands_on_their_page(
    client: Client, user: User
) -> None:
    assert not is_logged_in(client)

    response = log_in(client, email=" SITI@kantor.example")

    assert response["Location"] == reverse("offices:start")
    assert is_logged_in(client)
    assert client.get("/masuk/")["Location"] == reverse("offices:start")


def test_unknown_wrong_and_shut_accounts_get_the_same_answer(client: Client, user: User) -> None:
    answers = [
        log_in(client, password="salah-semua-123"),
        log_in(client, email="tidak.ada@kantor.example"),
    ]
    actions.disable_user(user, by=SYSTEM, at=NOW)
    answers.append(log_in(client))

    pages = {re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in answers}
    assert {answer.status_code for answer in answers} == {422}
    assert len(pages) == 1
    assert "tidak cocok" in pages.pop()
    assert not is_logged_in(client)


def test_an_unknown_account_costs_a_hash_like_a_wrong_password(
    client: Client, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def noting(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", noting)

    log_in(client, password="salah-semua-123")
    known = len(hashed)
    log_in(client, password="salah-semua-123", email="tidak.ada@kantor.example")

    assert known == 1
    assert len(hashed) - known == known


@pytest.mark.parametrize(
    ("target", "where"),
    [
        ("/kantor/kua-a/", "/kantor/kua-a/"),
        ("https://jahat.example/", "/mulai/"),
        ("//jahat.example/", "/mulai/"),
    ],
)
def test_log_in_goes_on_to_our_own_pages_only(
    client: Client, user: User, target: str, where: str
) -> None:
    page = client.get("/masuk/", {"next": target}).content.decode()

    assert (f'name="next" value="{target}"' in page) is (target == where)
    assert log_in(client, next=target)["Location"] == where


def test_guessing_is_slowed_down_for_known_and_unknown_alike_and_never_for_good(
    client: Client, user: User, wait: Wait
) -> None:
    tries, seconds = rules.TRIES_FOR_ACCOUNT_AT_ADDRESS
    for email in (EMAIL, "tidak.ada@kantor.example"):
        for _ in range(tries):
            assert log_in(client, password="salah", email=email).status_code == 422
        refused = log_in(client, email=email)
        assert refused.status_code == 429
        assert int(refused["Retry-After"]) <= seconds
        assert "Terlalu sering dicoba" in refused.content.decode()

    elsewhere = Client(REMOTE_ADDR="10.1.1.9")
    assert log_in(elsewhere).status_code == 302
    wait(seconds=seconds + 1)
    assert log_in(client).status_code == 302


def test_one_address_cannot_try_all_accounts(
    client: Client, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "TRIES_AT_ADDRESS", (3, 900))

    answers = [log_in(client, email=f"orang{n}@kantor.example").status_code for n in range(4)]

    assert answers == [422, 422, 422, 429]


def test_the_session_key_changes_at_log_in_and_dies_at_log_out(client: Client, user: User) -> None:
    session = client.session
    session["before"] = 1
    session.save()
    before = session.session_key
    log_in(client)
    inside = client.session.session_key

    response = client.post("/keluar/")

    assert inside not in {None, before}
    assert response["Location"] == "/masuk/"
    assert response["Clear-Site-Data"] == '"cache"'
    assert not is_logged_in(client)
    stolen = Client()
    stolen.cookies[settings.SESSION_COOKIE_NAME] = str(inside)
    assert not is_logged_in(stolen)


def test_state_changes_by_post_with_a_token_only(user: User) -> None:
    strict = Client(enforce_csrf_checks=True)

    assert log_in(strict).status_code == 403
    assert strict.get("/keluar/").status_code == 405
    assert strict.post("/keluar/").status_code == 403
    strict.force_login(user)
    assert strict.post("/kunci/").status_code == 403
    assert strict.get("/kunci/buka/").status_code == 405


def test_staff_pages_are_not_kept_by_the_browser(client: Client, user: User) -> None:
    log_in(client)

    assert "no-store" in client.get(STAFF_PAGE)["Cache-Control"]
    assert "no-store" in client.post("/keluar/")["Cache-Control"]


def test_a_shut_account_is_out_with_the_next_request(client: Client, user: User) -> None:
    log_in(client)
    assert is_logged_in(client)

    actions.disable_user(user, by=SYSTEM, at=NOW)

    assert not is_logged_in(client)
