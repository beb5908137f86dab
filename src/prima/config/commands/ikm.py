"""`prima ikm`: the index of any sheet of answers, for an office that has nothing but the sheet."""

import argparse
import csv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from prima.config.commands import ikm_instrument, ikm_layout, ikm_writing
from prima.config.commands.console import CommandError, progress, say

if TYPE_CHECKING:
    from prima.surveys.public import answer_results, answer_sheets

HELP = "Menghitung indeks kepuasan masyarakat (IKM) dari lembar jawaban, tanpa basis data."

ORDERS = {"regulation": "list", "specimen": "questionnaire"}
WEIGHTS = ("exact", "0.111", "0.11")
INSTRUMENTS = ("skm", "spkp", "spak")
POINTS = (4, 6)
DUPLICATES = ("leave-out", "keep")
LONGEST_TEXT = 200
NINE = 9


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="BERKAS", help="Lembar jawaban CSV atau XLSX.")
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("hasil-ikm"),
        metavar="FOLDER",
        help="Tempat laporan, lembar publikasi, buku kerja, dan result.json.",
    )
    _about_reading(parser)
    _about_counting(parser)
    _about_paper(parser)


def _about_reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="UNSUR=KOLOM",
        help="Kolom sebuah unsur: kunci atau kodenya, lalu huruf atau judul kolom. Boleh diulang.",
    )
    parser.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="KATA=NILAI",
        help="Nilai sebuah kata jawaban, misalnya “cukup puas=2”. Boleh diulang.",
    )
    parser.add_argument(
        "--order",
        choices=ORDERS,
        help="Arti U8 dan U9: regulation bila U8 pengaduan, specimen bila U8 sarana.",
    )
    parser.add_argument(
        "--instrument",
        default=INSTRUMENTS[0],
        metavar="INSTRUMEN",
        help="Survei skm, spkp, spak, atau berkas YAML berisi instrumen kantor sendiri.",
    )
    parser.add_argument(
        "--show-instrument",
        action=ikm_instrument.Show,
        choices=INSTRUMENTS,
        help="Tuliskan sebuah instrumen bawaan sebagai YAML untuk diubah, lalu selesai.",
    )
    parser.add_argument(
        "--scale",
        type=int,
        choices=POINTS,
        help="Jawaban tertinggi: 4, atau 6 yang dibagi 1,5.",
    )
    parser.add_argument("--sheet", metavar="LEMBAR", help="Lembar buku kerja yang dibaca.")
    parser.add_argument("--delimiter", metavar="TANDA", help="Tanda pemisah kolom pada CSV.")
    parser.add_argument("--yes", action="store_true", help="Terima tebakan kolom tanpa bertanya.")


def _about_counting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--weights",
        choices=WEIGHTS,
        default=WEIGHTS[0],
        help="Bobot unsur; selain exact hanya untuk mengulang laporan lama.",
    )
    parser.add_argument(
        "--population", type=_people, metavar="ORANG", help="Jumlah pengguna layanan pada periode."
    )
    parser.add_argument(
        "--duplicates",
        choices=DUPLICATES,
        default=DUPLICATES[0],
        help="Baris kembar (nomor atau waktu dan semua isinya sama): tidak atau tetap dihitung.",
    )


