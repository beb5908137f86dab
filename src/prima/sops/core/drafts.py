"""Procedures that are not finished: reading what is there, and saying what is missing.

A version that is in force is whole; a draft may lack its title, its norms or all its rows. So a
draft is read without a refusal, and is judged by findings: first what the table is built on (keys
and references), then, where that stands, the rules V1 to V13.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any, get_args

from prima.kernel.yaml_fields import Fields, Source
from prima.sops.core.data import MAX_STEPS, parse
from prima.sops.core.findings import Finding, gettext_noop
from prima.sops.core.model import (
    EVENTS,
    REFUSED,
    Identity,
    Norm,
    SopActor,
    SopDocument,
    Step,
    Symbol,
)
from prima.sops.core.validation import (
    NORMAL_DAY_MINUTES,
    Promise,
    validate,
    validate_rows,
)

_NO_TITLE = gettext_noop("Nama SOP kosong. Isilah pada bagian identitas.")
_NO_COLUMN = gettext_noop("SOP belum punya pelaksana. Tambahkan satu kolom pelaksana.")
_COLUMN_TWICE = gettext_noop("Dua kolom pelaksana bertanda sama. Hapus salah satunya.")
_COLUMN_UNNAMED = gettext_noop("Ada pelaksana tanpa nama. Isi nama kolomnya.")
_UNKNOWN_DUTY = gettext_noop("Tugas pelaksana “%(actor)s” tidak dikenal. Pilih dari daftar.")
_NO_ROW = gettext_noop("SOP belum memuat langkah. Tambahkan langkah pertama dan terakhir.")
_TOO_MANY_ROWS = gettext_noop(
    "Lebih dari %(most)s langkah tidak muat dalam satu SOP. Pecah menjadi beberapa SOP."
)
_ROW_TWICE = gettext_noop("Dua langkah bertanda sama. Hapus salah satunya, lalu sisipkan lagi.")
_NO_TEXT = gettext_noop("Kegiatan masih kosong. Isilah, misalnya “Memeriksa berkas”.")
_NO_SYMBOL = gettext_noop("Simbol langkah ini belum dipilih. Pilih proses, keputusan, atau mulai.")
_ACTOR_GONE = gettext_noop("Pelaksana langkah ini sudah dihapus. Pilih pelaksana lain.")
_DIFFERENT_GONE = gettext_noop(
    "Langkah yang harus dikerjakan orang lain sudah dihapus. Pilih langkah lain."
)
_TARGET_GONE = gettext_noop("Langkah tujuan sudah dihapus. Pilih tujuan lain.")
_EXIT_UNFIT = gettext_noop("Arah langkah ini tidak cocok dengan simbolnya. Hapus arahnya.")
_STRATEGIC_OUTSIDE = gettext_noop("Langkah strategis harus diputus oleh jabatan di kantor.")
_UNKNOWN_MOMENT = gettext_noop("Saat “%(event)s” tidak dikenal. Pilih dari daftar.")
_MOMENT_TWICE = gettext_noop("Saat “%(event)s” sudah ditandai langkah lain. Sisakan satu.")
_UNKNOWN_SITUATION = gettext_noop(
    "Keadaan “%(situation)s” tidak ada pada standar pelayanan. Pilih keadaan lain."
)
_SYMBOLS = frozenset(get_args(Symbol))


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
    basics = [*_whole(document), *_columns(document, duties), *_rows(document, situations)]
    if basics:
        return basics + validate_rows(document)
    return validate(document, promise, day_minutes=day_minutes)


def _whole(document: SopDocument) -> Iterator[Finding]:
    if not document.identity.title.strip():
        yield _missing(None, _NO_TITLE, "identity")
    if not document.actors:
        yield _missing(None, _NO_COLUMN, "actors")
    if not document.steps:
        yield _missing(None, _NO_ROW, "steps")
    if len(document.steps) > MAX_STEPS:
        yield _missing(None, _TOO_MANY_ROWS, "steps", most=MAX_STEPS)


def _columns(document: SopDocument, duties: Collection[str]) -> Iterator[Finding]:
    if len(document.actor_by_key) < len(document.actors) or "" in document.actor_by_key:
        yield _missing(None, _COLUMN_TWICE, "actors")
    for actor in document.actors:
        if not actor.label.strip():
            yield _missing(None, _COLUMN_UNNAMED, "actors")
        if actor.duty is not None and actor.duty not in duties:
            yield _missing(None, _UNKNOWN_DUTY, "actors", actor=actor.label)


def _rows(document: SopDocument, situations: Collection[str]) -> Iterator[Finding]:
    for key, count in Counter(step.key for step in document.steps).items():
        if count > 1 or not key or key == REFUSED:
            yield _missing(key or None, _ROW_TWICE, "key")
    marked: set[str] = set()
    for step in document.steps:
        yield from _own(document, step)
        yield from _references(document, step)
        yield from _moments(step, marked)
        for situation in sorted(step.applies_when.situations.difference(situations)):
            yield _missing(step.key, _UNKNOWN_SITUATION, "applies_when", situation=situation)


def _own(document: SopDocument, step: Step) -> Iterator[Finding]:
    if not step.text.strip():
        yield _missing(step.key, _NO_TEXT, "text")
    if step.symbol not in _SYMBOLS:
        yield _missing(step.key, _NO_SYMBOL, "symbol")
    if step.strategic and not _has_duty(document, step):
        yield _missing(step.key, _STRATEGIC_OUTSIDE, "strategic")


def _references(document: SopDocument, step: Step) -> Iterator[Finding]:
    if not document.actor_by_key.keys() >= set(step.actors):
        yield _missing(step.key, _ACTOR_GONE, "actors")
    if not document.position.keys() >= set(step.must_differ_from):
        yield _missing(step.key, _DIFFERENT_GONE, "must_differ_from")
    if not {*document.position, REFUSED} >= {target for _outcome, target in step.exits}:
        yield _missing(step.key, _TARGET_GONE, "exits")
    if not set(step.outcomes) >= {outcome for outcome, _to in (*step.exits, *step.outcome_labels)}:
        yield _missing(step.key, _EXIT_UNFIT, "exits")


def _moments(step: Step, marked: set[str]) -> Iterator[Finding]:
    for mark in step.marks:
        if mark not in EVENTS:
            yield _missing(step.key, _UNKNOWN_MOMENT, "marks", event=mark)
        if mark in marked:
            yield _missing(step.key, _MOMENT_TWICE, "marks", event=mark)
        marked.add(mark)


def _has_duty(document: SopDocument, step: Step) -> bool:
    known = (document.actor_by_key.get(key) for key in step.actors)
    return any(actor is not None and actor.is_office for actor in known)


def _missing(step_key: str | None, sentence: str, part: str, **facts: object) -> Finding:
    return Finding("V0", "error", step_key, sentence, part, facts)
