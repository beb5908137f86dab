"""Personal values cannot be read in the table, moved to another column, or seen in a log."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection
from pytest_django import Settings

from prima.kernel import crypto
from prima.kernel.crypto import key_file, keys, sealing
from prima.kernel.crypto.sealing import DamagedValueError
from prima.kernel.errors import RuleBroken
from prima.kernel.messages import OutgoingMessage
from prima.kernel.tests.support import AT

NIK = "3271014608850417"


def test_a_sealed_text_opens_in_its_place_only() -> None:
    sealed = sealing.seal("Siti Aminah", place="cases.name")

    assert sealing.unseal(sealed, place="cases.name") == "Siti Aminah"
    with pytest.raises(DamagedValueError):
        sealing.unseal(sealed, place="cases.address")


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert sealing.seal(NIK, place="a.b") != sealing.seal(NIK, place="a.b")


@pytest.mark.parametrize("damage", ["", "k1", "k1:", "k1:???", "k1:AAAA", "k1:" + "A" * 80])
def test_a_damaged_value_is_an_error_and_never_an_empty_text(damage: str) -> None:
    with pytest.raises(DamagedValueError):
        sealing.unseal(damage, place="a.b")


def message(recipient: str = "siti@contoh.id") -> OutgoingMessage:
    return OutgoingMessage.objects.create(
        channel="email", recipient=recipient, subject="x", body="", check_code="A", prepared_at=AT
    )


@pytest.mark.django_db
def test_a_column_holds_only_sealed_text_with_the_id_of_its_key() -> None:
    row = message()

    with connection.cursor() as cursor:
        cursor.execute("SELECT recipient, body FROM kernel_outgoingmessage")
        recipient, body = cursor.fetchone()
    assert recipient.startswith("k1:")
    assert "siti" not in recipient
    assert body == ""
    row.refresh_from_db()
    assert (row.recipient, row.body) == ("siti@contoh.id", "")


@pytest.mark.django_db
def test_an_opened_value_hides_in_logs_but_prints_where_it_is_asked_for() -> None:
    row = message()
    row.refresh_from_db()

    assert repr(row.recipient) == "<disembunyikan>"
    assert "siti" not in f"{[row.recipient]} {row.recipient!r}"
    assert f"{row.recipient}" == "siti@contoh.id"
    assert json.dumps(row.recipient) == '"siti@contoh.id"'


@pytest.mark.django_db
def test_an_opened_value_can_be_saved_again() -> None:
    row = message()
    row.refresh_from_db()

    row.save()
    OutgoingMessage.objects.filter(pk=row.pk).update(body=row.recipient)

    row.refresh_from_db()
    assert row.body == "siti@contoh.id"


@pytest.mark.django_db
@pytest.mark.parametrize("lookup", ["recipient", "recipient__contains", "recipient__in"])
def test_a_sealed_column_cannot_be_searched(lookup: str) -> None:
    with pytest.raises(FieldError):
        OutgoingMessage.objects.filter(**{lookup: "siti"}).exists()

    assert not OutgoingMessage.objects.filter(recipient__isnull=True).exists()


def test_equal_values_have_equal_blind_indexes_within_one_purpose() -> None:
    index = crypto.blind_index(NIK, "nik")

    assert index == crypto.blind_index(NIK, "nik")
    assert index != crypto.blind_index(NIK, "phone")
    assert len(index) == 64
    assert NIK not in index


def test_a_new_key_writes_while_the_old_one_goes_on_reading(own_places: Path) -> None:
    before = sealing.seal("Siti", place="a.b")
    index = crypto.blind_index(NIK, "nik")

    key_file.add_waiting(own_places / "keys.json")
    assert key_file.activate(own_places / "keys.json", at=AT) == "k2"

    assert sealing.seal("Siti", place="a.b").startswith("k2:")
    assert sealing.unseal(before, place="a.b") == "Siti"
    assert crypto.blind_index(NIK, "nik") == index


def test_a_key_file_is_for_its_owner_only_and_never_overwritten(own_places: Path) -> None:
    path = own_places / "keys.json"

    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        keys.create_key_file(path)
    assert "signing" not in repr(keys.ring())


@pytest.mark.parametrize(
    "change", [{"format": 2}, {"active": "k9"}, {"index": "AAAA"}, {"signing": ""}]
)
def test_a_key_file_that_is_not_one_is_refused(
    own_places: Path, settings: Settings, change: dict[str, Any]
) -> None:
    good = json.loads((own_places / "keys.json").read_text())
    settings.PRIMA_KEYS_FILE = own_places / "broken.json"
    settings.PRIMA_KEYS_FILE.write_text(json.dumps(good | change))

    with pytest.raises(ImproperlyConfigured):
        keys.ring()


def test_a_missing_key_file_or_key_says_what_to_do(own_places: Path, settings: Settings) -> None:
    with pytest.raises(ImproperlyConfigured, match="Kunci k7 tidak ada"):
        sealing.unseal("k7:AAAA", place="a.b")

    settings.PRIMA_KEYS_FILE = own_places / "nowhere.json"
    with pytest.raises(ImproperlyConfigured, match="prima init"):
        keys.ring()


@pytest.mark.parametrize("typed", [NIK, " 3271 0146 0885 0417 ", "3271.0146.0885.0417"])
def test_a_nik_is_known_however_it_was_typed(typed: str) -> None:
    assert crypto.normalise_nik(typed) == NIK


@pytest.mark.parametrize("nik", ["9671014608850417", "9301015708990001", "3171012902001234"])
def test_a_nik_of_a_new_province_or_of_a_leap_day_is_accepted(nik: str) -> None:
    assert crypto.normalise_nik(nik) == nik


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "327101460885041",
        "32710146088504170",
        "327101460885041X",
        "٣271014608850417",
        "9" * 9999,
    ],
)
def test_what_is_not_sixteen_digits_is_no_nik(typed: str) -> None:
    with pytest.raises(RuleBroken, match="16 angka"):
        crypto.normalise_nik(typed)


@pytest.mark.parametrize("typed", ["9971014608850417", "3271013013850417", "3271014613850417"])
def test_a_nik_without_province_or_birthday_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken, match="belum benar"):
        crypto.normalise_nik(typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("081234564471", "+6281234564471"),
        ("0812-3456-4471", "+6281234564471"),
        ("+62 812 3456 4471", "+6281234564471"),
        ("62 812 3456 4471", "+6281234564471"),
        ("(0293) 491234", "+62293491234"),
        ("+60 12-345 6789", "+60123456789"),
    ],
)
def test_a_telephone_number_has_one_spelling(typed: str, number: str) -> None:
    assert crypto.normalise_phone(typed) == number


@pytest.mark.parametrize("typed", ["", "abc", "0812", "12345", "+999 1234567", "0" * 5000])
def test_what_is_no_telephone_number_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(RuleBroken, match="0812 3456 7890"):
        crypto.normalise_phone(typed)


def test_masks_show_enough_to_recognise_and_no_more() -> None:
    assert crypto.mask_nik(NIK) == "32•••••••••••417"
    assert crypto.mask_phone("+6281234564471") == "berakhiran 4471"
    assert crypto.mask_email("siti@contoh.id") == "s•••@contoh.id"


def test_masks_of_what_is_too_short_show_nothing() -> None:
    assert crypto.mask_nik("12345") == "•••••"
    assert crypto.mask_phone("4471") == "••••"
    assert crypto.mask_email("siti") == "•••"
