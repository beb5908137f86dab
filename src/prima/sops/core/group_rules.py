"""V13: rows that may be done in any order must leave no doubt what is open and what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from prima.sops.core.findings import Finding, gettext_noop
from prima.sops.core.model import REFUSED, Group, SopDocument, Step

# More sets of open rows than this no office oversees, and replay would have to try them all.
MAX_STATES: Final = 512

_NO_GROUP = gettext_noop(
    "Jalur diisi, tetapi kelompoknya kosong. Isi kelompoknya, atau hapus jalurnya."
)
_NO_THREAD = gettext_noop(
    "Langkah ini masuk kelompok “%(group)s” tanpa jalur. Isi jalurnya, atau hapus kelompoknya."
)
_GROUP_APART = gettext_noop(
    "Langkah-langkah kelompok “%(group)s” terpisah oleh langkah lain. "
    "Letakkan berurutan, atau pakai nama kelompok lain."
)
_THREAD_APART = gettext_noop(
    "Langkah-langkah jalur “%(thread)s” terpisah oleh jalur lain. "
    "Letakkan berurutan, atau pakai nama jalur lain."
)
_ONE_THREAD = gettext_noop(
    "Kelompok “%(group)s” hanya punya satu jalur. Tambahkan jalur kedua, atau hapus kelompoknya."
)
_AT_THE_EDGE = gettext_noop(
    "Langkah pertama dan terakhir tidak boleh masuk kelompok. Hapus kelompoknya."
)
_INTO = gettext_noop(
    "Arah ini masuk ke tengah kelompok “%(group)s”. Arahkan ke langkah pertama kelompok itu."
)
_OUT = gettext_noop(
    "Langkah ini keluar dari kelompok “%(group)s” sebelum jalur lain selesai. "
    "Dari dalam kelompok hanya keputusan yang boleh keluar: "
    "ke penolakan, atau kembali ke awal kelompok atau langkah sebelumnya."
)
_TOO_MANY = gettext_noop(
    "Langkah yang boleh dikerjakan bersamaan terlalu banyak: ada %(count)s kemungkinan keadaan, "
    "paling banyak %(most)s. Kurangi jalurnya, atau pecah kelompoknya."
)


def findings(document: SopDocument) -> Iterator[Finding]:
    """Everything that makes the groups of a procedure unreadable."""
    for step in document.steps:
        if step.thread and not step.group:
            yield _finding(step, _NO_GROUP, "group")
        if step.group and not step.thread:
            yield _finding(step, _NO_THREAD, "thread", group=step.group)
    for group in document.groups:
        yield from _shape(document, group)
    yield from _repeated(document)
    for at, step in enumerate(document.steps):
        yield from _exits(document, at, step)
    if document.state_count > MAX_STATES and document.groups:
        facts = {"count": document.state_count, "most": MAX_STATES}
        yield Finding("V13", "error", None, _TOO_MANY, "group", facts)


def is_within(group: Group, source: int, target: int) -> bool:
    """Whether a way from one row of a group to another stays in its thread."""
    return target in group.thread_at(source).places


def _finding(step: Step, sentence: str, part: str, **facts: object) -> Finding:
    return Finding("V13", "error", step.key, sentence, part, facts)


def _shape(document: SopDocument, group: Group) -> Iterator[Finding]:
    """A group has two threads, each in one piece, and lies between the first and last row."""
    if len(group.threads) == 1:
        yield _finding(document.steps[group.first], _ONE_THREAD, "thread", group=group.key)
    for thread in group.threads:
        for before, place in pairwise(thread.places):
            if place != before + 1:
                yield _finding(document.steps[place], _THREAD_APART, "thread", thread=thread.key)
    for place in {0, len(document.steps) - 1}.intersection(range(group.first, group.end)):
        yield _finding(document.steps[place], _AT_THE_EDGE, "group")


def _repeated(document: SopDocument) -> Iterator[Finding]:
    """One name for two groups would read as one group with other rows in its middle."""
    seen: set[str] = set()
    for group in document.groups:
        if group.key in seen:
            yield _finding(document.steps[group.first], _GROUP_APART, "group", group=group.key)
        seen.add(group.key)


def _exits(document: SopDocument, at: int, step: Step) -> Iterator[Finding]:
    """Ways into a group lead to its first row; ways out of it mean that all of it is left."""
    own = document.group_at.get(at)
    for _outcome, key in step.exits:
        target = None if key == REFUSED else document.position[key]
        if own is not None and target is not None and is_within(own, at, target):
            continue
        backwards = target is None or own is None or target <= own.first
        if own is not None and not (backwards and step.symbol == "decision"):
            yield _finding(step, _OUT, "exits", group=own.key)
            continue
        into = document.group_at.get(target) if target is not None else None
        if into is not None and target != into.first:
            yield _finding(step, _INTO, "exits", group=into.key)
