"""Typed reading of a mapping that a person wrote: every fault is collected, none is raised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from prima.kernel.yaml_lines import Locate, Problem, Where

KEY = re.compile(r"[a-z][a-z0-9_-]*")


class Block:
    """One mapping of the file: a read that fails reports it and returns an empty value."""

    def __init__(
        self, data: object, where: Where, file: str, locate: Locate, problems: list[Problem]
    ) -> None:
        self.where = where
        self.file = file
        self.locate = locate
        self.problems = problems
        self._read: set[str] = set()
        self.data: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
        if not isinstance(data, Mapping):
            self.report((), "bagian ini bukan pasangan kunci dan nilai.", "Tulis `kunci: nilai`.")

    def report(self, below: Where, what: str, todo: str) -> None:
        """Note a fault of the value at this path below the block."""
        line = self.locate((*self.where, *below))
        self.problems.append(Problem(self.file, line, what, todo))

    def has(self, key: str) -> bool:
        """Whether the key is written and not left empty."""
        self._read.add(key)
        return self.data.get(key) is not None

    def text(self, key: str, *, required: bool = False) -> str:
        """A text; a date is read as its ISO form."""
        if not self.has(key):
            if required:
                self.report((key,), f"`{key}` belum diisi.", f"Tambahkan `{key}: …`.")
            return ""
        value = self.data[key]
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, str) and (value.strip() or not required):
            return value.strip()
        self.report((key,), f"`{key}` harus berupa teks.", "Apit isinya dengan tanda kutip.")
        return ""

    def key(self, name: str) -> str:
        """A key that other parts of the file refer to."""
        value = self.text(name, required=True)
        if value and not KEY.fullmatch(value):
            self.report(
                (name,),
                f"kunci `{value}` memuat huruf yang tidak boleh.",
                "Pakai huruf kecil, angka, dan garis bawah saja.",
            )
        return value

    def choice(self, key: str, options: tuple[str, ...], *, default: str = "") -> str:
        """One of the words listed."""
        if default and not self.has(key):
            return default
        value = self.text(key, required=True)
        if value and value not in options:
            self.report(
                (key,), f"`{value}` tidak dikenal untuk `{key}`.", f"Pilih {words(options)}."
            )
        return value

    def flag(self, key: str) -> bool:
        """True or false; absent is false."""
        value = self.data.get(key) if self.has(key) else False
        if isinstance(value, bool):
            return value
        self.report((key,), f"`{key}` harus ya atau tidak.", "Tulis `true` atau `false`.")
        return False

    def whole(self, key: str) -> int | None:
        """A whole number above zero, or None when absent."""
        if not self.has(key):
            return None
        value = self.data[key]
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        self.report((key,), f"`{key}` harus bilangan bulat di atas nol.", "Tulis angka saja.")
        return None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; absent is empty."""
        if not self.has(key):
            return ()
        value = self.data[key]
        if isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value):
            return tuple(v.strip() for v in value)
        self.report((key,), f"`{key}` harus berupa daftar teks.", "Tulis `- …` tiap baris.")
        return ()

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """A mapping from text to text; absent is empty."""
        if not self.has(key):
            return ()
        inner = self.block(key)
        return tuple((name, inner.text(name, required=True)) for name in inner.data)

    def block(self, key: str) -> Block:
        """A mapping inside this one; an absent one reads as empty."""
        self.has(key)
        value = self.data.get(key)
        return Block(
            {} if value is None else value,
            (*self.where, key), self.file, self.locate, self.problems,
        )  # fmt: skip

    def blocks(self, key: str) -> list[Block]:
        """A list of mappings; an absent or empty one is a fault."""
        value = self.data.get(key) if self.has(key) else []
        if not isinstance(value, list) or not value:
            self.report((key,), f"`{key}` belum memuat satu pun isi.", "Tulis `- key: …`.")
            return []
        return [
            Block(item, (*self.where, key, at), self.file, self.locate, self.problems)
            for at, item in enumerate(value)
        ]

    def close(self) -> None:
        """Report every key that nothing asked for: most are typing errors."""
        for name in self.data:
            if name in self._read:
                continue
            near = get_close_matches(name, sorted(self._read), n=1)
            todo = f"Mungkin maksud Anda `{near[0]}`." if near else "Hapus kunci itu."
            self.report((name,), f"kunci `{name}` tidak dikenal.", todo)


def words(options: Iterable[str]) -> str:
    """The options as one phrase."""
    return ", ".join(f"`{option}`" for option in options)
