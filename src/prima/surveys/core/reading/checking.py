"""What must be settled before a sheet is counted: scales, words, formulas. No guess is silent."""

from collections.abc import Iterator
from typing import Final

from prima.surveys.core.reading.answers import Levels, whole_number
from prima.surveys.core.reading.faults import SheetError, listed
from prima.surveys.core.reading.looking import Column, Look
from prima.surveys.core.reading.mapping import Asked, Layout
from prima.surveys.core.reading.workbook_files import NO_RESULT

# A slip of the pen is rare; what stands in one row of twenty is another scale or another word.
RARE: Final = 0.05
FEW: Final = 2
HIGHEST_SCALE: Final = 10


def refuse_other_scales(look: Look, layout: Layout, asked: Asked) -> None:
    """SheetError when columns are answered on another scale, or with words nobody explained."""
    faults: list[str] = []
    other: list[Column] = []
    for place in layout.places:
        column, levels = look.columns[place], layout.levels[place]
        if column.texts is None:
            faults.append(f"{column.begun}: isinya terlalu beragam untuk jawaban.")
            continue
        faults += [f"{column.begun}: {one}. {WORDS_HELP}" for one in levels.troubles]
        faults += _unknown_words(column, levels)
        if _is_other_scale(column, levels):
            other.append(column)
    if other:
        faults.insert(0, _scales(other, len(layout.places), asked))
    if faults:
        raise SheetError(*faults)


WORDS_HELP: Final = (
    'Sebut artinya dengan --answer, misalnya --answer "cukup puas=2", atau perbaiki berkasnya.'
)


def _unknown_words(column: Column, levels: Levels) -> Iterator[str]:
    texts = [text for text in levels.unknown if not text.lstrip().startswith("=")]
    if column.count(texts) >= FEW and column.count(texts) > RARE * column.filled:
        shown = listed(texts)
        yield f"{column.begun}: {shown} bukan jawaban yang dikenal. {WORDS_HELP}"


def _is_other_scale(column: Column, levels: Levels) -> bool:
    texts = [text for text in levels.outside if (whole_number(text) or 0) <= HIGHEST_SCALE]
    return column.count(texts) >= FEW and column.count(texts) > RARE * column.filled


def _scales(other: list[Column], columns: int, asked: Asked) -> str:
    """Which columns are answered on which scale, why that is refused, and what to do."""
    scale = f"{asked.scale[0]} sampai {asked.scale[-1]}"
    texts = [text for one in other for text in one.texts or ()]
    numbers = [number for text in texts if (number := whole_number(text)) is not None]
    found = f"{min(numbers)} sampai {max(numbers)}"
    names = ", ".join(column.letter for column in other)
    where = (
        f"Semua kolom jawaban memakai angka {found}"
        if len(other) == columns
        else f"Kolom {names} memakai angka {found}, sedangkan kolom lain {scale}"
    )
    six = "" if asked.is_own else ", atau sebut --scale 6 bila seluruh survei memakai 1 sampai 6"
    return (
        f"{where}. Indeks ini dihitung dari jawaban {scale}; skala yang berbeda tidak boleh "
        "dicampur dan tidak dapat diubah tanpa mengubah jawaban orang. Pakai hanya kolom dengan "
        f"skala {scale}{six}."
    )


def formulas_told(look: Look, layout: Layout) -> Iterator[str]:
    """What is done with formulas among the answers."""
    stored = sum(look.columns[place].formulas for place in layout.places)
    lost = sum(look.columns[place].count([NO_RESULT]) for place in layout.places)
    if stored:
        yield f"{stored} jawaban berupa rumus; yang dihitung hasil yang tersimpan di berkas."
    if lost:
        yield (
            f"{lost} jawaban berupa rumus tanpa hasil. Buka berkas di aplikasi lembar kerja, "
            "simpan, lalu ulangi; sampai saat itu barisnya tidak dihitung."
        )
