"""Recognising rules in a legal basis, however people write it."""

from __future__ import annotations

import time
from datetime import date

import pytest

from prima.standards.core import citing
from prima.standards.core.bases import HARD, Judged, judge
from prima.standards.core.leaning import Version, live
from prima.standards.core.regulations import Rule, Standing, Term, read_law, standing
from prima.standards.core.rule_names import RuleName, issuer_name

NAMED = {"Petunjuk teknis BOS madrasah": "other-juknis"}

# As found on walls, in letters and in decisions: one rule, and the articles named with it.
WRITTEN = {
    "UU 25/2009": ("uu-25-2009", ""),
    "UU No. 25 Tahun 2009": ("uu-25-2009", ""),
    "UU No.25/Th.2009": ("uu-25-2009", ""),
    "UU RI Nomor 25 Tahun 2009 tentang Pelayanan Publik": ("uu-25-2009", ""),
    "Undang undang no 25 thn 2009": ("uu-25-2009", ""),
    "UNDANG-UNDANG REPUBLIK INDONESIA NOMOR 25 TAHUN 2009": ("uu-25-2009", ""),
    "Undang-Undang (UU) Nomor 25 Tahun 2009": ("uu-25-2009", ""),
    "Undnag-Undang Nomor 25 Tahun 2009": ("uu-25-2009", ""),
    "Undang\u2013Undang\u00a0Nomor 25 Tahun 2009": ("uu-25-2009", ""),
    "UU25/2009": ("uu-25-2009", ""),
    "UU 25 2009": ("uu-25-2009", ""),
    "UU 25-2009": ("uu-25-2009", ""),
    "UU 025/2009": ("uu-25-2009", ""),
    "UU Tahun 2009 Nomor 25": ("uu-25-2009", ""),
    "Undang2 No 25 Tahun 2009": ("uu-25-2009", ""),
    "U.U. No 25 th. 2009 ps. 18 ayat 2": ("uu-25-2009", "pasal 18 ayat (2)"),
    "UU 25/2009, Pasal 18 Ayat (2) Huruf b": ("uu-25-2009", "pasal 18 ayat (2) huruf b"),
    "Pasal 21 UU 25/2009": ("uu-25-2009", "pasal 21"),
    "Berdasarkan pasal 50 dari UU 25/2009": ("uu-25-2009", "pasal 50"),
    "UU 1/74": ("uu-1-1974", ""),
    "PMA 30/2024 pasal 4": ("pma-30-2024", "pasal 4"),
    "PMA 30/24": ("pma-30-2024", ""),
    "PMA30/2024": ("pma-30-2024", ""),
    "PMA No 30 Th 2024": ("pma-30-2024", ""),
    "PMA 30/2024 Lampiran II": ("pma-30-2024", "lampiran II"),
    "Peraturan Menteri Agama Nomor 30 Tahun 2024": ("pma-30-2024", ""),
    "Peraturan Mentri Agama Nomer 30 Tahun 2024 tentang Pencatatan Nikah": ("pma-30-2024", ""),
    "Perturan Mentri Agamma Nomor: 30 Tahun 2024": ("pma-30-2024", ""),
    "Permenag No 30 Th 2024 Psl 4 ayat (1) huruf e": (
        "pma-30-2024",
        "pasal 4 ayat (1) huruf e",
    ),
    "pasal 3 dan 4 Peraturan Menteri Agama RI No. 30 Tahun 2024": (
        "pma-30-2024",
        "pasal 3 dan 4",
    ),
    "PMA 30/2024 pasal 3, pasal 4 ayat 1 s/d 3": (
        "pma-30-2024",
        "pasal 3, pasal 4 ayat (1) s/d 3",
    ),
    "Peraturan Pemerintah Nomor 42 Tahun 2006 tentang Pelaksanaan Undang-Undang Nomor 41 Tahun "
    "2004 tentang Wakaf": ("pp-42-2006", ""),
    "Peraturan Menteri Agama Nomor 66 Tahun 2016 tentang Perubahan Kedua atas Peraturan Menteri "
    "Agama Nomor 90 Tahun 2013": ("pma-66-2016", ""),
    "PP Nomor 96 Tahun 2012 pasal 33": ("pp-96-2012", "pasal 33"),
    "Peraturan Pemerintah Penganti Undang-undang Nomor 2 Tahun 2022": ("perppu-2-2022", ""),
    "Perpu 1/2014": ("perppu-1-2014", ""),
    "Perpres 21/2023": ("perpres-21-2023", ""),
    "Peraturan Presiden RI Nomor 21 Tahun 2023 Pasal 3 dan 4": (
        "perpres-21-2023",
        "pasal 3 dan 4",
    ),
    "Kepres 42/2004": ("keppres-42-2004", ""),
    "Inpres 1/2022": ("inpres-1-2022", ""),
    "PermenPANRB 15/2014": ("permenpanrb-15-2014", ""),
    "Permenpan-RB No. 15 Tahun 2014": ("permenpanrb-15-2014", ""),
    "Permen PAN dan RB Nomor 15 Tahun 2014": ("permenpanrb-15-2014", ""),
    "PERMENPAN RB NOMOR 15 TAHUN 2014": ("permenpanrb-15-2014", ""),
    "Permenpan 17/2017": ("permenpanrb-17-2017", ""),
    "Peraturan Menteri PANRB 15/2014": ("permenpanrb-15-2014", ""),
    "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi (PANRB) Nomor 15 "
    "Tahun 2014 tentang Pedoman Standar Pelayanan": ("permenpanrb-15-2014", ""),
    "KEP/25/M.PAN/2/2004": ("kepmenpanrb-kep-25-m-pan-2-2004", ""),
    "Keputusan Menteri PAN Nomor KEP/25/M.PAN/2/2004": ("kepmenpanrb-kep-25-m-pan-2-2004", ""),
    "SE MenPANRB 12/2023": ("se-menpanrb-12-2023", ""),
    "Surat Edaran Menteri PANRB Nomor 12 Tahun 2023": ("se-menpanrb-12-2023", ""),
    "SE BKN 1/SE/I/2021": ("se-bkn-1-se-i-2021", ""),
    "Pedoman Menteri PANRB 9/2024": ("pedoman-9-2024", ""),
    "KMA 168/2010": ("kma-168-2010", ""),
    "Kepmenag No. 168 Tahun 2010": ("kma-168-2010", ""),
    "Keputusan Menteri Agama Nomor 168 Tahun 2010": ("kma-168-2010", ""),
    "PBM 9 dan 8/2006": ("pbm-9-dan-8-2006", ""),
    "PBM Nomor 9 dan Nomor 8 Tahun 2006 Pasal 14": ("pbm-9-dan-8-2006", "pasal 14"),
    "Peraturan Bersama Menteri Agama dan Menteri Dalam Negeri Nomor 9 Tahun 2006 dan Nomor 8 "
    "Tahun 2006": ("pbm-9-dan-8-2006", ""),
    "SKB 3 Menteri Nomor 1017 Tahun 2024, Nomor 2 Tahun 2024, dan Nomor 3 Tahun 2024": (
        "skb-1017-dan-2-dan-3-2024",
        "",
    ),
    "SK Dirjen Bimas Islam DJ.II/802/2014": ("kepdirjen-bimas-islam-dj-ii-802-2014", ""),
    "SK Dirjen DJ.II/802/2014": ("kepdirjen-bimas-islam-dj-ii-802-2014", ""),
    "Keputusan Direktur Jenderal Bimbingan Masyarakat Islam Nomor DJ.II/802 Tahun 2014": (
        "kepdirjen-bimas-islam-dj-ii-802-2014",
        "",
    ),
    "Keputusan Direktur Jendral Pendidikan Islam Kementerian Agama RI Nomor 91 Tahun 2020": (
        "kepdirjen-pendis-91-2020",
        "",
    ),
    "Kepdirjen Pendis No 2769 Tahun 2022": ("kepdirjen-pendis-2769-2022", ""),
    "Peraturan KPK 2/2019": ("perlem-kpk-2-2019", ""),
    "Peraturan Komisi Pemberantasan Korupsi Nomor 2 Tahun 2019": ("perlem-kpk-2-2019", ""),
    "Peraturan BSSN Nomor 4 Tahun 2021": ("perlem-bssn-4-2021", ""),
    "Peraturan Badan Pengawas Obat Nomor 1 Tahun 2022": (
        "perlem-badan-pengawas-obat-1-2022",
        "",
    ),
    "Permendagri 102/2019": ("permen-dalam-negeri-102-2019", ""),
    "Peraturan Menteri Dalam Negeri Nomor 102 Tahun 2019": ("permen-dalam-negeri-102-2019", ""),
    "PMK 49/2023": ("permen-keuangan-49-2023", ""),
    "Perda Kabupaten Tabalong Nomor 3 Tahun 2020": ("perda-kabupaten-tabalong-3-2020", ""),
    "Peraturan Bupati Tabalong No 5 Tahun 2021": ("perbup-tabalong-5-2021", ""),
    "Perwali Banjarmasin 12/2022": ("perwali-banjarmasin-12-2022", ""),
    "Pergub Kalimantan Selatan No. 7 Tahun 2019": ("pergub-kalimantan-selatan-7-2019", ""),
    "UUD 1945 pasal 29": ("uud-1945", "pasal 29"),
    "Pasal 28E UUD NRI Tahun 1945": ("uud-1945", "pasal 28E"),
    "Undang-Undang Dasar Negara Republik Indonesia Tahun 1945 Pasal 28E dan Pasal 29": (
        "uud-1945",
        "pasal 28E dan pasal 29",
    ),
    "Petunjuk teknis BOS madrasah tahun berjalan": ("other-juknis", ""),
}
SEVERAL = {
    "UU 1/1974 jo. UU 16/2019": [("uu-1-1974", ""), ("uu-16-2019", "")],
    "Undang-Undang Nomor 1 Tahun 1974 tentang Perkawinan sebagaimana diubah dengan Undang-Undang "
    "Nomor 16 Tahun 2019": [("uu-1-1974", ""), ("uu-16-2019", "")],
    "PP 42/2006 sebagaimana telah diubah terakhir dengan PP 25/2018, pasal 38": [
        ("pp-42-2006", ""),
        ("pp-25-2018", "pasal 38"),
    ],
    "UU 25/2009 pasal 21, PP 96/2012 pasal 33": [
        ("uu-25-2009", "pasal 21"),
        ("pp-96-2012", "pasal 33"),
    ],
    "pasal 21 UU 25/2009 dan pasal 33 PP 96/2012": [
        ("uu-25-2009", "pasal 21"),
        ("pp-96-2012", "pasal 33"),
    ],
    "PMA 30/2024 pasal 4; PMA 30/2024 pasal 7": [("pma-30-2024", "pasal 4; pasal 7")],
}
NOTHING = (
    "", "kebiasaan setempat", "Buku nikah tahun 2009", "Undang-Undang Wakaf", "UU Nomor 25",
    "nomor 12 tahun 2020", "Peraturan Menteri Agama", "Puputan 12/2020", "Keputusan kepala",
)  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), WRITTEN.items())
def test_a_rule_is_recognised_however_it_is_written(written: str, meant: tuple[str, str]) -> None:
    found = citing.read(written, NAMED)

    assert [(one.key, one.article) for one in found] == [meant]


