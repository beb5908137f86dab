"""Words of one family have one stem, and words of two families two."""

from __future__ import annotations

import pytest

from prima.kernel.stems import ROOTS, stem

FAMILIES = """
    minta meminta diminta memintakan permintaan dimintai mintanya
    mohon memohon dimohon pemohon permohonan
    nikah menikah menikahkan dinikahkan pernikahan pranikah
    nilai menilai dinilai penilaian penilai menilaikan
    tunggu menunggu ditunggu nunggu tungguin
    kata mengatakan dikatakan katanya
    keluh mengeluh keluhan dikeluhkan
    milik memiliki dimiliki pemilik pemiliknya
    masuk memasukkan dimasukkan memasuki masukan
    tanya bertanya ditanya menanyakan pertanyaan
    nyata menyatakan dinyatakan pernyataan
    pungut memungut dipungut pungutan
    pakai memakai dipakai pemakaian
    paksa memaksa dipaksa terpaksa paksaan
    suruh menyuruh disuruh suruhan nyuruh
    terbit menerbitkan penerbitan diterbitkan
    layan melayani dilayani pelayanan layanan pelayan
    kirim mengirim dikirim pengiriman kiriman
    bayar membayar dibayar pembayaran bayaran
    adu mengadu pengaduan aduan diadukan
"""
APART = (("memukul", "memuat"), ("meminta", "meminum"), ("menulis", "menunda"), ("uang", "ruang"))


@pytest.mark.parametrize("family", FAMILIES.strip().splitlines())
def test_words_of_one_family_have_one_stem(family: str) -> None:
    root, *others = family.split()

    assert {stem(one) for one in others} == {root}


@pytest.mark.parametrize(("one", "other"), APART)
def test_words_of_two_families_have_two(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_a_root_is_its_own_stem_and_other_words_are_cut_as_before() -> None:
    assert {one for one in ROOTS if stem(one) != one} == set()
    assert stem("perpustakaan") == "pustaka"
    assert stem("") == ""
