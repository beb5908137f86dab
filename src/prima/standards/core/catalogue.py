"""Reading the folder of services as a whole, with what only shows when files are compared."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from prima.kernel.yaml_fields import Source, open_file
from prima.kernel.yaml_lines import Problem
from prima.standards.core import parse
from prima.standards.core.content import CLOCK_EVENTS, Category, ServiceEntry

SERVICES_FOLDER = "services"
CATEGORIES_FILE = "_categories.yaml"

# The moments that the SOP of a service marks (`papers_complete`, `step:check:done`), by the key of
# the service; None when the catalogue has no SOP for it. Floors above this one know SOPs.
SopEvents = Callable[[str], Collection[str] | None]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the folder holds. Use the entries only when there are no problems."""

    categories: tuple[Category, ...]
    entries: tuple[ServiceEntry, ...]
    problems: tuple[Problem, ...]


def read(folder: Path, sop_events: SopEvents | None = None) -> Catalogue:
    """Read `services/` of the folder; problems name files relative to the folder."""
    services = folder / SERVICES_FOLDER
    if not services.is_dir():
        missing = Problem(
            SERVICES_FOLDER,
            1,
            "folder layanan tidak ada.",
            f"Buat folder `{SERVICES_FOLDER}`, atau tunjuk folder katalog yang benar.",
        )
        return Catalogue((), (), (missing,))
    categories, problems = _categories(services)
    read_files = [_service(path) for path in sorted(services.glob("[!_]*.yaml"))]
    for entry, source in read_files:
        if entry:
            _check_place(entry, source, categories)
            _check_events(entry, source, sop_events)
        problems += source.problems
    entries = [(entry, source) for entry, source in read_files if entry]
    problems += _same_keys(entries)
    problems += _overlooked(services, bool(read_files))
    return Catalogue(
        categories, tuple(entry for entry, _source in entries), tuple(sorted(set(problems)))
    )


def _categories(services: Path) -> tuple[tuple[Category, ...], list[Problem]]:
    fields, source = open_file(services / CATEGORIES_FILE, f"{SERVICES_FOLDER}/{CATEGORIES_FILE}")
    found = parse.categories(fields) if fields else ()
    return found, source.problems


def _service(path: Path) -> tuple[ServiceEntry | None, Source]:
    fields, source = open_file(path, f"{SERVICES_FOLDER}/{path.name}")
    if fields is None:
        return None, source
    entry = parse.service_entry(fields)
    if entry.key and entry.key != path.stem:
        source.report(
            ("key",),
            f"kunci `{entry.key}` tidak sama dengan nama berkas.",
            f"Ubah nama berkas menjadi `{entry.key}.yaml`, atau kuncinya menjadi `{path.stem}`.",
        )
    return entry, source


def _check_place(entry: ServiceEntry, source: Source, categories: tuple[Category, ...]) -> None:
    known = [category.key for category in categories]
    if entry.category and known and entry.category not in known:
        listed = ", ".join(f"`{key}`" for key in known)
        source.report(
            ("category",),
            f"kelompok layanan `{entry.category}` tidak ada.",
            f"Pilih {listed}, atau tambahkan di {SERVICES_FOLDER}/{CATEGORIES_FILE}.",
        )


def _check_events(entry: ServiceEntry, source: Source, sop_events: SopEvents | None) -> None:
    """A clock that starts or stops at a moment that never comes would promise nothing."""
    if sop_events is None or entry.content is None:
        return
    marked = sop_events(entry.key)
    time = entry.content.completion_time
    for name, event in (("start_event", time.start_event), ("stop_event", time.stop_event)):
        if not event or (marked is None and event in CLOCK_EVENTS):
            continue
        if marked is None or event not in marked:
            source.report(
                ("standard", "completion_time", name),
                f"peristiwa `{event}` tidak ditandai satu langkah pun di SOP layanan ini.",
                f"Tandai langkahnya di sops/{entry.key}.yaml (`marks`), atau pilih yang lain.",
            )


def _same_keys(entries: list[tuple[ServiceEntry, Source]]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for entry, source in entries:
        if entry.key in seen:
            yield Problem(
                source.name,
                source.locate(("key",)),
                f"kunci `{entry.key}` sudah dipakai di {seen[entry.key]}.",
                "Beri kunci lain, atau hapus salah satu berkas.",
            )
        elif entry.key:
            seen[entry.key] = source.name


def _overlooked(services: Path, has_services: bool) -> Iterator[Problem]:
    """Name what would silently be left out."""
    if not has_services:
        yield Problem(
            SERVICES_FOLDER, 1, "tidak ada satu layanan pun.", "Tambahkan berkas `<kunci>.yaml`."
        )
    for path in sorted(services.iterdir()):
        known = path.suffix == ".yaml" and path.is_file()
        if not known and not path.name.startswith("."):
            yield Problem(
                f"{SERVICES_FOLDER}/{path.name}",
                1,
                "berkas ini tidak akan dibaca.",
                "Layanan ditulis di folder ini dengan akhiran `.yaml`; pindahkan yang lain.",
            )
