"""SP4N-LAPOR by file: reading its list back, and what differs from ours.

The interface of the national channel is closed, so nothing is invented: administrators download a
list there, and reports are entered there by hand from ours. Columns are found by their titles,
states by their words (Permen PANRB 5/2025; states as seen on public pages).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MOST_ROWS: Final = 20_000
LONGEST_NUMBER: Final = 32
_TITLE_ROWS: Final = 20
MOST_FAULTS: Final = 20


class NationalState(StrEnum):
    """Where a report stands there."""

    WAITING = "waiting"
    IN_PROCESS = "in_process"
    DONE = "done"
    ARCHIVED = "archived"


_TITLES: Final[Mapping[str, frozenset[str]]] = {
    "tracking": frozenset(
        {
            "tracking id", "trackingid", "id tracking", "id laporan", "id lapor", "kode laporan",
            "nomor lapor", "nomor laporan", "nomor tiket", "nomor sp4n", "no laporan",
        }
    ),
    "number": frozenset({"nomor kami", "nomor prima", "nomor unit", "nomor agenda"}),
    "state": frozenset({"status", "keadaan", "status laporan", "status tindak lanjut"}),
}  # fmt: skip

_STATES: Final[Mapping[str, NationalState]] = {
    **dict.fromkeys(
        (
            "belum", "belum diverifikasi", "belum verifikasi", "tertunda", "tunda", "pending",
            "belum ditindaklanjuti", "terdisposisi belum ditindaklanjuti", "terdisposisi",
            "diteruskan", "menunggu",
        ),
        NationalState.WAITING,
    ),
    **dict.fromkeys(
        ("proses", "dalam proses", "sedang diproses", "ditindaklanjuti"), NationalState.IN_PROCESS
    ),
    **dict.fromkeys(("selesai", "ditutup", "closed"), NationalState.DONE),
    **dict.fromkeys(("arsip", "diarsipkan", "dihapus", "ditolak"), NationalState.ARCHIVED),
}  # fmt: skip


class ListError(ValueError):
    """The list can't be taken; `faults` are sentences for the person who brought it."""

    def __init__(self, *faults: str) -> None:
        hidden = len(faults) - MOST_FAULTS
        self.faults = faults[:MOST_FAULTS]
        if hidden > 0:
            self.faults = (*self.faults, f"… dan {hidden} baris lain.")
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True, slots=True)
class Line:
    """One report of the list; `number` is ours where the list names it, else empty."""

    row: int
    tracking: str
    number: str
    state: NationalState


@dataclass(frozen=True, slots=True)
class Ours:
    """One of our complaints that was handed over, or that carries a number from there."""

    number: str
    tracking: str
    is_over: bool


class Difference(StrEnum):
    """How a list and our own register do not agree."""

    UNKNOWN_HERE = "unknown_here"
    OTHER_NUMBER = "other_number"
    DONE_THERE = "done_there"
    DONE_HERE = "done_here"
    MISSING_THERE = "missing_there"


@dataclass(frozen=True, slots=True)
class Differing:
    """One disagreement; what is not known is empty, `row` 0 where the list has no row for it."""

    kind: Difference
    number: str
    tracking: str
    row: int = 0


def read_list(rows: Iterable[Sequence[str]]) -> list[Line]:
    """The reports of a list, or every row that can't be read with the reason (ListError)."""
    places: dict[str, int] = {}
    found = _Found()
    for row, cells in enumerate(rows, start=1):
        if row > MOST_ROWS:
            raise ListError(f"Daftar ini lebih dari {MOST_ROWS} baris. Unduh per triwulan.")
        if not places:
            places = _places(cells)
            if not places and row >= _TITLE_ROWS:
                break
        elif any(cell.strip() for cell in cells):
            found.take(
                row, *(_cell(cells, places[one]) for one in ("tracking", "number", "state"))
            )
    if not places:
        raise ListError(
            "Judul kolomnya tidak kami kenal. Perlu kolom “ID laporan” dan “Status”; kolom "
            "“Nomor Prima” boleh ada."
        )
    if found.faults:
        raise ListError(*found.faults)
    return found.lines


def differences(ours: Iterable[Ours], lines: Sequence[Line]) -> list[Differing]:
    """Where the list and our register disagree, in the order of the list, then of ours."""
    known = list(ours)
    by_tracking = {one.tracking: one for one in known if one.tracking}
    by_number = {one.number: one for one in known}
    found: list[Differing] = []
    met: set[str] = set()
    for line in lines:
        holder = by_tracking.get(line.tracking)
        own = by_number.get(line.number) or holder
        if own is None:
            found.append(_told(Difference.UNKNOWN_HERE, line, line.number))
            continue
        met.add(own.number)
        kind = _between(own, holder, line)
        if kind is not None:
            found.append(_told(kind, line, own.number))
    found += [
        Differing(Difference.MISSING_THERE, one.number, one.tracking)
        for one in known
        if one.number not in met
    ]
    return found


def _between(own: Ours, holder: Ours | None, line: Line) -> Difference | None:
    if own.tracking not in ("", line.tracking) or holder not in (None, own):
        return Difference.OTHER_NUMBER
    is_over_there = line.state in (NationalState.DONE, NationalState.ARCHIVED)
    if is_over_there == own.is_over:
        return None
    return Difference.DONE_THERE if is_over_there else Difference.DONE_HERE


def _told(kind: Difference, line: Line, number: str) -> Differing:
    return Differing(kind, number, line.tracking, line.row)


def _places(cells: Sequence[str]) -> dict[str, int]:
    """Which column is which, where this row holds the titles; else nothing."""
    titles = [_plain(cell) for cell in cells]
    found = {
        name: next((place for place, title in enumerate(titles) if title in words), -1)
        for name, words in _TITLES.items()
    }
    if found["tracking"] < 0 or found["state"] < 0:
        return {}
    return found


class _Found:
    """What was read so far, and what could not be."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.faults: list[str] = []
        self.seen: dict[str, int] = {}

    def take(self, row: int, said: str, number: str, status: str) -> None:
        """One row with something in it."""
        tracking = said.lstrip("#").strip()
        state = _STATES.get(_plain(status))
        if not tracking or len(tracking) > LONGEST_NUMBER:
            self.faults.append(f"Baris {row}: nomor SP4N kosong atau terlalu panjang.")
        elif tracking in self.seen:
            first = self.seen[tracking]
            self.faults.append(f"Baris {row}: nomor {tracking} sudah ada pada baris {first}.")
        elif state is None:
            self.faults.append(
                f"Baris {row}: status “{status[:40]}” tidak kami kenal. Pakai: belum, proses, "
                "selesai, atau arsip."
            )
        else:
            self.seen[tracking] = row
            self.lines.append(Line(row, tracking, number.upper(), state))


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if 0 <= place < len(cells) else ""


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.lower()).split())
