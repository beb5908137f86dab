"""Procedures that are not finished: reading what is there, and saying what is missing.

A version that is in force is whole; a draft may lack its title, its norms or all its rows. So a
draft is read without a refusal, and is judged by findings: first what the table is built on (keys
and references), then, where that stands, the rules V1 to V13.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from prima.kernel.yaml_fields import Fields, Source
from prima.sops.core.data import MAX_STEPS, parse
from prima.sops.core.findings import Finding
from prima.sops.core.model import (
    EVENTS,
    REFUSED,
    Identity,
    Norm,
    SopActor,
    SopDocument,
    Step,
)
from prima.sops.core.validation import (
    NORMAL_DAY_MINUTES,
    Promise,
    validate,
    validate_rows,
)


def read_draft(data: Mapping[str, Any]) -> SopDocument:
    """The document of data that `to_data` wrote, whole or half; what is missing is empty."""
    return parse(Fields(data, Source("")))


def blank_document(service: str, title: str, applicant: str, officer: str) -> SopDocument:
    """Where an author starts from nothing: two columns, the first and the last row.

    `applicant` and `officer` are the names of the columns in the author's language.
    """
    actors = (SopActor("applicant", applicant), SopActor("officer", officer, "front_office"))
    norm = Norm(None, "working_minute")
    start = Step("start", "", ("applicant",), "terminator", norm, marks=("received",))
    end = Step("end", "", ("officer",), "terminator", norm, marks=("product_ready", "handed_over"))
    return SopDocument(service, Identity(title), actors, (start, end))


def draft_findings(
    document: SopDocument,
    promise: Promise | None = None,
    *,
    duties: Collection[str],
    situations: Collection[str],
    day_minutes: int = NORMAL_DAY_MINUTES,
) -> list[Finding]:
    """Everything that is wrong with a draft, whatever it lacks; V0 is what the rest stands on.

    `duties` are the duties offices know, `situations` those of the service standard. Without
    errors the content may be read by `from_data` and is what a catalogue file may hold.
    """
    basics = [*_identity(document), *_columns(document, duties), *_rows(document, situations)]
    if not document.steps:
        basics.append(
            Finding("V1", "error", None, "SOP belum memuat langkah. Tambahkan baris mulai.")
        )
    if any(finding.severity == "error" for finding in basics):
        return basics + validate_rows(document)
    return validate(document, promise, day_minutes=day_minutes)


def _identity(document: SopDocument) -> Iterator[Finding]:
    if not document.identity.title.strip():
        yield _missing(None, "Nama SOP kosong. Isilah pada bagian identitas.")


def _columns(document: SopDocument, duties: Collection[str]) -> Iterator[Finding]:
    if not document.actors:
        yield _missing(None, "SOP belum punya pelaksana. Tambahkan satu kolom pelaksana.")
    for key, count in Counter(actor.key for actor in document.actors).items():
        if count > 1 or not key:
            yield _missing(None, f"Kunci pelaksana “{key}” tidak tunggal. Ganti salah satunya.")
    for actor in document.actors:
        if not actor.label.strip():
            yield _missing(None, "Ada pelaksana tanpa nama. Isi nama kolomnya.")
        if actor.duty is not None and actor.duty not in duties:
            yield _missing(
                None, f"Tugas pelaksana “{actor.label}” tidak dikenal. Pilih dari daftar."
            )


def _rows(document: SopDocument, situations: Collection[str]) -> Iterator[Finding]:
    if len(document.steps) > MAX_STEPS:
        yield _missing(None, f"Lebih dari {MAX_STEPS} langkah. Pecah menjadi beberapa SOP.")
    for key, count in Counter(step.key for step in document.steps).items():
        if count > 1 or not key or key == REFUSED:
            yield _missing(key or None, f"Kunci langkah “{key}” tidak tunggal. Ganti salah satu.")
    marked: set[str] = set()
    for step in document.steps:
        yield from _references(document, step)
        yield from _moments(step, marked)
        for situation in sorted(step.applies_when.situations.difference(situations)):
            yield _missing(
                step.key,
                f"Keadaan “{situation}” tidak ada pada standar pelayanan. Pilih keadaan lain.",
            )


def _references(document: SopDocument, step: Step) -> Iterator[Finding]:
    if not step.text.strip():
        yield _missing(step.key, "Kegiatan kosong. Isilah, misalnya “Memeriksa berkas”.")
    if not document.actor_by_key.keys() >= set(step.actors):
        yield _missing(step.key, "Pelaksana baris ini sudah dihapus. Pilih pelaksana lain.")
    if not document.position.keys() >= set(step.must_differ_from):
        yield _missing(step.key, "Baris yang harus berbeda orang sudah dihapus. Pilih baris lain.")
    if not {*document.position, REFUSED} >= {target for _outcome, target in step.exits}:
        yield _missing(step.key, "Baris tujuan sudah dihapus. Pilih tujuan lain.")
    if not set(step.outcomes) >= {outcome for outcome, _target in step.exits}:
        yield _missing(step.key, "Arah baris ini tidak cocok dengan simbolnya. Hapus arahnya.")
    if step.strategic and not _has_duty(document, step):
        yield _missing(step.key, "Langkah strategis harus diputus oleh jabatan di kantor.")


def _moments(step: Step, marked: set[str]) -> Iterator[Finding]:
    for mark in step.marks:
        if mark not in EVENTS:
            yield _missing(step.key, f"Saat “{mark}” tidak dikenal. Pilih dari daftar.")
        if mark in marked:
            yield _missing(step.key, f"Saat “{mark}” sudah ditandai baris lain. Sisakan satu.")
        marked.add(mark)


def _has_duty(document: SopDocument, step: Step) -> bool:
    known = (document.actor_by_key.get(key) for key in step.actors)
    return any(actor is not None and actor.is_office for actor in known)


def _missing(step_key: str | None, message: str) -> Finding:
    return Finding("V0", "error", step_key, message)
