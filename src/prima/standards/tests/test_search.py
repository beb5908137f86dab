"""People find a service by their own words, also mistyped ones."""

from __future__ import annotations

import pytest

from prima.standards.core import catalogue
from prima.standards.core.search import Document, document_words, search
from prima.standards.core.words import stem, words
from prima.standards.tests.places import CATALOGUE

DOCUMENTS = [
    Document(entry.key, document_words(entry.name, entry.keywords, entry.summary))
    for entry in catalogue.read(CATALOGUE).entries
]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("legalisir buku nika", "legalisasi-buku-nikah"),
        ("Pengesahan buku nikah", "legalisasi-buku-nikah"),
        ("leg", "legalisasi-buku-nikah"),
        ("legalisir ijazah", "legalisasi-ijazah-madrasah"),
        ("buku nikah hilang", "duplikat-buku-nikah"),
        ("buku nikah saya rusak bagaimana", "duplikat-buku-nikah"),
        ("dupliket", "duplikat-buku-nikah"),
        ("mau kawin", "daftar-nikah"),
        ("menikah", "daftar-nikah"),
        ("pernikahan", "daftar-nikah"),
        ("nikah di rumah", "daftar-nikah"),
        ("pendaftaran nikah", "daftar-nikah"),
        ("numpang nikah", "rekomendasi-nikah"),
        ("rekomndasi nikah", "rekomendasi-nikah"),
        ("bimwin", "bimbingan-perkawinan"),
        ("balikan sama mantan", "rujuk"),
        ("cerai", "rujuk"),
        ("wakaf tanah", "ikrar-wakaf"),
        ("wakap", "ikrar-wakaf"),
        ("arah qiblat", "arah-kiblat"),
        ("id mushola", "id-masjid"),
        ("Al-Qur'an", "tanda-daftar-lpq"),
        ("TPA", "tanda-daftar-lpq"),
        ("masuk islam", "ikrar-masuk-islam"),
        ("izin madrasah", "izin-madrasah"),
        ("dana bos", "rekomendasi-bos"),
        ("konseling rumah tangga", "konsultasi-keluarga"),
        ("surat belum menikah", "surat-keterangan-status-nikah"),
        ("umroh", "pendaftaran-haji"),
    ],
)
def test_the_service_that_was_meant_comes_first(query: str, first: str) -> None:
    assert search(query, DOCUMENTS)[:1] == [first]


@pytest.mark.parametrize("query", ["", "   ", "?!", "xyzzy", "di mana", "zz", "q" * 5000])
def test_a_query_that_names_no_service_has_no_answer(query: str) -> None:
    assert search(query, DOCUMENTS) == []


def test_a_service_that_answers_less_than_half_of_the_words_is_left_out() -> None:
    assert search("nikah pesawat terbang kapal", DOCUMENTS) == []
    assert "daftar-nikah" in search("nikah pesawat", DOCUMENTS)


def test_equal_answers_come_in_the_order_of_their_keys() -> None:
    twins = [Document(key, {"sama": 1.0, "kiblat": 1.0}) for key in ("b", "a")]

    assert search("kiblat", twins) == ["a", "b"]


def test_an_empty_catalogue_has_no_answer() -> None:
    assert search("nikah", []) == []


@pytest.mark.parametrize(
    "family",
    [
        ["mohon", "memohon", "pemohon", "permohonan"],
        ["nikah", "menikah", "pernikahan", "menikahkan", "kawin", "perkawinan", "mengawinkan"],
        ["terbit", "menerbitkan", "penerbitan", "diterbitkan"],
        ["berangkat", "keberangkatan"],
        ["legalisir", "legalisasi", "dilegalisir", "pengesahan"],
        ["cerai", "bercerai", "perceraian"],
        ["rujuk", "merujuk", "rujukan"],
        ["tandatangan", "ditandatangani", "menandatangani"],
    ],
)
def test_words_of_one_family_have_one_stem(family: list[str]) -> None:
    assert len({stem(word) for word in family}) == 1


def test_two_words_meant_as_one_are_joined_and_marks_are_ignored() -> None:
    assert words("Tanda tangan Kepala, foto kopi, Al Qur’an & Qur'ān") == (
        "tandatangan",
        "kepala",
        "fotokopi",
        "quran",
        "quran",
    )
