"""Rows of a text file: CSV with any delimiter, in the encodings that spreadsheets write."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from prima.surveys.core.reading.faults import SheetError
from prima.surveys.core.reading.sources import BATCH, Advance, Row

DELIMITERS: Final = {";": "titik koma", ",": "koma", "\t": "tab", "|": "garis tegak"}
ENCODINGS: Final = {
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
}
_CHUNK: Final = 1 << 20
_SAMPLE_LINES: Final = 40
# Half of the bytes of Latin text in UTF-16 are zero; a damaged file has a few.
_MOSTLY: Final = 0.3
_NUL: Final = (
    "Berkas berisi tanda kosong (NUL) di sekitar baris {line}, jadi mungkin rusak. "
    "Simpan ulang sebagai “CSV UTF-8”, lalu ulangi."
)


@dataclass(frozen=True)
class TextFile:
    """A CSV file whose encoding and delimiter are known."""

    path: Path
    encoding: str
    delimiter: str
    told: tuple[str, ...]
    names_delimiter: bool = False
    is_ragged: bool = True

    @property
    def name(self) -> str:
        return self.path.name

    def batches(self, advance: Advance) -> Iterator[list[Row]]:
        """The rows of the file; SheetError names the row whose quotes are not closed."""
        size = self.path.stat().st_size
        number = 0
        with self._open() as (text, raw):
            rows = csv.reader(text, delimiter=self.delimiter, strict=True)
            try:
                while batch := list(islice(rows, BATCH)):
                    if self.names_delimiter and not number:
                        batch[0] = []  # "sep=;" is a row for its writer and no header for us
                    number += len(batch)
                    yield batch
                    advance(raw.tell(), size)
            except csv.Error as error:
                raise SheetError(_quotes(rows.line_num)) from error

    @contextmanager
    def _open(self) -> Iterator[tuple[io.TextIOWrapper, io.FileIO]]:
        with io.FileIO(self.path) as raw:
            yield io.TextIOWrapper(io.BufferedReader(raw, _CHUNK), self.encoding, newline=""), raw


def _quotes(line: int) -> str:
    return (
        f"Tanda petik di sekitar baris {line} tidak ditutup atau berada di tengah isi sel. "
        "Perbaiki baris itu, atau simpan ulang sebagai CSV dari aplikasi lembar kerja."
    )


def open_text(path: Path, delimiter: str | None = None) -> TextFile:
    """Find encoding and delimiter. SheetError when the file is empty, damaged or no text."""
    encoding = _encoding(path)
    _check_text(path, encoding)
    lines = _first_lines(path, encoding)
    if not any(line.strip() for line in lines):
        raise SheetError(EMPTY)
    named = _named_delimiter(lines[0])
    chosen = delimiter or named or _likely(lines)
    told = [f"Teks {ENCODINGS[encoding]}, pemisah {DELIMITERS.get(chosen, chosen)}."]
    if encoding == "cp1252":
        told.append(
            "Berkas bukan UTF-8, jadi dibaca sebagai Windows-1252. Bila ada huruf yang aneh, "
            "simpan sebagai “CSV UTF-8”, lalu ulangi."
        )
    return TextFile(path, encoding, chosen, tuple(told), names_delimiter=named is not None)


EMPTY: Final = "Berkas kosong. Baris pertama harus berisi nama kolom, misalnya U1."


def _encoding(path: Path) -> str:
    """By its mark, by its zero bytes, by whether it is UTF-8; else what old Windows wrote."""
    with path.open("rb") as file:
        head = file.read(_CHUNK)
        if not head:
            raise SheetError(EMPTY)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        for parity, name in ((1, "utf-16-le"), (0, "utf-16-be")):
            half = head[parity::2]
            if half.count(0) > _MOSTLY * len(half) and not head[1 - parity :: 2].count(0):
                return name
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _check_text(path: Path, encoding: str) -> None:
    """Refuse signs that no text holds: the reader of rows would pass them on in silence."""
    decoder = codecs.getincrementaldecoder(encoding)()
    lines = 1
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                text = decoder.decode(chunk)
                if "\0" in text:
                    before = text[: text.index("\0")].count("\n")
                    raise SheetError(_NUL.format(line=lines + before))
                lines += text.count("\n")
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            raise SheetError(
                f"Berkas rusak di sekitar baris {lines}: ada tanda yang bukan teks. "
                "Simpan ulang sebagai “CSV UTF-8”, lalu ulangi."
            ) from error


def _first_lines(path: Path, encoding: str) -> list[str]:
    with path.open(encoding=encoding, newline="") as file:
        return [line[:_CHUNK] for line in islice(_lines(file), _SAMPLE_LINES)]


def _lines(file: io.TextIOWrapper) -> Iterator[str]:
    while line := file.readline(_CHUNK):
        yield line


def _named_delimiter(line: str) -> str | None:
    """What a first row `sep=;` says, as spreadsheets write it."""
    plain = line.strip().strip('"').lower()
    sign = line.strip().strip('"')[4:5] if plain.startswith("sep=") else ""
    return sign if sign and len(plain) == len("sep=;") else None


def _likely(lines: list[str]) -> str:
    """The sign that cuts most rows into the same number of cells, and into the most.

    Indonesian spreadsheets write semicolons, because the comma is the decimal sign.
    """
    return max(DELIMITERS, key=lambda sign: _agreement(lines, sign))


def _agreement(lines: list[str], sign: str) -> tuple[int, int]:
    widths: Counter[int] = Counter()
    try:
        for row in csv.reader(lines, delimiter=sign):
            widths[len(row)] += 1
    except csv.Error:
        pass  # told when the rows are read, with the line
    width, rows = max(widths.items(), key=lambda pair: (pair[0] > 1, pair[1]), default=(0, 0))
    return (rows, width) if width > 1 else (0, 0)
