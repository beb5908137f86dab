"""The first look at a sheet: its titles, and what each column holds."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final

from prima.surveys.core.elements import Element
from prima.surveys.core.reading import titles
from prima.surveys.core.reading.answers import plain, whole_number
from prima.surveys.core.reading.faults import SheetError
from prima.surveys.core.reading.sources import Advance, Row, Source, column_letter
from prima.surveys.core.reading.text_files import EMPTY
from prima.surveys.core.reading.twins import Repeats
from prima.surveys.core.reading.workbook_files import FormulaResult

NO_ANSWERS: Final = "Belum ada jawaban. Isi satu baris untuk setiap responden."
HEADER_ROWS: Final = 30
# A column with more different texts is no question with answers to choose from.
MOST_TEXTS: Final = 300
TAIL_ROWS: Final = 20
_SUMMARY: Final = (
    "jumlah", "total", "nrr", "rata rata", "nilai rata", "nilai unsur", "nilai per unsur", "bobot",
    "ikm", "skm", "indeks", "mutu", "nilai ikm", "nilai skm", "nilai nrr", "sum", "average",
)  # fmt: skip


@dataclass(slots=True)
class Column:
    """One column: its place, title, and how often each text stands in it.

    `texts` is None where there are too many different ones.
    """

    place: int
    title: str
    texts: Counter[str] | None = field(default_factory=Counter)
    formulas: int = 0

    @property
    def letter(self) -> str:
        return column_letter(self.place)

    @property
    def named(self) -> str:
        """How a sentence calls the column."""
        title = " ".join(self.title.split())
        return f"kolom {self.letter}" + (f" ({title[:50]})" if title else "")

    @property
    def begun(self) -> str:
        """The same at the beginning of a sentence."""
        return f"K{self.named[1:]}"

    def count(self, texts: Iterable[str]) -> int:
        """How many cells hold one of these texts."""
        return sum(self.texts[text] for text in texts) if self.texts else 0

    @property
    def filled(self) -> int:
        """How many cells hold something, where they are counted."""
        return sum(count for text, count in (self.texts or {}).items() if text.strip())


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen: the header is row `header` (from 1), the data follow it."""

    header: int
    rows: int
    columns: tuple[Column, ...]
    summaries: frozenset[int]
    above: tuple[int, ...]
    """Rows above the header that hold something."""
    identity: int | None
    """The column that tells one row from another: a moment or a number."""
    repeated: frozenset[int] | None
    """Hashes of identities that seem to come again; None where nearly all do."""

    @property
    def width(self) -> int:
        return len(self.columns)


def look_at(
    source: Source, elements: Sequence[Element], wanted: Sequence[str], advance: Advance
) -> Look:
    """Read the sheet once. `wanted` are titles a person named, by which the header is known."""
    batches = source.batches(advance)
    first = next(batches, [])
    if not any(any(cell.strip() for cell in row) for row in first):
        raise SheetError(EMPTY)
    header = _header_place(first[:HEADER_ROWS], elements, wanted)
    columns = [Column(place, title) for place, title in enumerate(_titles(first, header))]
    tail: deque[tuple[int, Row]] = deque(maxlen=TAIL_ROWS)
    identity = titles.identity_of([column.title for column in columns])
    repeats = Repeats() if identity is not None else None
    above = tuple(at for at, row in enumerate(first[:header], 1) if any(map(str.strip, row)))
    rows = header + 1
    data = first[header + 1 :]
    del first
    for batch in _chained(data, batches):
        _count(columns, batch, identity, repeats)
        tail.extend(enumerate(batch[-TAIL_ROWS:], start=rows + len(batch[:-TAIL_ROWS]) + 1))
        rows += len(batch)
    if all(column.texts is not None and not column.filled for column in columns):
        raise SheetError(NO_ANSWERS)
    return Look(
        header=header + 1,
        rows=rows,
        columns=tuple(columns),
        summaries=frozenset(number for number, row in tail if is_summary(row)),
        above=above,
        identity=identity,
        repeated=_hashes(repeats),
    )


def _hashes(repeats: Repeats | None) -> frozenset[int] | None:
    if repeats is None:
        return frozenset()
    return None if repeats.seen is None else frozenset(repeats.seen)


def is_summary(row: Row) -> bool:
    """Whether a row below the data adds it up, as the data sheet of the regulation does."""
    words = next((text for cell in row if (text := plain(cell))), "")
    return any(words == start or words.startswith(f"{start} ") for start in _SUMMARY)


def _chained(first: list[Row], rest: Iterator[list[Row]]) -> Iterator[list[Row]]:
    if first:
        yield first
    yield from rest


def _header_place(rows: Sequence[Row], elements: Sequence[Element], wanted: Sequence[str]) -> int:
    """The row with most titles we know; without any the first that holds two texts."""
    scores = [_score(row, elements, wanted) for row in rows]
    if max(scores):
        return scores.index(max(scores))
    texts = (at for at, row in enumerate(rows) if sum(_is_text(cell) for cell in row) > 1)
    found = next(texts, None)
    if found is None:
        raise SheetError(
            "Baris judul tidak ditemukan. Baris pertama harus berisi nama kolom, misalnya U1 "
            "sampai U9 atau bunyi pertanyaannya."
        )
    return found


def _score(row: Row, elements: Sequence[Element], wanted: Sequence[str]) -> int:
    if any(title in {cell.strip() for cell in row} for title in wanted):
        return 2 * len(row) + 1
    return sum(_names_element(cell, elements) for cell in row)


def _names_element(cell: str, elements: Sequence[Element]) -> bool:
    if whole_number(cell) is not None or not cell.strip():
        return False
    heading = titles.heading_of(cell, elements)
    is_answer = any(plain(cell) == plain(answer) for one in elements for answer in one.answers)
    has_place = heading.number is not None and heading.number <= len(elements)
    return (heading.key is not None or has_place) and not is_answer


def _is_text(cell: str) -> bool:
    return bool(cell.strip()) and whole_number(cell) is None


def _titles(rows: Sequence[Row], header: int) -> list[str]:
    """The titles; below a cell merged downwards the title stands in a row above."""
    found = [cell.strip() for cell in rows[header]]
    while found and not found[-1]:
        found.pop()
    for place, title in enumerate(found):
        above = (row[place].strip() for row in reversed(rows[:header]) if place < len(row))
        found[place] = title or next((cell for cell in above if cell), "")
    return found


def _count(
    columns: Sequence[Column], batch: Sequence[Row], identity: int | None, repeats: Repeats | None
) -> None:
    cells_of = zip_longest(*batch, fillvalue="")
    for column, cells in zip(columns, cells_of, strict=False):
        if repeats is not None and column.place == identity:
            repeats.take(cells)
        if column.texts is None:
            continue
        column.texts.update(cells)
        if len(column.texts) > MOST_TEXTS:
            column.texts = None
        else:
            column.formulas += list(map(type, cells)).count(FormulaResult)
