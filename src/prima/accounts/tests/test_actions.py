"""Opening, naming and shutting accounts."""

from datetime import UTC, datetime

import pytest

from prima.accounts import actions
from prima.accounts.documents import reset_letter
from prima.accounts.models import User
from prima.kernel.actors import SYSTEM, Actor
from prima.kernel.errors import RuleBroken
from prima.kernel.messages import OutgoingMessage
from prima.kernel.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 23, 3, tzinfo=UTC)
PASSWORD = "kuda-laut-biru-77"


def make_user(email: str = "siti@kantor.example", password: str | None = PASSWORD) -> User:
    return actions.create_user(email=email, name="Siti", password=password, by=SYSTEM, at=NOW)


def test_an_account_has_one_spelling_of_its_address_and_no_more_than_that() -> None:
    user = make_user(" Siti@Kantor.example ")

    assert user.email == "siti@kantor.example"
    assert (str(user), user.get_full_name()) == ("Siti", "Siti")
    assert user.check_password(PASSWORD)
    assert User.objects.get_by_natural_key("SITI@kantor.example ") == user
    with pytest.raises(RuleBroken, match="sudah dipakai"):
        make_user("siti@KANTOR.example")


def test_without_a_password_nobody_can_log_in_yet() -> None:
    assert not make_user(password=None).has_usable_password()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"email": "bukan surel"}, "Periksa surel"),
        ({"name": " "}, "Isi nama"),
        ({"password": "pendek"}, "12"),
        ({"password": "password1234"}, "umum"),
    ],
)
def test_a_wrong_account_is_refused_with_a_sentence(
    changes: dict[str, str], sentence: str
) -> None:
    right = {"email": "siti@kantor.example", "name": "Siti", "password": PASSWORD}

    with pytest.raises(RuleBroken, match=sentence):
        actions.create_user(**right | changes, by=SYSTEM, at=NOW)

    assert actions.create_user(**right, by=SYSTEM, at=NOW).pk


def test_names_and_passwords_change_and_the_journal_names_neither() -> None:
    user = make_user()
    owner = Actor(id=user.pk, kind="staff")

    actions.rename_user(user, name="Hj. Siti", by=owner, at=NOW)
    actions.set_password(user, password="gajah-kecil-hijau-8", by=owner, at=NOW)
    with pytest.raises(RuleBroken, match="Isi nama"):
        actions.rename_user(user, name="", by=owner, at=NOW)

    user.refresh_from_db()
    assert user.name == "Hj. Siti"
    assert user.check_password("gajah-kecil-hijau-8")
    entries = JournalEntry.objects.order_by("sequence")
    assert [entry.what for entry in entries] == [
        "account.created",
        "account.renamed",
        "account.password_set",
    ]
    assert {entry.chain for entry in entries} == {"accounts"}
    assert all(entry.payload == {} for entry in entries)


def test_a_letter_is_prepared_and_the_journal_does_not_say_where_to() -> None:
    user = make_user()
    letter = reset_letter(user, "https://kantor.example/sandi/atur/1-abc/")

    actions.send_letter(user, letter, at=NOW)

    message = OutgoingMessage.objects.get()
    assert (message.recipient, message.about_id) == (user.email, str(user.pk))
    assert "https://kantor.example/sandi/atur/1-abc/" in str(message.body)
    entry = JournalEntry.objects.get(what="account.letter_sent")
    assert (entry.actor_kind, entry.payload) == ("citizen", {})


def test_an_account_is_shut_by_somebody_else() -> None:
    user = make_user()

    with pytest.raises(RuleBroken, match="akun Anda sendiri"):
        actions.disable_user(user, by=Actor(id=user.pk, kind="staff"), at=NOW)
    actions.disable_user(user, by=SYSTEM, at=NOW)

    user.refresh_from_db()
    assert not user.is_active


def test_a_shut_account_is_opened_again_with_its_password() -> None:
    user = actions.create_user(
        email="buka@kantor.example", name="Buka", password="kuda-laut-biru-77", by=SYSTEM, at=NOW
    )
    actions.disable_user(user, by=SYSTEM, at=NOW)

    actions.enable_user(user, by=SYSTEM, at=NOW)

    user.refresh_from_db()
    assert user.is_active
    assert user.check_password("kuda-laut-biru-77")


@pytest.mark.parametrize("email", ["bukan surel", "lama@kantor.example"])
def test_an_address_that_is_none_or_taken_is_refused(email: str) -> None:
    actions.create_user(email="lama@kantor.example", name="Lama", password=None, by=SYSTEM, at=NOW)
    user = actions.create_user(
        email="baru@kantor.example", name="Baru", password=None, by=SYSTEM, at=NOW
    )

    with pytest.raises(RuleBroken):
        actions.change_email(user, email=email, by=SYSTEM, at=NOW)

    actions.change_email(user, email=" Lain@kantor.example ", by=SYSTEM, at=NOW)
    assert user.email == "lain@kantor.example"
