"""Reading the folder of procedures as a whole, and holding each against its service standard."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from prima.kernel.yaml_fields import Source, open_file
from prima.kernel.yaml_lines import Problem
from prima.sops.core.data import parse
from prima.sops.core.model import RECEIVED, SopDocument, step_event
from prima.sops.core.validation import NORMAL_DAY_MINUTES, Promise, errors, validate

SOPS_FOLDER = "sops"


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """What a procedure must fit: the time its standard promises and the situations it knows."""

    promise: Promise | None
    situations: Collection[str]


@dataclass(frozen=True, slots=True)
class SopCatalogue:
    """What the folder holds. Use the documents only when there are no problems."""

    documents: tuple[SopDocument, ...]
    problems: tuple[Problem, ...]

    def events(self, service: str) -> frozenset[str] | None:
        """The moments the procedure of this service marks; None when there is no procedure."""
        for document in self.documents:
            if document.service == service:
                return marked_events(document)
        return None


def marked_events(document: SopDocument) -> frozenset[str]:
    """Every moment of the standard's clock that a row of this procedure marks."""
    ends = {step_event(step.key) for step in document.steps}
    marks = {mark for step in document.steps for mark in step.marks}
    return frozenset(ends | marks | {RECEIVED})


def read(
    folder: Path,
    services: Mapping[str, ServiceFacts],
    duties: Collection[str],
    *,
    day_minutes: int = NORMAL_DAY_MINUTES,
) -> SopCatalogue:
    """Read `sops/` of the folder and check each procedure against the service of its name."""
    sops = folder / SOPS_FOLDER
    if not sops.is_dir():
        return SopCatalogue((), ())
    read_files = [_file(path) for path in sorted(sops.glob("[!_]*.yaml"))]
    for document, source in read_files:
        if document is None:
            continue
        facts = services.get(document.service)
        if facts is not None:
            _check(document, source, facts, duties, day_minutes)
        elif not (folder / "services" / f"{document.service}.yaml").exists():
            source.report(
                ("service",),
                f"layanan `{document.service}` tidak ada di katalog layanan.",
                f"Tambahkan services/{document.service}.yaml, atau perbaiki kuncinya.",
            )
    problems = [problem for _document, source in read_files for problem in source.problems]
    problems += _overlooked(sops)
    documents = tuple(document for document, _source in read_files if document is not None)
    return SopCatalogue(documents, tuple(sorted(set(problems))))


def file_of_service(folder: Path, service: str) -> SopDocument | None:
    """The procedure of one service in the folder; None when there is none without a problem."""
    path = folder / SOPS_FOLDER / f"{service}.yaml"
    return _file(path)[0] if path.is_file() else None


def _file(path: Path) -> tuple[SopDocument | None, Source]:
    fields, source = open_file(path, f"{SOPS_FOLDER}/{path.name}")
    if fields is None:
        return None, source
    document = parse(fields)
    if document.service and document.service != path.stem:
        source.report(
            ("service",),
            f"layanan `{document.service}` tidak sama dengan nama berkas.",
            f"Ubah nama berkas menjadi `{document.service}.yaml`, atau isinya.",
        )
    return (None if source.problems else document), source


def _check(
    document: SopDocument,
    source: Source,
    facts: ServiceFacts,
    duties: Collection[str],
    day_minutes: int,
) -> None:
    for at, actor in enumerate(document.actors):
        if actor.duty is not None and actor.duty not in duties:
            source.report(
                ("actors", at, "duty"),
                f"tugas `{actor.duty}` tidak dikenal.",
                f"Pilih {', '.join(f'`{duty}`' for duty in sorted(duties))}.",
            )
    _check_situations(document, source, facts)
    for finding in errors(validate(document, facts.promise, day_minutes=day_minutes)):
        where = _where(document, finding.step_key)
        name = f" (`{finding.part}`)" if finding.part else ""
        source.report(where, f"[{finding.rule}]{name}", finding.message)


def _check_situations(document: SopDocument, source: Source, facts: ServiceFacts) -> None:
    """A row for a situation that the standard does not ask about would never apply."""
    for at, step in enumerate(document.steps):
        for situation in sorted(step.applies_when.situations.difference(facts.situations)):
            source.report(
                ("steps", at, "applies_when"),
                f"keadaan `{situation}` tidak ada di standar pelayanan.",
                f"Tambahkan di services/{document.service}.yaml, atau perbaiki kuncinya.",
            )


def _where(document: SopDocument, step_key: str | None) -> tuple[str | int, ...]:
    return ("steps", document.position[step_key]) if step_key else ("steps",)


def _overlooked(sops: Path) -> Iterator[Problem]:
    """Name what would silently be left out."""
    for path in sorted(sops.iterdir()):
        if path.suffix != ".yaml" and not path.name.startswith("."):
            yield Problem(
                f"{SOPS_FOLDER}/{path.name}",
                1,
                "berkas ini tidak akan dibaca.",
                "SOP ditulis di folder ini dengan akhiran `.yaml`; pindahkan yang lain.",
            )