@pytest.mark.parametrize(("written", "meant"), SEVERAL.items())
def test_every_rule_of_a_text_is_recognised(written: str, meant: list[tuple[str, str]]) -> None:
    assert [(one.key, one.article) for one in citing.read(written)] == meant


@pytest.mark.parametrize("written", NOTHING)
def test_what_is_no_rule_is_not_taken_for_one(written: str) -> None:
    assert citing.read(written) == ()


@pytest.mark.parametrize("piece", ["UU 1/", "se ", "a.", "9 dan 8 ", "((", "Nomor ", "pasal 1 "])
def test_a_text_made_to_be_hard_is_read_in_time(piece: str) -> None:
    started = time.process_time()
    citing.read("peraturan badan " + piece * 1000)

    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "name",
    [
        RuleName("uu", "25", 2009),
        RuleName("kepdirjen", "DJ.II/802", 2014, "Bimas Islam"),
        RuleName("kepmenpanrb", "KEP/25/M.PAN/2", 2004),
        RuleName("pbm", "9 dan 8", 2006),
        RuleName("perda", "3", 2020, "Kabupaten Tabalong"),
        RuleName("uud", "", 1945),
    ],
)
def test_a_rule_is_recognised_by_both_of_its_own_names(name: RuleName) -> None:
    assert [one.rule for one in citing.read(name.short)] == [name]
    assert [one.rule for one in citing.read(name.full)] == [name]


