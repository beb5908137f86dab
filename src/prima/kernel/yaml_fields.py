"""Taking typed values out of plain data and collecting everything that is wrong with them.

A reader of a catalogue asks for what it needs, by name and type; whatever is missing, of the wrong
type or not known becomes a `Problem` with its line, and reading goes on. So that the writer of a
file hears of all faults at once. A value that was wrong is replaced by an empty one of its type:
use the result only when `Source.problems` is empty.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from prima.kernel import yaml_lines
from prima.kernel.yaml_lines import Locate, Problem, Where

_KEY = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
LONGEST = 1000  # letters of a text that says nothing else; more is not read by anybody
LONGEST_KEY = 60
# PostgreSQL keeps no NUL, and half of a pair of surrogates is no sign at all.
UNHOLDABLE = re.compile("[\x00\ud800-\udfff]")
_EMPTY_TEXTS = {"-", "...", "…", "?", "todo", "tbd", "xxx", "isi di sini", "belum ada"}


def is_empty_text(text: str) -> bool:
    """Whether this only stands for something that is still to be written, like "-" or "…"."""
    return not text or text.lower() in _EMPTY_TEXTS


def _first_line(_where: Where) -> int:
    return 1


@dataclass
class Source:
    """One file being read: its name for people, its lines, and what was found wrong so far."""

    name: str
    locate: Locate = _first_line
    problems: list[Problem] = field(default_factory=list)

    def report(self, where: Where, what: str, todo: str) -> None:
        """Note a problem at the line of `where`."""
        self.problems.append(Problem(self.name, self.locate(where), what, todo))


def open_file(path: Path, name: str) -> tuple[Fields | None, Source]:
    """Read the file; without fields when it cannot be read, the reasons are in the source."""
    try:
        data, locate = yaml_lines.read(path, name=name)
    except yaml_lines.UnreadableError as error:
        return None, Source(name, problems=list(error.problems))
    source = Source(name, locate)
    return Fields(data, source), source


class Fields:
    """The fields of one block. Ask for each field once, then `close()` to name unknown ones."""

    def __init__(self, data: Mapping[str, Any], source: Source, where: Where = ()) -> None:
        self.data = data
        self.source = source
        self.where = where
        self._asked: set[str] = set()

    def report(self, key: str, what: str, todo: str) -> None:
        """Note a problem at the line of this field."""
        self.source.report((*self.where, key), what, todo)

    def text(self, key: str, *, required: bool = True, at_most: int = LONGEST) -> str:
        """Return a non-empty text; numbers and dates are refused, not turned into text."""
        value = self._get(key, required=required, example="teks")
        if value is None or (value == "" and not required):
            return ""
        return self._text(key, value, (*self.where, key), at_most)

    def texts(self, key: str, *, required: bool = True) -> tuple[str, ...]:
        """Return a list of texts, each once; required means at least one."""
        found = tuple(
            self._text(key, value, (*self.where, key, at), LONGEST)
            for at, value in enumerate(self._list(key, required=required))
        )
        for value in sorted({text for text in found if text and found.count(text) > 1}):
            self.report(key, f"`{value}` ditulis dua kali di `{key}`.", "Hapus salah satunya.")
        return found

    def key(self, name: str, *, required: bool = True) -> str:
        """Return a key: small letters, digits, hyphens; it lands in addresses and the database."""
        value = self.text(name, required=required, at_most=LONGEST_KEY)
        if value and not _KEY.fullmatch(value):
            self.report(
                name,
                f"`{value}` tidak dapat menjadi kunci.",
                "Pakai huruf kecil, angka, dan tanda hubung saja, misalnya `buku-nikah`.",
            )
        return value

    def choice(self, key: str, allowed: Collection[str], *, required: bool = True) -> str:
        """Return one of the allowed words."""
        value = self._get(key, required=required, example=f"salah satu dari {_listed(allowed)}")
        return "" if value is None else self._allowed(key, value, allowed, (*self.where, key))

    def choices(
        self, key: str, allowed: Collection[str], *, required: bool = True
    ) -> tuple[str, ...]:
        """Return a list of allowed words; at least one when required."""
        return tuple(
            self._allowed(key, value, allowed, (*self.where, key, at))
            for at, value in enumerate(self._list(key, required=required))
        )

    def whole(self, key: str, *, at_least: int = 0, default: int | None = None) -> int:
        """Return a whole number. 600.000 is read as a fraction by YAML, so it is refused."""
        value = self._get(key, required=default is None, example="angka bulat")
        if value is None:
            return at_least if default is None else default
        if isinstance(value, bool) or not isinstance(value, int):
            self.report(
                key,
                f"`{key}: {value}` bukan angka bulat.",
                "Tulis angka saja tanpa titik, koma, `Rp` atau tanda kutip, misalnya 600000.",
            )
            return at_least
        if value < at_least:
            self.report(key, f"`{key}: {value}` terlalu kecil.", f"Paling kecil {at_least}.")
        return value

    def decimal(self, key: str, *, at_least: int = 0, at_most: int) -> Decimal:
        """Return a number with a fraction, written with a point or, as on paper, with a comma."""
        value = self._get(key, required=True, example="angka seperti 88.31")
        if value is None:
            return Decimal(at_least)
        try:
            number = None if isinstance(value, bool) else Decimal(str(value).replace(",", "."))
        except InvalidOperation:
            number = None
        if number is None or not number.is_finite() or not at_least <= number <= at_most:
            self.report(
                key,
                f"`{key}: {value}` bukan angka dari {at_least} sampai {at_most}.",
                "Tulis angka saja, misalnya 88.31.",
            )
            return Decimal(at_least)
        return number

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """Return true or false; without a default the writer must say which."""
        value = self._get(key, required=default is None, example="true atau false")
        if value is None:
            return bool(default)
        if not isinstance(value, bool):
            self.report(key, f"`{key}: {value}` bukan ya atau tidak.", "Tulis true atau false.")
            return False
        return value

    def day(self, key: str, *, required: bool = True) -> dt.date | None:
        """Return a date, written as in YAML (2026-11-20) or as text in stored JSON."""
        value = self._get(key, required=required, example="tanggal seperti 2026-11-20")
        if isinstance(value, str):
            try:
                return dt.date.fromisoformat(value)
            except ValueError:
                pass
        if value is None or isinstance(value, dt.date):
            return value
        self.report(key, f"`{value}` bukan tanggal.", "Tulis tahun-bulan-hari: 2026-11-20.")
        return None

    def block(self, key: str, *, required: bool = True) -> Fields | None:
        """Return the fields of a nested block."""
        value = self._get(key, required=required, example="blok berisi kunci dan nilai")
        if value is None:
            return None
        if not isinstance(value, Mapping):
            self.report(
                key,
                f"`{key}` harus berupa blok kunci dan nilai.",
                "Tulis di baris baru, menjorok.",
            )
            return None
        return Fields(value, self.source, (*self.where, key))

    def rows(self, key: str, *, required: bool = True) -> list[Fields]:
        """Return the blocks of a list; required means at least one."""
        found = []
        for at, value in enumerate(self._list(key, required=required)):
            where = (*self.where, key, at)
            if isinstance(value, Mapping):
                found.append(Fields(value, self.source, where))
            else:
                self.source.report(
                    where,
                    f"butir ke-{at + 1} di `{key}` bukan blok kunci dan nilai.",
                    "Tulis seperti butir lain di daftar ini.",
                )
        return found

    def close(self) -> None:
        """Name every field nobody asked for: a misspelt key is silence otherwise."""
        for key in self.data:
            if key not in self._asked:
                near = difflib.get_close_matches(key, self._asked, n=1, cutoff=0.6)
                todo = f"Mungkin maksud Anda `{near[0]}`?" if near else "Hapus kunci ini."
                self.report(key, f"kunci `{key}` tidak dikenal.", todo)

    def _get(self, key: str, *, required: bool, example: str) -> Any:
        self._asked.add(key)
        value = self.data.get(key)
        if value is None and required:
            what = f"`{key}` kosong." if key in self.data else f"`{key}` belum ada."
            self.report(key, what, f"Isi `{key}` dengan {example}.")
        return value

    def _list(self, key: str, *, required: bool) -> list[Any]:
        value = self._get(key, required=required, example="sedikitnya satu butir (awali dengan -)")
        if value is None:
            return []
        if not isinstance(value, list):
            self.report(key, f"`{key}` harus berupa daftar.", "Awali setiap butir dengan `- `.")
            return []
        if required and not value:
            self.report(key, f"`{key}` kosong.", "Isi sedikitnya satu butir (awali dengan -).")
        return value

    def _text(self, key: str, value: object, where: Where, at_most: int) -> str:
        if not isinstance(value, str):
            self.source.report(
                where, f"`{value}` di `{key}` bukan teks.", 'Apit dengan tanda kutip: "…".'
            )
            return ""
        text = value.strip()
        if is_empty_text(text):
            self.source.report(
                where, f"`{key}` belum diisi sungguhan.", "Tulis isinya, atau hapus butir ini."
            )
        if len(text) > at_most:
            self.source.report(
                where,
                f"`{key}` terlalu panjang ({len(text)} huruf).",
                f"Ringkas menjadi paling banyak {at_most} huruf.",
            )
        return text

    def _allowed(self, key: str, value: object, allowed: Collection[str], where: Where) -> str:
        if isinstance(value, str) and value in allowed:
            return value
        self.source.report(
            where, f"`{value}` tidak dikenal untuk `{key}`.", f"Pilih {_listed(allowed)}."
        )
        return ""


def repeated(rows: list[Fields], key: str = "key") -> None:
    """Report rows whose `key` stands in an earlier row already."""
    seen: dict[str, int] = {}
    for row in rows:
        value = row.data.get(key)
        line = row.source.locate((*row.where, key))
        if isinstance(value, str) and value in seen:
            row.report(
                key,
                f"`{value}` sudah dipakai di baris {seen[value]}.",
                "Beri kunci lain, atau hapus salah satunya.",
            )
        elif isinstance(value, str):
            seen[value] = line


def _listed(words: Collection[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)
