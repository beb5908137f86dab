"""Reading a YAML file that people write by hand, remembering the line of every value.

A strict, small YAML: `true` and `false` are the only truths (a key `on` stays a text), `08` and
`1_000` stay texts, no anchors, no tags, no repeated keys. What a person meant and what the
machine read must be the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

MAX_BYTES = 1_000_000  # a catalogue file has about 20 kB; anything near this is not one
MAX_DEPTH = 30

Where = tuple[str | int, ...]
Locate = Callable[[Where], int]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in a file that a person wrote: where it is, what is wrong, what to do."""

    file: str
    line: int
    what: str
    todo: str

    def __str__(self) -> str:
        return f"{self.file}, baris {self.line}: {self.what} {self.todo}"


class UnreadableError(Exception):
    """The file cannot be read; carries every problem that could be found in one pass."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def read(path: Path, *, name: str | None = None) -> tuple[dict[str, Any], Locate]:
    """Return the mapping in the file and a function that tells the line of a value.

    `locate(("steps", 2, "norm"))` is the line of that value; of a path that is not in the file it
    is the line of the nearest parent that is, so that a missing key points at the block it is
    missing from. `name` is how problems call the file; without it they call it by its path.
    Raises UnreadableError.
    """
    file = name or str(path)
    text = _text(path, file)
    node = _compose(text, file)
    builder = _Builder(file)
    data = builder.value(node, ())
    if not builder.problems and not isinstance(data, dict):
        builder.report(
            1, "isi berkas bukan pasangan kunci dan nilai.", "Mulailah dengan `key: …`."
        )
    if builder.problems:
        raise UnreadableError(tuple(sorted(builder.problems)))
    return data, builder.locate


def _text(path: Path, file: str) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "galat sistem berkas"
        raise _fault(
            file, 1, f"berkas tidak dapat dibaca ({reason}).", "Periksa nama dan hak baca berkas."
        ) from error
    if len(raw) > MAX_BYTES:
        raise _fault(
            file, 1, "berkas terlalu besar (lebih dari 1 MB).", "Pecah menjadi beberapa berkas."
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _fault(
            file, line, "berkas memuat huruf di luar UTF-8.", "Simpan ulang berkas sebagai UTF-8."
        ) from error


@lru_cache(maxsize=64)
def _nodes(text: str) -> yaml.Node | None:
    """A catalogue is read several times while it is loaded; nobody changes its nodes."""
    return _PlainLoader(text).get_single_node()


def _compose(text: str, file: str) -> yaml.Node:
    try:
        node = _nodes(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _fault(file, mark.line + 1 if mark else 1, *_syntax_sentence(error)) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _fault(
            file,
            line,
            "ada huruf kendali yang tidak terlihat.",
            "Hapus huruf itu lalu ketik ulang barisnya.",
        ) from error
    except RecursionError as error:
        raise _fault(
            file, 1, "susunan bertingkat terlalu dalam.", "Kurangi tingkatnya."
        ) from error
    if node is None:
        raise _fault(file, 1, "berkas kosong.", "Isi berkas ini atau hapus.")
    return node


def _syntax_sentence(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    """Say in Indonesian what the parser says about the five mistakes people really make."""
    said = f"{error.context or ''} {error.problem or ''}"
    for pattern, what, todo in _SYNTAX:
        if pattern in said:
            return what, todo
    return (
        "susunan YAML tidak dapat dibaca.",
        "Periksa spasi di awal baris, titik dua, dan tanda kutip di sekitar baris ini.",
    )


# What the parser says, what it means, what to do.
_SYNTAX = (
    ("'\\t'", "ada tab di awal baris.", "Ganti tab dengan spasi."),
    (
        "single document",
        "berkas memuat lebih dari satu dokumen (---).",
        "Pisahkan menjadi berkas sendiri-sendiri.",
    ),
    (
        "mapping values are not allowed",
        "ada titik dua (:) di tengah teks, atau spasi di awal baris keliru.",
        "Apit teks dengan tanda kutip, atau luruskan barisnya.",
    ),
    (
        "scanning a quoted scalar",
        "tanda kutip dibuka tetapi tidak ditutup.",
        "Tutup tanda kutipnya.",
    ),
    (
        "could not find expected ':'",
        "baris ini tidak memuat titik dua setelah nama kunci.",
        "Tulis `kunci: nilai`.",
    ),
    (
        "expected <block end>",
        "baris ini tidak lurus dengan baris sebelumnya.",
        "Samakan jumlah spasi di awal baris.",
    ),
)


def _fault(file: str, line: int, what: str, todo: str) -> UnreadableError:
    return UnreadableError((Problem(file, line, what, todo),))


class _PlainLoader(yaml.SafeLoader):
    """Safe loading of the few types a person writes, without the traps of YAML 1.1."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
    # No leading zero (0812… is a telephone number), no underscore, no octal, no base 60 (08:30).
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    ("float", r"^[-+]?(?:0|[1-9][0-9]*)\.[0-9]+$", "-+0123456789"),
    ("timestamp", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "0123456789"),
):
    _PlainLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first)
    )


