"""Reading `processes/` of a catalogue as one map, with every problem and its line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from prima.kernel.yaml_fields import Fields, Source, open_file
from prima.kernel.yaml_lines import Problem, Where
from prima.sops.core.processes.data import parse
from prima.sops.core.processes.model import ProcessMap, is_code

PROCESSES_FOLDER: Final = "processes"


@dataclass(frozen=True, slots=True)
class FoundMap:
    """The map of a folder; None when the folder has none. Use it only without problems."""

    process_map: ProcessMap | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """One file: what it says, and the block it was read from."""

    part: ProcessMap
    root: Fields
    source: Source


def read(folder: Path, services: Collection[str]) -> FoundMap:
    """Read every file of `processes/`; `services` are the keys of all services of the folder."""
    place = folder / PROCESSES_FOLDER
    if not place.is_dir():
        return FoundMap(None, ())
    sources: list[Source] = []
    files = [one for path in sorted(place.glob("*.yaml")) if (one := _file(path, sources))]
    whole = ProcessMap(
        tuple(process for one in files for process in one.part.processes),
        tuple(relation for one in files for relation in one.part.relations),
    )
    for one in files:
        _check_services(one, services)
        _check_parties(one, whole)
    _check_repeated(files)
    problems = [problem for source in sources for problem in source.problems]
    return FoundMap(whole, tuple(sorted(set(problems))))


def _file(path: Path, sources: list[Source]) -> _Read | None:
    fields, source = open_file(path, f"{PROCESSES_FOLDER}/{path.name}")
    sources.append(source)
    if fields is None:
        return None
    part = parse(fields)
    top = next(iter(part.processes), None)
    if top is not None and top.code and top.code != path.stem:
        source.report(
            ("code",),
            f"nomor `{top.code}` tidak sama dengan nama berkas.",
            f"Ubah nama berkas menjadi `{top.code}.yaml`, atau isinya.",
        )
    return _Read(part, fields, source)


def _blocks(block: Fields) -> list[tuple[Where, dict[str, object]]]:
    """Every process of a file as it was written, with its place."""
    found = [(block.where, dict(block.data))]
    for row in block.rows("processes", required=False):
        found += _blocks(row)
    return found


def _quiet(one: _Read) -> list[tuple[Where, dict[str, object]]]:
    """The blocks of a file that was read before: what was wrong with it is known already."""
    again = Source(one.source.name, one.source.locate)
    return _blocks(Fields(one.root.data, again))


def _check_services(one: _Read, services: Collection[str]) -> None:
    for where, block in _quiet(one):
        named = block.get("services")
        for at, key in enumerate(named if isinstance(named, list) else []):
            if isinstance(key, str) and key not in services:
                one.source.report(
                    (*where, "services", at),
                    f"layanan `{key}` tidak ada di katalog layanan.",
                    f"Tambahkan services/{key}.yaml, atau perbaiki kuncinya.",
                )


def _check_parties(one: _Read, whole: ProcessMap) -> None:
    rows = one.root.data.get("relations")
    for at, row in enumerate(rows if isinstance(rows, list) else []):
        for party in ("supplier", "receiver"):
            code = row.get(party) if isinstance(row, dict) else None
            if isinstance(code, str) and is_code(code) and code not in whole.by_code:
                one.source.report(
                    ("relations", at, party),
                    f"proses `{code}` tidak ada di peta.",
                    "Perbaiki nomornya, atau tambahkan prosesnya.",
                )


def _check_repeated(files: list[_Read]) -> None:
    """A number, or a relation, that stands twice, in one file or in two."""
    codes: dict[str, str] = {}
    for one in files:
        for where, block in _quiet(one):
            code = block.get("code")
            if isinstance(code, str) and code in codes:
                one.source.report(
                    (*where, "code"),
                    f"nomor `{code}` sudah dipakai di {codes[code]}.",
                    "Beri nomor lain, atau hapus salah satunya.",
                )
            elif isinstance(code, str):
                codes[code] = f"{one.source.name}:{one.source.locate((*where, 'code'))}"
        for at, relation in enumerate(one.part.relations):
            if relation in one.part.relations[:at]:
                one.source.report(
                    ("relations",),
                    f"hubungan “{relation.what}” ditulis dua kali.",
                    "Hapus salah satunya.",
                )
