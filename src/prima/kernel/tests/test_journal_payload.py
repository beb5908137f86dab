"""Nothing that could be a person enters the journal."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prima.kernel import journal
from prima.kernel.actors import SYSTEM
from prima.kernel.journal import hashing
from prima.kernel.journal.payload import ForbiddenPayloadError, is_enum, moment, plain
from prima.kernel.tests.support import AT, THING


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (3, 3),
        (-125_000, -125_000),
        (True, True),
        (None, None),
        ("papers_complete", "papers_complete"),
        ("legalisasi-buku-nikah", "legalisasi-buku-nikah"),
        ("step:verify:done", "step:verify:done"),
        (date(2026, 11, 20), "2026-11-20"),
        (AT, "2026-11-20T02:42:00.000000Z"),
        ("a" * 64, "a" * 64),
        ("0123456789abcdef" * 4, "0123456789abcdef" * 4),
        ([1, "done", None], [1, "done", None]),
        ((), []),
    ],
)
def test_ids_enums_dates_and_digests_are_kept(value: object, kept: object) -> None:
    assert plain({"value": value}) == {"value": kept}


@pytest.mark.parametrize(
    "value",
    [
        "Siti Aminah",
        "Siti",
        "siti aminah",
        "",
        "3271014608850417",
        "nik-3271014608850417",
        3271014608850417,
        "081234564471",
        81234564471,
        "siti@contoh.id",
        "jl. melati 5",
        "a\nb",
        "x" * 65,
        1.5,
        b"abc",
        {"nama": 1},
        [["Siti"]],
        list(range(51)),
        object(),
        datetime(2026, 11, 20, 2, 42),  # noqa: DTZ001 - the point of the test
    ],
)
def test_names_numbers_of_people_and_free_text_are_refused(value: object) -> None:
    with pytest.raises(ForbiddenPayloadError) as refusal:
        plain({"value": value})

    assert "Siti" not in str(refusal.value)


@pytest.mark.parametrize("key", ["Nama", "nama lengkap", "", 1, "a" * 41])
def test_keys_are_short_names(key: Any) -> None:
    with pytest.raises(ForbiddenPayloadError):
        plain({key: 1})


def test_a_payload_is_small() -> None:
    assert len(plain({f"k{n}": n for n in range(50)})) == 50
    with pytest.raises(ForbiddenPayloadError):
        plain({f"k{n}": n for n in range(51)})


@given(st.text(max_size=80))
def test_an_enum_holds_neither_spaces_nor_capitals_nor_nine_digits(text: str) -> None:
    if is_enum(text):
        assert text.isascii()
        assert text == text.lower()
        assert not any(sign.isspace() for sign in text)
        assert sum(sign.isdigit() for sign in text) < 9 or not text.isdigit()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "field",
    [{"chain": "Kantor 1"}, {"what": "Selesai"}, {"what": "done"}, {"chain": "office:1:2"}],
)
def test_chain_and_verb_are_keys_too(field: dict[str, str]) -> None:
    good = {"what": "thing.changed", "chain": "office:1"}

    @journal.action
    def write(what: str, chain: str) -> None:
        journal.append(what, about=THING, chain=chain, by=SYSTEM, at=AT)

    write(**good)
    with pytest.raises(ForbiddenPayloadError):
        write(**(good | field))


# Computed once: a change here means that no chain written before can be verified any more.
KNOWN_HASH = "c8a732ec14fcdbba858594f3a1ff482574f6a67bfc7bda8eef77e517c894b065"


def content(**changes: Any) -> hashing.Content:
    fields: dict[str, Any] = {
        "chain": "office:1",
        "sequence": 1,
        "what": "thing.changed",
        "about_type": "kernel.thing",
        "about_id": "1",
        "actor_kind": "staff",
        "actor_id": 7,
        "position_id": None,
        "happened_at": AT,
        "recorded_at": AT,
        "payload": {"b": 1, "a": "x"},
        "previous_hash": hashing.START,
    }
    return hashing.Content(**(fields | changes))


def test_the_hash_of_a_known_entry_never_changes() -> None:
    assert hashing.entry_hash(content()) == KNOWN_HASH


def test_the_order_of_keys_and_the_spelling_of_the_zone_do_not_matter() -> None:
    jakarta = AT.astimezone(datetime.now().astimezone().tzinfo)

    assert (
        hashing.entry_hash(content(payload={"a": "x", "b": 1}, happened_at=jakarta)) == KNOWN_HASH
    )


@pytest.mark.parametrize(
    "change",
    [
        {"chain": "office:2"},
        {"sequence": 2},
        {"what": "thing.made"},
        {"about_type": "kernel.other"},
        {"about_id": "2"},
        {"actor_kind": "system"},
        {"actor_id": 8},
        {"position_id": 1},
        {"happened_at": datetime(2026, 11, 20, 2, 43, tzinfo=UTC)},
        {"recorded_at": datetime(2026, 11, 20, 2, 43, tzinfo=UTC)},
        {"payload": {"a": "x", "b": 2}},
        {"previous_hash": "1" * 64},
    ],
)
def test_every_field_counts_in_the_hash(change: dict[str, Any]) -> None:
    assert hashing.entry_hash(content(**change)) != KNOWN_HASH


def test_a_moment_is_written_in_one_length() -> None:
    assert moment(AT) == "2026-11-20T02:42:00.000000Z"
