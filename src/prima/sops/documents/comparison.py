"""What differs between two procedures, in the words of the form, for whoever reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from prima.sops.core.difference import Difference, FieldChange, RowChange, Words, words
from prima.sops.core.model import REFUSED, Condition, Norm, SopDocument, Step
from prima.sops.documents.table import duration, exit_names

PARTS: Final = {
    "text": gettext_lazy("Kegiatan"),
    "actors": gettext_lazy("Pelaksana"),
    "symbol": gettext_lazy("Simbol"),
    "standard_input": gettext_lazy("Kelengkapan"),
    "norm": gettext_lazy("Waktu"),
    "output": gettext_lazy("Keluaran"),
    "note": gettext_lazy("Keterangan"),
    "applies_when": gettext_lazy("Berlaku bila"),
    "must_differ_from": gettext_lazy("Orang berbeda dari langkah"),
    "marks": gettext_lazy("Saat yang ditandai"),
    "outcome_labels": gettext_lazy("Sebutan keputusan"),
    "exits": gettext_lazy("Arah"),
    "strategic": gettext_lazy("Langkah strategis"),
    "group": gettext_lazy("Kelompok urutan bebas"),
    "thread": gettext_lazy("Jalur"),
    "title": gettext_lazy("Nama SOP"),
    "institution": gettext_lazy("Instansi"),
    "work_unit": gettext_lazy("Satuan kerja"),
    "number": gettext_lazy("Nomor SOP"),
    "created_on": gettext_lazy("Tanggal pembuatan"),
    "revised_on": gettext_lazy("Tanggal revisi"),
    "effective_on": gettext_lazy("Tanggal efektif"),
    "approved_by": gettext_lazy("Disahkan oleh"),
    "legal_basis": gettext_lazy("Dasar hukum"),
    "executor_qualification": gettext_lazy("Kualifikasi pelaksana"),
    "related_sops": gettext_lazy("Keterkaitan"),
    "equipment": gettext_lazy("Peralatan dan perlengkapan"),
    "warnings": gettext_lazy("Peringatan"),
    "records": gettext_lazy("Pencatatan dan pendataan"),
    "proposal": gettext_lazy("Usulan"),
    "adaptations": gettext_lazy("Cara rancangan ini disusun"),
}
KINDS: Final = {
    "added": gettext_lazy("Baru"),
    "removed": gettext_lazy("Dihapus"),
    "changed": gettext_lazy("Berubah"),
    "moved": gettext_lazy("Pindah tempat"),
    "same": gettext_lazy("Tetap"),
}
_SYMBOLS: Final = {
    "terminator": gettext_lazy("mulai atau selesai"),
    "process": gettext_lazy("proses"),
    "decision": gettext_lazy("keputusan"),
}
_EVENTS: Final = {
    "received": gettext_lazy("permohonan diterima"),
    "papers_complete": gettext_lazy("berkas lengkap"),
    "product_ready": gettext_lazy("hasil siap"),
    "handed_over": gettext_lazy("hasil diserahkan"),
}
# What a row says at first sight; the rest is told where it differs.
_SHOWN_WHOLE: Final = ("text", "actors", "symbol", "standard_input", "norm", "output", "note")
_DAYS: Final = frozenset({"created_on", "revised_on", "effective_on"})


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a row or of the identity block, word by word."""

    label: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One row of the comparison."""

    key: str
    title: str
    number: str
    kind: str
    kind_label: str
    moved: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything the page of a comparison shows."""

    headline: str
    document: tuple[Part, ...]
    rows: tuple[ComparedRow, ...]


def comparison(before: SopDocument | None, after: SopDocument, found: Difference) -> Comparison:
    """The difference in words."""
    old, new = _Names(before or after), _Names(after)
    identity = [_part(one, str, str) for one in map(_identity_words, found.identity)]
    columns = [
        Part(_("Pelaksana"), words(_column(one.before), _column(one.after)))
        for one in found.columns
    ]
    whole = [_part(_plain(one), str, str) for one in found.document if one.name != "actors"]
    if any(one.name == "actors" for one in found.document):
        columns.append(Part(_("Pelaksana"), words("", _("urutan kolom berubah"))))
    return Comparison(
        headline=_headline(found),
        document=(*identity, *columns, *whole),
        rows=tuple(_row(one, old, new) for one in found.rows),
    )


