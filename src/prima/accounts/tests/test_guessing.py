"""Many guesses from many places: bounded, and the owner at their own desk is never shut out."""

from typing import Any

import pytest
from django.contrib.auth import hashers
from django.test import Client

from prima.accounts import rules
from prima.accounts.models import User
from prima.accounts.tests.entry import EMAIL, PASSWORD, Wait, is_logged_in, log_in
from prima.accounts.views import devices

pytestmark = pytest.mark.django_db


def guess(client: Client, address: str, email: str = EMAIL) -> int:
    answer: Any = client.post(
        "/masuk/", {"login": email, "password": "salah"}, REMOTE_ADDR=address
    )
    return int(answer.status_code)


@pytest.mark.slow
def test_a_thousand_guesses_reach_few_passwords_and_end_by_themselves(
    user: User, wait: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = Client()
    log_in(owner)
    owner.post("/keluar/")
    checked: list[object] = []
    verify = hashers.verify_password

    def counted(*given: Any, **named: Any) -> Any:
        checked.append(given)
        return verify(*given, **named)

    monkeypatch.setattr(hashers, "verify_password", counted)

    bots = [(Client(), f"198.51.100.{number}") for number in range(50)]
    answers = [guess(client, address) for _round in range(20) for client, address in bots]

    assert len(answers) == 1_000
    assert len(checked) <= rules.TRIES_FOR_ACCOUNT[0]
    assert set(answers) == {422, 429}
    assert log_in(Client()).status_code == 429  # a browser nobody knows
    log_in(owner)
    assert is_logged_in(owner)

    wait(minutes=16)
    elsewhere = Client()
    log_in(elsewhere)
    assert is_logged_in(elsewhere)


def test_one_address_that_tries_many_accounts_is_stopped(user: User) -> None:
    client = Client()

    answers = [guess(client, "203.0.113.9", f"nama{number}@x.id") for number in range(160)]

    assert answers.count(422) == rules.TRIES_AT_ADDRESS[0]
    assert answers[-1] == 429


def test_a_known_browser_has_its_own_limit_and_only_for_its_own_accounts(user: User) -> None:
    client = Client()
    log_in(client)
    client.post("/keluar/")

    own = [guess(client, "203.0.113.9") for _try in range(11)]

    assert own == [422] * 10 + [429]
    assert guess(client, "203.0.113.9", "lain@x.id") == 422
    assert log_in(Client()).status_code == 302  # the account itself was not counted


@pytest.mark.parametrize("forged", ["", "x", "x:y:z", "eyJpZCI6MX0:1:1"])
def test_a_cookie_that_is_not_ours_gives_nothing(user: User, forged: str) -> None:
    client = Client()
    client.cookies[devices.NAME] = forged

    for _try in range(10):
        guess(client, "203.0.113.9")

    assert guess(client, "203.0.113.9") == 429


def test_the_cookie_names_nobody_and_a_shared_computer_keeps_several(user: User) -> None:
    client = Client()
    log_in(client)

    cookie = client.cookies[devices.NAME]

    assert EMAIL not in cookie.value
    assert PASSWORD not in cookie.value
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