def test_an_issuer_has_one_name() -> None:
    assert issuer_name("Bimbingan Masyarakat Islam Kementerian Agama RI") == "Bimas Islam"
    assert issuer_name("kabupaten tabalong") == "Kabupaten Tabalong"


MARCH = date(2026, 3, 1)
LAST_YEARS = Term(2020)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (LAST_YEARS, "in_force"),
        (Term(None), "in_force"),
        (Term(2026), "unsure"),
        (Term(2027), "not_yet"),
        (Term(2026, MARCH), "in_force"),
        (Term(2020, date(2026, 3, 2)), "not_yet"),
        (Term(2020, None, MARCH), "in_force"),
        (Term(2020, None, date(2026, 2, 28)), "ended"),
        (Term(2027, None, date(2026, 2, 28)), "ended"),
    ],
)
def test_whether_a_rule_counts_on_a_day(term: Term, expected: Standing) -> None:
    assert standing(term, MARCH) == expected


def rule(key: str, *, term: Term = LAST_YEARS, checked: bool = True) -> Rule:
    return Rule(key, key.upper(), term, checked)


RULES = {
    one.key: one
    for one in (
        rule("pma-1-2020"),
        rule("pma-2-2020", checked=False),
        rule("pma-3-2020", term=Term(2020, None, date(2026, 2, 28))),
        rule("pma-4-2026", term=Term(2026, date(2026, 3, 2))),
        rule("pma-5-2026", term=Term(2026)),
    )
}