def _about_paper(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--office", help="Nama kantor pada laporan.")
    parser.add_argument("--period", help="Periode survei pada laporan.")
    parser.add_argument("--service", help="Layanan yang disurvei.")
    parser.add_argument("--title", help="Nama survei pada laporan.")


def run(options: argparse.Namespace) -> int:
    from prima.config import launch  # noqa: PLC0415 - reads the settings

    launch.set_up_alone()
    from prima.surveys.public import answer_sheets  # noqa: PLC0415 - needs Django

    try:
        return _run(options)
    except answer_sheets.SheetError as fault:
        raise CommandError(f"{options.file} belum dapat dihitung:\n{fault}") from fault
    except OSError as error:
        name = error.filename or options.file
        raise CommandError(f"{name}: {error.strerror}. Periksa nama dan izinnya.") from error


def _run(options: argparse.Namespace) -> int:
    from prima.surveys.public import answer_results  # noqa: PLC0415 - needs Django

    sheet = _open(options)
    sheet, layout = ikm_layout.settle(sheet, options)
    told = [*sheet.told, *sheet.check(layout, is_named=bool(options.map))]
    again, more = _twins(sheet, layout, keep=options.duplicates == DUPLICATES[1])
    told += more
    for sentence in told:
        say(sentence)
    with _folder(options.out) as folder:
        count = _count(sheet, layout, again, folder)
        if not count.respondents:
            ikm_writing.move(folder, options.out)
            _say_left_out(count, options.out)
            raise CommandError("Tidak ada baris yang dapat dihitung, jadi tidak ada indeks.")
        facts = _facts(options)
        result = answer_results.result_of(count, layout, facts)
        report = answer_results.report_of(result, count, sheet, layout, facts=facts, read=told)
        ikm_writing.write(folder, result, report)
        ikm_writing.move(folder, options.out)
    ikm_writing.say_index(result, report)
    _say_left_out(count, options.out)
    say(f"Ditulis ke {options.out}: {', '.join(ikm_writing.NAMES)}.")
    return 0


def _open(options: argparse.Namespace) -> "answer_sheets.AnswerSheet":
    from prima.surveys.public import answer_sheets  # noqa: PLC0415 - needs Django

    order = answer_sheets.ElementOrder(ORDERS[options.order]) if options.order else None
    words = ikm_layout.words_of(options.answer)
    asked = answer_sheets.Asked.about(_instrument(options), order, words)
    wanted = [side for pair in ikm_layout.pairs_of(options.map) for side in pair]
    with progress("Memeriksa lembar") as advance:
        return answer_sheets.open_sheet(
            options.file,
            asked,
            advance=advance,
            sheet=options.sheet,
            delimiter={"tab": "\t", "\\t": "\t"}.get(options.delimiter, options.delimiter),
            wanted=[side for side in wanted if len(side) > ikm_layout.LONGEST_LETTER],
        )


def _twins(
    sheet: "answer_sheets.AnswerSheet", layout: "answer_sheets.Layout", *, keep: bool
) -> tuple[dict[int, int], list[str]]:
    """The rows to leave out as twins, and what is said about them."""
    with progress("Mencari baris kembar") as advance:
        twins = sheet.twins(layout, advance)
    if layout.identity is None:
        return {}, ["Tanpa kolom nomor atau waktu, baris kembar tidak dicari."]
    column = sheet.look.columns[layout.identity].named
    if twins.is_no_identity:
        said = f"Isi {column} dipakai lagi untuk jawaban lain, jadi bukan tanda satu orang."
        return {}, [said, "Baris kembar tidak dicari."]
    told = []
    if twins.again:
        what = "tetap dihitung" if keep else "dihitung sekali"
        told.append(f"{len(twins.again)} baris kembar ({column} dan semua isinya sama): {what}.")
    if twins.same_identity:
        told.append(
            f"{twins.same_identity} baris memakai {column} yang sudah dipakai baris lain tetapi "
            "isinya berbeda: tetap dihitung. Periksa bila satu orang menjawab dua kali."
        )
    return ({} if keep else twins.again), told


@contextmanager
def _folder(out: Path) -> Iterator[Path]:
    """A folder beside the wanted one: everything appears there at once or not at all."""
    if out.exists() and not out.is_dir():
        raise CommandError(f"{out} bukan folder. Sebut folder lain dengan --out.")
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as folder:
        yield Path(folder)


def _count(
    sheet: "answer_sheets.AnswerSheet",
    layout: "answer_sheets.Layout",
    again: dict[int, int],
    folder: Path,
) -> "answer_sheets.Count":
    """Count the rows; each that is left out becomes a line of `left-out.csv`."""
    with (
        (folder / ikm_writing.LEFT_OUT).open("w", encoding="utf-8-sig", newline="") as file,
        progress("Menghitung jawaban") as advance,
    ):
        lines = csv.writer(file)
        lines.writerow(["baris", "sampai baris", "alasan", "kolom", "isi"])

        def leave(one: "answer_sheets.LeftOut") -> None:
            texts = (one.column, one.cell[:LONGEST_TEXT])
            lines.writerow([one.first, one.last, one.reason, *map(ikm_writing.as_text, texts)])

        return sheet.count(layout, again, leave, advance)


def _say_left_out(count: "answer_sheets.Count", out: Path) -> None:
    if not count.left_out:
        say("Semua baris dihitung.")
        return
    total = sum(count.left_out.values())
    say(f"{total} baris tidak dihitung, semuanya terdaftar di {out / ikm_writing.LEFT_OUT}:")
    for reason, rows in count.left_out.most_common():
        say(f"  {rows:>9}  {reason}")


def _facts(options: argparse.Namespace) -> "answer_results.Facts":
    from prima.surveys.public import answer_results  # noqa: PLC0415 - needs Django

    texts = {"title": options.title, "service": options.service}
    return answer_results.Facts(
        office=options.office or "(nama kantor belum disebut)",
        period=options.period or "(periode belum disebut)",
        issued_on=date.today(),  # noqa: DTZ011 - the day on the machine of whoever makes the paper
        instrument=_instrument(options),
        weight_mode=answer_results.WeightMode(options.weights),
        population=options.population,
        **{name: text for name, text in texts.items() if text},
    )


def _instrument(options: argparse.Namespace) -> "answer_results.Instrument":
    instrument = ikm_instrument.chosen(options.instrument, options.scale)
    if options.weights != WEIGHTS[0] and len(instrument.elements) != NINE:
        raise CommandError("--weights 0.111 dan 0.11 hanya untuk survei dengan sembilan unsur.")
    return instrument


def _people(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"“{text}” bukan jumlah orang. Tulis angka, misalnya 850")
    return int(text)
