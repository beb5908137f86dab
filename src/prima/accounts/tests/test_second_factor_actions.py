"""Codes work once, factors come and go with their letters, and a reset has its reason."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.db import connection

from prima.accounts import actions, documents, queries, rules
from prima.accounts.models import SecondFactorReset, User
from prima.accounts.tests.entry import NOW
from prima.kernel import rotation
from prima.kernel.actors import SYSTEM, Actor
from prima.kernel.errors import RuleBroken
from prima.kernel.journal.models import JournalEntry
from prima.kernel.messages import OutgoingMessage

pytestmark = pytest.mark.django_db


def code_at(secret: str, at: datetime) -> str:
    return str(format_hotp_value(hotp_value(secret, rules.code_steps(at)[1])))


def add_app(user: User, at: datetime = NOW) -> str:
    secret = str(generate_totp_secret())
    letter = documents.factor_added_letter(user)
    actions.add_code_app(
        user, secret=secret, code=code_at(secret, at), letter=letter, by=SYSTEM, at=at
    )
    return secret


def test_the_codes_are_those_of_the_published_examples() -> None:
    # RFC 6238, appendix B, SHA-1, the last six of eight digits.
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    for moment, code in ((59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")):
        assert code_at(secret, datetime.fromtimestamp(moment, UTC)) == code


def test_an_app_is_kept_once_its_first_code_is_right(user: User) -> None:
    secret = str(generate_totp_secret())
    letter = documents.factor_added_letter(user)

    with pytest.raises(RuleBroken):
        actions.add_code_app(user, secret=secret, code="000000", letter=letter, by=SYSTEM, at=NOW)
    assert not queries.has_second_factor(user)

    add_app(user)
    assert queries.has_second_factor(user)
    assert len(queries.unused_codes(user)) == 10
    assert OutgoingMessage.objects.get().recipient == user.email
    assert JournalEntry.objects.filter(what="account.factor_added").exists()
    with pytest.raises(RuleBroken):
        add_app(user, NOW + timedelta(hours=1))


def test_secrets_are_sealed_in_the_table_and_known_to_a_rotation(user: User) -> None:
    secret = add_app(user)

    with connection.cursor() as cursor:
        cursor.execute("SELECT data::text FROM mfa_authenticator")
        rows = " ".join(row[0] for row in cursor.fetchall())
    assert secret not in rows
    assert rows.count('"k1:') == 2
    keys = {(one.table, one.json_key) for one in rotation.sealed_places()}
    assert {("mfa_authenticator", "secret"), ("mfa_authenticator", "seed")} <= keys


def test_a_code_works_once_and_an_older_one_no_more(user: User) -> None:
    secret = add_app(user)
    later = NOW + timedelta(minutes=5)

    assert actions.use_code(user, code=code_at(secret, later), at=later)
    assert not actions.use_code(user, code=code_at(secret, later), at=later)
    before = later - timedelta(seconds=30)
    assert not actions.use_code(user, code=code_at(secret, before), at=later)
    after = later + timedelta(seconds=30)
    assert actions.use_code(user, code=code_at(secret, after), at=later)


def test_a_clock_half_a_minute_off_is_forgiven_and_two_minutes_are_not(user: User) -> None:
    secret = add_app(user)
    later = NOW + timedelta(minutes=10)

    assert not actions.use_code(user, code=code_at(secret, later - timedelta(minutes=2)), at=later)
    assert actions.use_code(user, code=code_at(secret, later - timedelta(seconds=30)), at=later)


def test_a_spare_code_works_once_however_it_is_typed_and_is_in_the_journal(user: User) -> None:
    add_app(user)
    code = queries.unused_codes(user)[3]

    assert actions.use_code(user, code=f" {code[:5]} {code[5:]} ", at=NOW)
    assert not actions.use_code(user, code=code, at=NOW)
    assert len(queries.unused_codes(user)) == 9
    assert JournalEntry.objects.filter(what="account.recovery_code_used").count() == 1


def test_new_spare_codes_end_the_old_ones(user: User) -> None:
    add_app(user)
    old = queries.unused_codes(user)[0]

    actions.renew_recovery_codes(user, by=SYSTEM, at=NOW)

    assert not actions.use_code(user, code=old, at=NOW)
    assert actions.use_code(user, code=queries.unused_codes(user)[0], at=NOW)


def test_spare_codes_go_with_the_last_factor(user: User) -> None:
    add_app(user)
    row = queries.factor(user, queries.factors_of(user)[0].id)

    letter = documents.factor_removed_letter(user)
    actions.remove_factor(user, row, letter=letter, by=SYSTEM, at=NOW)

    assert not Authenticator.objects.exists()


def test_a_reset_takes_everything_needs_a_reason_and_never_ones_own(user: User) -> None:
    add_app(user)
    letter = documents.factors_reset_letter(user)
    owner = Actor(id=user.pk, kind="staff")

    with pytest.raises(RuleBroken):
        actions.reset_second_factor(user, reason="hilang", letter=letter, by=owner, at=NOW)
    with pytest.raises(RuleBroken):
        actions.reset_second_factor(user, reason=" ", letter=letter, by=SYSTEM, at=NOW)
    actions.reset_second_factor(user, reason="ponsel hilang", letter=letter, by=SYSTEM, at=NOW)

    assert not Authenticator.objects.exists()
    assert SecondFactorReset.objects.get().reason == "ponsel hilang"
    entry = JournalEntry.objects.get(what="account.second_factor_reset")
    assert "ponsel" not in str(entry.payload)
    with pytest.raises(RuleBroken):
        actions.reset_second_factor(user, reason="lagi", letter=letter, by=SYSTEM, at=NOW)


def test_factors_whose_key_is_lost_are_forgotten_and_others_stay(user: User) -> None:
    add_app(user)
    actions.add_passkey(
        user,
        name="ponsel",
        credential={},
        letter=documents.factor_added_letter(user),
        by=SYSTEM,
        at=NOW,
    )
    Authenticator.objects.filter(type="totp").update(data={"secret": "k1:AAAA"})

    assert actions.forget_unopened_factors(by=SYSTEM, at=NOW) == 1

    assert set(Authenticator.objects.values_list("type", flat=True)) == {
        "webauthn",
        "recovery_codes",
    }


def test_a_passkey_remembers_when_it_was_last_used(user: User) -> None:
    letter = documents.factor_added_letter(user)
    actions.add_passkey(user, name=" ", credential={}, letter=letter, by=SYSTEM, at=NOW)

    shown = queries.factors_of(user)[0]
    actions.use_passkey(queries.factor(user, shown.id), at=NOW)

    assert shown.name
    assert queries.factors_of(user)[0].last_used_at == NOW
