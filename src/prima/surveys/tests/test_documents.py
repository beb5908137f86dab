"""Report, sheet for the notice board and workbook, read back as people get them."""

import io
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pikepdf
import pytest

from prima.sops.tests import pdf_words
from prima.surveys import documents
from prima.surveys.core.charts import elements_svg, short_name, trend_svg
from prima.surveys.core.comparison import Group, change_between
from prima.surveys.core.elements import KEYS
from prima.surveys.core.index import WeightMode
from prima.surveys.core.report import DataSheet, FollowUpRow, PeriodPoint, legal_basis_on
from prima.surveys.documents import drawings, sentences, words
from prima.surveys.documents.report import MOST_SHEET_ROWS
from prima.surveys.tests.reports import BANDS, a_report

# Table A of a regional office: 29 respondents, published as 91,48 and, with 0.11, as 90,56.
A = dict(zip(KEYS, (105, 101, 100, 116, 102, 105, 106, 115, 105), strict=True))


class Said(str):
    """The letters of a paper without spaces; asked with them."""

    def __contains__(self, part: object) -> bool:
        return super().__contains__(str(part).replace(" ", ""))


def text_of(pdf: bytes) -> Said:
    """What stands on the paper."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return Said(pdf_words.words(document))


def test_a_report_has_the_six_chapters_of_the_regulation_and_its_annexes() -> None:
    said = text_of(documents.report_pdf(a_report()))

    for chapter in (
        "Bab I. Pendahuluan", "Dasar hukum", "Bab II. Cara melaksanakan survei",
        "Bab III. Hasil", "Profil responden", "Bab IV. Analisis", "Tiga unsur terendah",
        "Perkembangan", "Pengaduan, saran, dan masukan", "Bab V. Rencana tindak lanjut",
        "Bab VI. Penutup", "Lampiran 1. Kuesioner", "Lampiran 2. Lembar data",
    ):  # fmt: skip
        assert chapter in said
    assert "94,54" in said
    assert "Menambah 12 kursi" in said
    assert "91 dari 137" in said


def test_a_report_says_how_many_answers_its_population_needs() -> None:
    said = text_of(documents.report_pdf(a_report()))
    assert "tabel Krejcie dan Morgan 137" in said
    assert "rumus Slovin (5%), pembanding 139" in said

    rows = dict(sentences.sample(replace(a_report(), population=None)))
    assert not [label for label in rows if "Slovin" in label]


def test_a_report_says_its_own_weakness() -> None:
    said = text_of(documents.report_pdf(a_report()))

    assert "± 1,12" in said
    assert "93,40 sampai 95,61" in said
    assert "46 orang yang diundang tidak menjawab" in said
    assert "Jawaban dikeluarkan dengan alasan tertulis: 2." in said
    assert "Tautan undangan 91 dari 91" in said
    assert "belum dicocokkan" in said
    assert "212 orang yang dilayani memerlukan 137 responden" in said


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (Group(50, Fraction(1650), Fraction(54_700)), "Indeks naik"),
        (Group(50, Fraction(1350), Fraction(36_700)), "Indeks turun"),
        (Group(50, Fraction(1502), Fraction(45_370)), "tidak ada perubahan nyata"),
        (Group(9, Fraction(270), Fraction(8_200)), "terlalu sedikit"),
    ],
)
def test_a_report_says_whether_the_index_really_changed(now: Group, sentence: str) -> None:
    earlier = Group(50, Fraction(1500), Fraction(45_250))
    report = replace(a_report(), change=("Triwulan II 2026", change_between(earlier, now)))

    said = sentences.change(report)

    assert sentence in said
    assert "Triwulan II 2026" in said
    assert said in text_of(documents.report_pdf(report))


def test_an_old_weight_is_named_and_not_compared() -> None:
    report = a_report(A, 29, WeightMode.TWO_DECIMALS)

    said = text_of(documents.report_pdf(report))

    assert "90,56" in said
    assert "0,11 (pembulatan dua desimal)" in said
    assert "Jangan membandingkannya" in said
    assert "0,11 (pembulatan" in text_of(documents.publication_pdf(report))


def test_too_few_answers_stand_in_the_paper_as_such() -> None:
    report = a_report(dict.fromkeys(KEYS, 27), 9, invited=None, population=None, margin=None)

    said = text_of(documents.report_pdf(report))

    assert "Responden kurang dari 10 orang" in said
    assert "Ketelitian tidak dapat dihitung" in said
    assert "ukuran sampel tidak dapat dinilai" in said
    assert "kurang dari 10" in text_of(documents.publication_pdf(report))


def test_what_is_not_known_is_said_to_be_unknown() -> None:
    bare = a_report(
        profiles=(), channels=None, earlier=(), voices=(), follow_up=(), left_out=(), read=(),
        method=(), change=None, interval=None, starts_on=None, ends_on=None, address="",
    )  # fmt: skip

    said = text_of(documents.report_pdf(bare))

    assert "Profil responden tidak ditanyakan" in said
    assert "Belum ada periode sebelumnya" in said
    assert "Tidak ada masukan tertulis" in said
    assert "Rencana tindak lanjut belum disusun" in said
    assert "Tidak ada jawaban yang dikeluarkan" in said


def test_the_sheet_for_the_notice_board_is_one_page() -> None:
    said = text_of(documents.publication_pdf(a_report()))

    assert "Terima kasih atas penilaian Anda" in said
    for part in ("94,54", "Mutu A", "Sangat baik", "Oktober 2026", "Laki-laki 51", "91 responden"):
        assert part in said
    with pikepdf.open(io.BytesIO(documents.publication_pdf(a_report()))) as document:
        assert len(document.pages) == 1


def test_the_same_report_is_the_same_file() -> None:
    assert documents.report_pdf(a_report()) == documents.report_pdf(a_report())


def test_single_answers_are_printed_only_where_they_were_brought() -> None:
    brought = a_report(sheet=DataSheet([[4, 3, 4, 4, 4, 3, 4, 4, Fraction(5, 2)]] * 3))
    many = a_report(sheet=DataSheet([[4] * 9] * (MOST_SHEET_ROWS + 1)))

    assert "2,50" in text_of(documents.report_pdf(brought))
    for report in (many, a_report()):
        said = text_of(documents.report_pdf(report))
        assert "Jawaban satu per satu tidak dicetak" in said


def test_what_an_office_typed_is_text_on_paper() -> None:
    report = a_report(office='#eval("1+1") *KUA*', voices=("= Judul $x$ <b>",))

    said = text_of(documents.report_pdf(report))

    assert '#eval("1+1") *KUA*' in said
    assert "= Judul $x$ <b>" in said


def test_a_workbook_can_be_counted_again() -> None:
    report = a_report(sheet=DataSheet([[4] * 9] * 2))
    book = openpyxl.load_workbook(io.BytesIO(documents.workbook(report)))

    rows = list(book["Unsur"].iter_rows(min_row=2, values_only=True))
    assert [row[2] for row in rows[:9]] == [352, 334, 342, 353, 353, 352, 349, 339, 323]
    assert rows[-1][5] == 94.54
    assert book["Lembar data"].max_row == 1 + 2 + 5
    assert book.sheetnames == [
        "Ringkasan", "Unsur", "Profil", "Periode", "Tindak lanjut", "Lembar data",
    ]  # fmt: skip


def test_a_workbook_counts_answers_where_they_were_counted_and_takes_no_text_for_a_formula() -> (
    None
):
    report = a_report(office="=1+1", follow_up=(), earlier=())
    counted = tuple(replace(one, counts=(0, 1, 40, 50)) for one in report.elements)

    book = openpyxl.load_workbook(
        io.BytesIO(documents.workbook(replace(report, elements=counted)))
    )

    assert [cell.value for cell in book["Sebaran"][2]][2:] == [0, 1, 40, 50]
    assert book["Ringkasan"]["B2"].value == "=1+1"
    assert book["Ringkasan"]["B2"].data_type == "s"
    assert "Lembar data" not in book.sheetnames


def test_counted_answers_stand_in_the_report() -> None:
    report = a_report()
    counted = tuple(replace(one, counts=(0, 1, 40, 50)) for one in report.elements)

    said = text_of(documents.report_pdf(replace(report, elements=counted)))

    assert "Sebaran jawaban" in said
    assert "U1 0 1 40 50" in said


def test_a_chart_names_itself_and_shows_what_is_below_the_good_category() -> None:
    report = a_report()
    weak = replace(report.elements[0], value=Decimal("61.20"), grade="D")

    svg = elements_svg((weak, *report.elements[1:]), BANDS, "Nilai & unsur")

    assert "<title>Nilai &amp; unsur</title>" in svg
    assert svg.count('class="bad"') == 1
    assert svg.count('class="dot"') == 8
    assert svg.count('class="before"') == 9
    assert "style" not in svg


def test_a_period_with_too_few_answers_keeps_its_place_without_a_dot() -> None:
    points = [PeriodPoint(f"Bulan {at} 2026", Decimal(60 + at), Decimal(2)) for at in range(7)]
    points.append(PeriodPoint("Agustus 2026", None))

    svg = trend_svg(points, BANDS, "Indeks")

    assert svg.count('class="dot"') == 4
    assert ">Agu<" in svg


def test_a_chart_of_one_period_is_no_trend() -> None:
    assert drawings.trend(a_report(earlier=a_report().earlier[-1:])) == ""


@pytest.mark.parametrize(
    ("period", "short"),
    [
        ("Oktober 2026", "Okt"),
        ("Februari–Maret 2026", "Feb–Mar"),
        ("Juli–September 2026", "TW III"),
        ("TW II 2026", "TW II"),
        ("2025", "2025"),
    ],
)
def test_the_name_of_a_period_fits_below_its_dot(period: str, short: str) -> None:
    assert short_name(period) == short


def test_numbers_are_written_as_indonesian_papers_do() -> None:
    assert words.number(1234567) == "1.234.567"
    assert words.share(38, 91) == "38 dari 91"
    assert words.share(50, 200) == "50 dari 200 (25,0 %)"
    assert words.total(Fraction(7, 2)) == "3,50"
    assert words.weight(a_report(weight_mode="0.111")) == "0,111 (pembulatan tiga desimal)"


def test_only_rules_in_force_are_the_basis_of_a_report() -> None:
    report = a_report()

    assert len(legal_basis_on(report.issued_on)) == 3
    assert len(legal_basis_on(report.issued_on.replace(year=2010))) == 1
    assert all(rule.endswith("dengan naskah.") for rule in sentences.legal(report))


@pytest.mark.parametrize(
    ("planned", "said"),
    [
        ((), "belum disusun"),
        ((False, False), "belum disusun"),
        ((True, False), "Ada 1 tindak lanjut yang direncanakan, dan 1 usulan belum direncanakan"),
        ((True, True), "Ada 2 tindak lanjut yang direncanakan. Pelaksanaannya"),
    ],
)
def test_the_last_chapter_calls_no_proposal_a_plan(planned: tuple[bool, ...], said: str) -> None:
    rows = tuple(FollowUpRow("Waktu", "", "–", "–", is_planned=one) for one in planned)

    assert said in sentences.conclusion(a_report(follow_up=rows))[-1]


def test_the_rule_of_an_own_form_stands_below_the_laws() -> None:
    said = text_of(documents.report_pdf(a_report(own_rule="Keputusan Kepala Kantor 12/2026")))

    assert "Keputusan Kepala Kantor 12/2026 (dasar instrumen survei ini)." in said