class _Names:
    """How one of the two procedures calls its rows and columns; also where one is missing."""

    def __init__(self, document: SopDocument) -> None:
        self._document = document

    def text_of(self, name: str, value: Any) -> str:
        """A part of a row as a person reads it."""
        make = self._makers().get(name)
        if make is not None:
            return make(value)
        return _text(value)

    def _makers(self) -> dict[str, Callable[[Any], str]]:
        return {
            "actors": lambda keys: ", ".join(self._actor(key) for key in keys),
            "symbol": lambda symbol: str(_SYMBOLS.get(symbol, symbol)),
            "norm": _norm,
            "applies_when": _condition,
            "must_differ_from": lambda keys: ", ".join(self._step(key) for key in keys),
            "marks": lambda keys: ", ".join(str(_EVENTS.get(key, key)) for key in keys),
            "outcome_labels": lambda pairs: ", ".join(
                f"{exit_names().get(outcome, outcome)}: {label}" for outcome, label in pairs
            ),
            "exits": lambda pairs: ", ".join(self._exit(*pair) for pair in pairs),
        }

    def _actor(self, key: str) -> str:
        actor = self._document.actor_by_key.get(key)
        return actor.label if actor else key

    def _step(self, key: str) -> str:
        place = self._document.position.get(key)
        return f"“{self._document.steps[place].text}”" if place is not None else key

    def _exit(self, outcome: str, target: str) -> str:
        named = exit_names().get(outcome, _("Selesai"))
        if target == REFUSED:
            return _("%(outcome)s berarti ditolak") % {"outcome": named}
        return _("%(outcome)s ke %(step)s") % {"outcome": named, "step": self._step(target)}


def _row(row: RowChange, old: _Names, new: _Names) -> ComparedRow:
    step = row.after or row.before
    parts: Sequence[Part] = ()
    if row.before is not None and row.after is not None:
        parts = [
            Part(
                _label(one.name),
                words(old.text_of(one.name, one.before), new.text_of(one.name, one.after)),
            )
            for one in row.fields
        ]
    elif step is not None:
        parts = _whole(step, old if row.after is None else new, is_new=row.after is not None)
    return ComparedRow(
        key=row.key,
        title=step.text if step else "",
        number=str(row.number_after or row.number_before or ""),
        kind=row.kind,
        kind_label=str(KINDS[row.kind]),
        moved=_moved(row),
        parts=tuple(parts),
    )


def _whole(step: Step, names: _Names, *, is_new: bool) -> list[Part]:
    """A row that stands on one side only."""
    plain = Step("", "", (), "process", Norm(None, "working_minute"))
    made = []
    for one in fields(step):
        value = getattr(step, one.name)
        if one.name in {"key", "text"}:
            continue
        if one.name not in _SHOWN_WHOLE and value == getattr(plain, one.name):
            continue
        text = names.text_of(one.name, value)
        if text:
            both = words("", text) if is_new else words(text, "")
            made.append(Part(_label(one.name), both))
    return made


def _moved(row: RowChange) -> str:
    if not row.is_moved:
        return ""
    return _("Semula langkah %(number)s.") % {"number": row.number_before}


def _headline(found: Difference) -> str:
    counts = {
        kind: sum(row.kind == kind for row in found.rows)
        for kind in ("added", "removed", "changed", "moved")
    }
    said = [
        ngettext("%(count)d langkah baru", "%(count)d langkah baru", counts["added"]),
        ngettext("%(count)d langkah dihapus", "%(count)d langkah dihapus", counts["removed"]),
        ngettext("%(count)d langkah berubah", "%(count)d langkah berubah", counts["changed"]),
        ngettext("%(count)d langkah pindah", "%(count)d langkah pindah", counts["moved"]),
    ]
    parts = [
        sentence % {"count": count}
        for sentence, count in zip(said, counts.values(), strict=True)
        if count
    ]
    if found.identity or found.columns or found.document:
        parts.append(_("identitas atau pelaksana berubah"))
    return ", ".join(parts) if parts else _("Tidak ada yang berbeda")


def _part(change: FieldChange, old: Callable[[Any], str], new: Callable[[Any], str]) -> Part:
    return Part(_label(change.name), words(old(change.before), new(change.after)))


def _identity_words(change: FieldChange) -> FieldChange:
    if change.name in _DAYS:
        return FieldChange(change.name, _day(change.before), _day(change.after))
    return _plain(change)


def _plain(change: FieldChange) -> FieldChange:
    return FieldChange(change.name, _text(change.before), _text(change.after))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return _("Ya") if value else _("Tidak")
    if isinstance(value, tuple):
        return "; ".join(str(one) for one in value)
    return str(value)


def _column(actor: Any) -> str:
    if actor is None:
        return ""
    return (
        _("%(label)s (di luar kantor)") % {"label": actor.label} if actor.external else actor.label
    )


def _norm(norm: Norm) -> str:
    time = duration(norm.amount, norm.unit) if norm.amount is not None else ""
    if time and norm.kind == "waiting":
        time = _("paling lama %(time)s") % {"time": time}
    if time and norm.kind == "external":
        time = _("%(time)s di luar kantor") % {"time": time}
    star = "*" if norm.proposal and time else ""
    return " ".join(part for part in (f"{time}{star}", norm.note) if part)


def _condition(condition: Condition) -> str:
    parts = []
    if condition.any:
        parts.append(", ".join(sorted(condition.any)))
    if condition.none:
        parts.append(_("bukan %(situations)s") % {"situations": ", ".join(sorted(condition.none))})
    return "; ".join(parts)


def _label(name: str) -> str:
    return str(PARTS.get(name, name))


def _day(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "j F Y") if iso else ""
