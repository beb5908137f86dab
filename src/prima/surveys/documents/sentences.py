"""What a report says in sentences: what it is based on, how sure it is, what follows from it."""

from prima.surveys.core.charts import comma
from prima.surveys.core.comparison import Verdict
from prima.surveys.core.report import SurveyReport
from prima.surveys.core.sample import is_too_few, sample_size
from prima.surveys.documents import words

PURPOSE = (
    "Mengetahui seberapa puas masyarakat atas setiap unsur pelayanan.",
    "Menemukan unsur yang paling perlu diperbaiki, lalu menyusun rencana tindak lanjutnya.",
    "Mengumumkan hasilnya kepada masyarakat apa adanya, bersama kelemahannya.",
)


def background(report: SurveyReport) -> list[str]:
    """Why there is a survey and what this one was about."""
    return [
        (
            "Setiap penyelenggara pelayanan publik wajib menanyakan kepuasan masyarakat paling "
            "sedikit satu kali setahun. Laporan ini memuat hasil "
            f"{report.instrument} di {report.office} untuk {report.service.lower()}, "
            f"{report.period}."
        )
    ]


def legal(report: SurveyReport) -> list[str]:
    """The rules in force, each with since when, and that their text was not compared."""
    return [
        f"{rule.rule} tentang {rule.about}, berlaku sejak {words.day(rule.valid_from)}"
        + ("." if rule.source_checked else "; judul dan tanggal belum dicocokkan dengan naskah.")
        for rule in report.legal_basis
    ] + ([f"{report.own_rule} (dasar instrumen survei ini)."] if report.own_rule else [])


def when(report: SurveyReport) -> str:
    """The days the answers are about."""
    if report.starts_on is None or report.ends_on is None:
        return report.period
    return f"{words.day(report.starts_on)} sampai {words.day(report.ends_on)}"


def sample(report: SurveyReport) -> list[tuple[str, str]]:
    """Population, invited, answered: what is not known is said to be unknown."""
    unknown = "tidak diketahui"
    rows = [("Waktu pelaksanaan", when(report))]
    population = unknown if report.population is None else words.number(report.population)
    rows.append(("Populasi (pelayanan yang selesai)", population))
    if report.wanted is not None:
        by_table, by_slovin = report.wanted
        rows += [
            ("Responden menurut tabel Krejcie dan Morgan", words.number(by_table)),
            ("Responden menurut rumus Slovin (5%), pembanding", words.number(by_slovin)),
        ]
    if report.invited is not None:
        rows.append(("Diundang menjawab", words.number(report.invited)))
    rows.append(("Menjawab (responden)", words.number(report.respondents)))
    if report.invited:
        rows.append(("Tingkat jawaban", words.share(report.respondents, report.invited)))
    return rows


def counting(report: SurveyReport) -> list[str]:
    """How the index is computed, with the weight that was really used."""
    count = len(report.elements)
    lowest = words.points(report.lowest_mean, report.highest_mean)
    said = [
        (
            f"Jawaban bernilai {report.lowest_mean} sampai {report.highest_mean}. Nilai rata-rata "
            f"unsur (NRR) adalah jumlah jawaban dibagi banyak responden. NRR dikali bobot menjadi "
            "NRR tertimbang; jumlahnya adalah nilai SKM, yang dikonversi ke skala "
            f"{lowest} sampai 100."
        ),
        (
            f"Bobot setiap unsur: {words.weight(report)}, untuk {count} unsur. Angka dibulatkan "
            "hanya saat ditulis."
        ),
    ]
    if not report.is_exact:
        said.append(
            "Bobot ini bukan bobot tepat dan dipakai hanya untuk mengulang laporan lama. "
            "Jangan membandingkannya dengan hasil berbobot tepat."
        )
    return said


def weaknesses(report: SurveyReport) -> list[str]:
    """What limits this result, said in the paper itself."""
    said = []
    if report.is_too_few:
        said.append(
            f"Responden kurang dari {report.least} orang. Angka ini belum menggambarkan kantor "
            "dan tidak untuk diumumkan."
        )
    said.append(_precision(report))
    if report.population is not None and is_too_few(report.respondents, report.population):
        said.append(
            f"Menurut tabel sampel, {words.number(report.population)} orang yang dilayani "
            f"memerlukan {words.number(sample_size(report.population))} responden."
        )
    if report.population is None:
        said.append(
            "Banyaknya orang yang dilayani tidak diketahui; ukuran sampel tidak dapat dinilai."
        )
    if report.invited and report.invited > report.respondents:
        silent = report.invited - report.respondents
        said.append(
            f"{words.number(silent)} orang yang diundang tidak menjawab. Pendapat mereka tidak "
            "ada di sini dan mungkin berbeda."
        )
    said += [f"{note.text}{_count(note.count)}" for note in report.left_out]
    if not report.left_out:
        said.append("Tidak ada jawaban yang dikeluarkan dari hitungan.")
    return said


def change(report: SurveyReport) -> str:
    """Whether the index really changed; empty where there is nothing to compare with."""
    if report.change is None:
        return ""
    period, found = report.change
    by = f"{comma(abs(found.difference))} (batas kebetulan {words.margin(found.margin)})"
    match found.verdict:
        case Verdict.BETTER:
            return f"Indeks naik {by} dari {period}: lebih besar daripada kebetulan."
        case Verdict.WORSE:
            return f"Indeks turun {by} dari {period}: lebih besar daripada kebetulan."
        case Verdict.NO_REAL_CHANGE:
            return f"Selisih dengan {period} {by}: tidak ada perubahan nyata."
    return f"Jawaban terlalu sedikit untuk menyebut perubahan dari {period}."


def conclusion(report: SurveyReport) -> list[str]:
    """The last chapter: the figure, what is weakest, what will be done."""
    lowest = ", ".join(f"{one.name} ({comma(one.value)})" for one in report.lowest)
    said = [
        (
            f"{report.index_name} {report.office} untuk {report.period} adalah "
            f"{comma(report.shown)}, mutu {report.grade} ({report.label}), menurut "
            f"{words.number(report.respondents)} responden."
        ),
        f"Unsur yang paling perlu diperbaiki: {lowest}.",
    ]
    return [*said, _planned(report)]


def _planned(report: SurveyReport) -> str:
    """What was planned; a proposal nobody took up yet is none."""
    planned = sum(1 for row in report.follow_up if row.is_planned)
    if not planned:
        return "Rencana tindak lanjut belum disusun."
    rest = len(report.follow_up) - planned
    waiting = f", dan {rest} usulan belum direncanakan" if rest else ""
    return (
        f"Ada {planned} tindak lanjut yang direncanakan{waiting}. Pelaksanaannya "
        "dilaporkan bersama hasil periode berikutnya."
    )


def _precision(report: SurveyReport) -> str:
    if report.margin is None:
        return "Ketelitian tidak dapat dihitung dari data ini."
    said = (
        f"Ketelitian {words.margin(report.margin)}: sejauh itu indeks dapat bergeser bila semua "
        "orang menjawab, dengan keyakinan 95 dari 100."
    )
    if report.interval is not None:
        low, high = report.interval
        said += f" Dengan penarikan ulang: {comma(low)} sampai {comma(high)}."
    return said


def _count(count: int | None) -> str:
    return "" if count is None else f": {words.number(count)}."
