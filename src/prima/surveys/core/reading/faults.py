"""Why a sheet or a row is not counted, in sentences for the person who made it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_FAULTS_SHOWN = 20
LONGEST_SHOWN = 60


class SheetError(ValueError):
    """The sheet can't be read; `faults` are Indonesian sentences for the person who made it."""

    def __init__(self, *faults: str) -> None:
        self.faults = shortened(faults)
        super().__init__("\n".join(self.faults))


class Reason(StrEnum):
    """Why a row is left out; the value is what people read."""

    BLANK = "baris kosong"
    INCOMPLETE = "ada pertanyaan yang belum dijawab"
    OUT_OF_RANGE = "angka di luar pilihan jawaban"
    UNKNOWN = "isi bukan jawaban yang dikenal"
    FORMULA = "rumus tanpa hasil yang tersimpan"
    DUPLICATE = "baris kembar"
    SUMMARY = "baris jumlah atau rata-rata"
    MISALIGNED = "sel lebih banyak daripada judul kolom"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows `first` to `last` that were not counted, with the cell that is the reason."""

    first: int
    last: int
    reason: Reason
    column: str = ""
    cell: str = ""


def shortened(faults: Sequence[str]) -> tuple[str, ...]:
    """At most twenty sentences; the rest is counted."""
    hidden = len(faults) - MOST_FAULTS_SHOWN
    if hidden <= 0:
        return tuple(faults)
    return (*faults[:MOST_FAULTS_SHOWN], f"… dan {hidden} kesalahan lain.")


def quoted(text: str) -> str:
    """What stood in a cell, short enough for a sentence and on one line."""
    plain = " ".join(text.split())
    return f"“{plain[:LONGEST_SHOWN]}…”" if len(plain) > LONGEST_SHOWN else f"“{plain}”"


def listed(values: Sequence[str], most: int = 6) -> str:
    """Some values in one sentence."""
    shown = ", ".join(quoted(value) for value in values[:most])
    return f"{shown}, dan {len(values) - most} lagi" if len(values) > most else shown