@pytest.mark.parametrize(
    ("texts", "faults"),
    [
        ([], ["none"]),
        (["PMA 1/2020"], []),
        (["PMA 2/2020"], ["unchecked"]),
        (["PMA 1/2020", "PMA 3/2020"], ["ended"]),
        (["PMA 1/2020 jo. PMA 4/2026"], ["future"]),
        (["PMA 5/2026"], ["unsure"]),
        (["adat", "PMA 1/2020"], ["unreadable"]),
        (["adat"], ["unreadable", "nothing_in_force"]),
        (["PMA 9/2020"], ["unknown", "nothing_in_force"]),
    ],
)
def test_what_is_wrong_with_a_legal_basis_is_said(texts: list[str], faults: list[str]) -> None:
    assert [one.fault for one in judge(texts, MARCH, RULES, {})] == faults


def test_only_what_must_not_be_approved_is_hard() -> None:
    assert {"none", "ended", "future", "nothing_in_force"} == HARD
    assert Judged("ended").is_hard
    assert not Judged("unchecked").is_hard


def test_the_version_in_force_and_those_to_come_are_alive() -> None:
    versions = [
        Version(1, "a", 1, date(2025, 1, 1)),
        Version(2, "a", 2, date(2026, 1, 1)),
        Version(3, "a", 3, date(2026, 6, 1)),
        Version(4, "b", 1, date(2025, 1, 1), ended_on=MARCH),
        Version(5, "c", 1, date(2025, 1, 1), ended_on=date(2026, 3, 2)),
    ]

    assert live(versions, MARCH) == {2, 3, 5}


def test_faults_of_the_file_of_law_are_all_named() -> None:
    uu = {"kind": "uu", "number": "1", "year": 2020, "about": "Satu"}
    data = {
        "regulations": [
            uu,
            uu | {"about": "Dua"},
            {"kind": "hukum", "about": "Tiga", "year": 2020},
            uu | {"number": "2", "amends": ["adat", "UU 3/2020"]},
        ]
    }

    with pytest.raises(ValueError, match="twice") as refused:
        read_law(data)

    text = str(refused.value)
    assert "hukum" in text
    assert "adat" in text
    assert "uu-3-2020" in text
