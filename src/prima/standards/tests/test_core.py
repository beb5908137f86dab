"""What a standard says: reading, choosing, and the promise that nothing is lost on the way."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from prima.standards.core import catalogue, choose, parse
from prima.standards.core.choose import UnknownSituationError
from prima.standards.core.content import COMPONENTS, ServiceEntry, StandardContent
from prima.standards.tests.places import CATALOGUE

ENTRIES = {entry.key: entry for entry in catalogue.read(CATALOGUE).entries}
STANDARDS = [entry for entry in ENTRIES.values() if entry.content]


def content_of(key: str) -> StandardContent:
    content = ENTRIES[key].content
    assert content
    return content


def keys_for(key: str, *situations: str) -> set[str]:
    content = content_of(key)
    return {row.key for row in choose.requirements_for(content, situations)}


@pytest.mark.parametrize("entry", STANDARDS, ids=lambda entry: entry.key)
def test_a_standard_comes_back_from_stored_data_unchanged(entry: ServiceEntry) -> None:
    assert entry.content
    stored = json.loads(json.dumps(entry.content.to_data()))

    assert parse.content_from_data(stored) == entry.content


@pytest.mark.parametrize("entry", STANDARDS, ids=lambda entry: entry.key)
def test_every_standard_has_all_fourteen_components(entry: ServiceEntry) -> None:
    assert entry.content

    assert len(COMPONENTS) == 14
    assert [key for key in COMPONENTS if not getattr(entry.content, key)] == []


@pytest.mark.parametrize("entry", STANDARDS, ids=lambda entry: entry.key)
def test_every_standard_we_ship_is_a_proposal_that_says_what_to_confirm(
    entry: ServiceEntry,
) -> None:
    assert entry.content

    assert entry.is_proposal
    assert entry.content.to_confirm


def test_the_catalogue_holds_services_of_kua_and_of_the_district_and_one_that_ended() -> None:
    kinds = {kind for entry in STANDARDS for kind in entry.offered_by}
    ended = [entry for entry in ENTRIES.values() if entry.retirement]

    assert len(STANDARDS) >= 12
    assert kinds == {"subdistrict", "district"}
    assert [entry.key for entry in ended] == ["pendaftaran-haji"]
    assert ended[0].owner == "Kementerian Haji dan Umrah"


def test_stored_data_that_was_damaged_is_refused_with_the_reason() -> None:
    data = content_of("rujuk").to_data()
    del data["fee"]

    with pytest.raises(ValueError, match="`fee` belum ada"):
        parse.content_from_data(data)


def test_requirements_follow_the_situation() -> None:
    assert keys_for("legalisasi-buku-nikah", "datang-sendiri") == {
        "buku-nikah",
        "ktp",
        "fotokopi-buku-nikah",
    }
    assert keys_for("legalisasi-buku-nikah", "diwakilkan") == {
        "buku-nikah",
        "ktp",
        "fotokopi-buku-nikah",
        "surat-kuasa",
        "ktp-kuasa",
    }


def test_marriage_in_the_office_is_free_and_outside_it_costs_six_hundred_thousand() -> None:
    content = content_of("daftar-nikah")

    inside = choose.fee_for(content, {"di-kantor"})
    outside = choose.fee_for(content, {"di-luar-kantor"})
    poor = choose.fee_for(content, {"di-luar-kantor-bebas"})

    assert inside.amount == 0
    assert (outside.amount, outside.rule, outside.source_checked) == (600_000, "PP 59/2018", True)
    assert "billing" in outside.payment_channel
    assert (poor.amount, poor.source_checked) == (0, False)
    assert "bukti-setor" in keys_for("daftar-nikah", "di-luar-kantor")
    assert "bukti-setor" not in keys_for("daftar-nikah", "di-kantor")
    assert "bukti-setor" not in keys_for("daftar-nikah", "di-luar-kantor-bebas")


def test_a_question_nobody_answered_has_its_first_answer() -> None:
    content = content_of("daftar-nikah")

    assert choose.settle_situations(content, []) == {"di-kantor", "dewasa"}
    assert choose.settle_situations(content, ["di-luar-kantor", "mendadak"]) == {
        "di-luar-kantor",
        "dewasa",
        "mendadak",
    }


def test_an_exemption_stands_above_the_row_it_exempts_from() -> None:
    content = content_of("daftar-nikah")

    assert choose.fee_for(content, {"di-luar-kantor", "di-luar-kantor-bebas"}).amount == 0


@pytest.mark.parametrize("chosen", [["terbang"], ["di-kantor", "di-luar-kantor"]])
def test_an_unknown_situation_and_two_answers_to_one_question_are_refused(
    chosen: list[str],
) -> None:
    with pytest.raises(UnknownSituationError):
        choose.settle_situations(content_of("daftar-nikah"), chosen)


def test_a_standard_without_situations_asks_nothing() -> None:
    content = replace(content_of("rujuk"), situations=(), situation_groups=())

    assert choose.settle_situations(content, []) == frozenset()
    assert choose.requirements_for(content, []) == content.requirements
