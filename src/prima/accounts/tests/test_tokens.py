"""Keys for programs: shown once, kept as a digest, ended by day, by hand and with the account."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prima.accounts import actions, queries
from prima.accounts.actions import NewToken
from prima.accounts.models import ApiToken, User
from prima.kernel import clock
from prima.kernel.actors import SYSTEM, Actor
from prima.kernel.errors import RuleBroken, StaleRecord
from prima.kernel.models import JournalEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return actions.create_user(
        email="siti@kemenag.go.id", name="Siti", password="lima-kata-yang-panjang",
        by=SYSTEM, at=clock.now(),
    )  # fmt: skip


def today() -> date:
    return timezone.localdate(clock.now())


def make(
    user: User, *, scopes: tuple[str, ...] = ("write_sops",), days: int = 30, name: str = "Kab"
) -> NewToken:
    by = Actor(user.pk, "staff", {"write_sops": frozenset({1}), "see_cases": frozenset({1})})
    return actions.make_token(
        user, name=name, scopes=scopes, expires_on=today() + timedelta(days=days),
        by=by, at=clock.now(),
    )  # fmt: skip


def test_a_key_is_kept_as_a_digest_and_found_by_its_text(user: User) -> None:
    made = make(user)

    kept = ApiToken.objects.values().get()
    assert made.text not in str(kept)
    assert made.text not in repr(made)
    assert made.text.startswith(f"prima_{kept['prefix']}_")
    assert queries.live_token(made.text, clock.now()) == made.token
    entry = JournalEntry.objects.get(what="account.token_made")
    assert entry.payload["scopes"] == ["write_sops"]


@pytest.mark.parametrize(
    "text", ["", "prima", "prima__", "prima_00000000_x", "x" * 200, "prima_%s_salah", "é_é_é"]
)
def test_what_is_no_key_opens_nothing(user: User, text: str) -> None:
    made = make(user)
    wrong = text.replace("%s", made.token.prefix)

    assert queries.live_token(wrong, clock.now()) is None
    assert queries.live_token(made.text, clock.now()) is not None


def test_a_key_ends_with_its_day(user: User) -> None:
    made = make(user, days=1)

    assert queries.live_token(made.text, clock.now() + timedelta(days=1)) is not None
    assert queries.live_token(made.text, clock.now() + timedelta(days=2)) is None


def test_a_revoked_key_is_refused_at_once_and_is_revoked_once(user: User) -> None:
    made = make(user)

    actions.revoke_token(made.token, by=SYSTEM, at=clock.now())

    assert queries.live_token(made.text, clock.now()) is None
    with pytest.raises(StaleRecord):
        actions.revoke_token(made.token, by=SYSTEM, at=clock.now())


def test_keys_end_with_the_account_and_with_its_sessions(user: User) -> None:
    made = make(user)

    User.objects.filter(pk=user.pk).update(generation=1)
    assert queries.live_token(made.text, clock.now()) is None
    User.objects.filter(pk=user.pk).update(generation=0)
    assert queries.live_token(made.text, clock.now()) is not None
    actions.disable_user(user, by=SYSTEM, at=clock.now())
    assert queries.live_token(made.text, clock.now()) is None
    actions.enable_user(user, by=SYSTEM, at=clock.now())
    assert queries.live_token(made.text, clock.now()) is None


def test_a_new_password_ends_the_keys(user: User) -> None:
    made = make(user)

    actions.set_password(user, password="janji-yang-lain-27", by=SYSTEM, at=clock.now())

    assert queries.live_token(made.text, clock.now()) is None


@pytest.mark.parametrize(
    ("scopes", "days", "name"),
    [
        ((), 30, "Kab"),
        (("see_cases",), 30, "Kab"),
        (("approve_sops",), 30, "Kab"),
        (("write_sops",), 0, "Kab"),
        (("write_sops",), 367, "Kab"),
        (("write_sops",), 30, " "),
    ],
)
def test_a_key_has_a_name_an_end_and_only_what_its_owner_may(
    user: User, scopes: tuple[str, ...], days: int, name: str
) -> None:
    with pytest.raises(RuleBroken):
        make(user, scopes=scopes, days=days, name=name)

    assert make(user).token.pk


def test_nobody_gathers_keys(user: User) -> None:
    for _number in range(10):
        make(user)

    with pytest.raises(RuleBroken, match="sepuluh"):
        make(user)


def test_the_day_of_the_last_use_is_kept(user: User) -> None:
    made = make(user)

    actions.note_use(made.token, at=clock.now())

    made.token.refresh_from_db()
    assert made.token.last_used_on == today()


def test_the_database_keeps_the_row_of_every_key(user: User) -> None:
    made = make(user)

    with pytest.raises(ProgrammingError, match="permission"), transaction.atomic():
        made.token.delete()
    with pytest.raises(Exception, match="api_token_digest_is_sha256"), transaction.atomic():
        ApiToken.objects.filter(pk=made.token.pk).update(digest="x")


def test_the_page_asks_for_the_password_first(user: User) -> None:
    client = Client()
    client.force_login(user)

    answer = client.get(reverse("account_api_tokens"))

    assert answer["Location"].startswith(reverse("account_proof"))