class _Builder:
    """Turns nodes into plain data, noting the line of every path and every fault on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.loader = _PlainLoader("")
        self.problems: list[Problem] = []
        self.lines: dict[Where, int] = {}
        self.seen: set[int] = set()

    def locate(self, where: Where) -> int:
        """Return the line of the value, or of its nearest parent that exists."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def report(self, line: int, what: str, todo: str) -> Any:
        """Note the problem; the value that stands in its place is nothing."""
        self.problems.append(Problem(self.file, line, what, todo))
        return None

    def value(self, node: yaml.Node, where: Where) -> Any:
        line = node.start_mark.line + 1
        self.lines.setdefault(where, line)
        if id(node) in self.seen:
            return self.report(
                line,
                "jangkar dan rujukan (& dan *) tidak dipakai di sini.",
                "Tulis isinya sekali lagi.",
            )
        self.seen.add(id(node))
        if len(where) > MAX_DEPTH:
            return self.report(line, "susunan bertingkat terlalu dalam.", "Kurangi tingkatnya.")
        if isinstance(node, yaml.MappingNode) and node.tag == "tag:yaml.org,2002:map":
            return self._mapping(node, where)
        if isinstance(node, yaml.SequenceNode) and node.tag == "tag:yaml.org,2002:seq":
            return [self.value(child, (*where, at)) for at, child in enumerate(node.value)]
        return self._scalar(node, line)

    def _mapping(self, node: yaml.MappingNode, where: Where) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            key = self._key(key_node, line)
            if key is None:
                continue
            if key in found:
                first = self.lines[*where, key]
                self.report(
                    line,
                    f"kunci `{key}` ditulis dua kali (pertama di baris {first}).",
                    "Hapus salah satunya.",
                )
                continue
            self.lines[*where, key] = line
            found[key] = self.value(value_node, (*where, key))
        return found

    def _key(self, node: yaml.Node, line: int) -> str | None:
        key: Hashable = self._scalar(node, line) if isinstance(node, yaml.ScalarNode) else None
        if isinstance(key, str) and key:
            return key
        self.report(line, "nama kunci harus berupa teks.", "Apit nama kunci dengan tanda kutip.")
        return None

    def _scalar(self, node: yaml.Node, line: int) -> Any:
        if not isinstance(node, yaml.ScalarNode) or node.tag not in _SCALARS:
            return self.report(
                line,
                f"penanda jenis `{node.tag}` tidak dikenal.",
                "Hapus tanda seru (!) dan namanya.",
            )
        try:
            return self.loader.construct_object(node)
        except (ValueError, yaml.YAMLError):
            return self.report(
                line,
                f"`{node.value}` bukan nilai yang sah.",
                "Tulis tanggal seperti 2026-11-20; teks lain diapit tanda kutip.",
            )


_SCALARS = {
    f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "timestamp")
}
