"""What a row and a procedure say in plain words, for people who open the file in another tool."""

from __future__ import annotations

from collections.abc import Iterable

from prima.sops.core.model import EVENTS, Condition, Norm, SopDocument, Step

_UNITS = {
    "working_minute": "menit",
    "working_hour": "jam",
    "working_day": "hari kerja",
    "calendar_day": "hari",
}
_MOMENTS = dict(
    zip(
        EVENTS,
        ("permohonan diterima", "berkas lengkap", "produk siap", "produk diserahkan"),
        strict=True,
    )
)
_KINDS = {"working": "", "waiting": "masa menunggu", "external": "waktu pihak luar"}


def step_words(document: SopDocument, step: Step) -> str:
    """Everything the row says beside its text, one line for each part that is filled."""
    actors = ", ".join(actor.label for actor in document.actors_of(step))
    lines = {
        f"Langkah {document.step_number(step.key)}, pelaksana": actors,
        "Kelengkapan": "; ".join(step.standard_input),
        "Waktu": norm_words(step.norm),
        "Keluaran": "; ".join(step.output),
        "Keterangan": step.note,
        "Berlaku": _condition(step.applies_when),
        "Harus orang lain dari langkah": _numbers(document, step.must_differ_from),
        "Menandai": ", ".join(_MOMENTS.get(mark, mark) for mark in step.marks),
        "Langkah strategis": "tidak diputus Plh. atau Plt." if step.strategic else "",
    }
    return _lines(lines)


def document_words(document: SopDocument) -> str:
    """The identity block in lines."""
    identity = document.identity
    lines = {
        "SOP": identity.title,
        "Status": "usulan, belum ditetapkan" if document.proposal else "ditetapkan",
        "Nomor": identity.number,
        "Tanggal efektif": identity.effective_on,
        "Disahkan oleh": identity.approved_by,
        "Satuan kerja": identity.work_unit,
        "Dasar hukum": "; ".join(map(str, identity.legal_basis)),
        "Kualifikasi pelaksana": "; ".join(identity.executor_qualification),
        "Keterkaitan": "; ".join(identity.related_sops),
        "Peralatan dan perlengkapan": "; ".join(identity.equipment),
        "Peringatan": "; ".join(identity.warnings),
        "Pencatatan dan pendataan": "; ".join(identity.records),
    }
    return _lines(lines)


def norm_words(norm: Norm) -> str:
    """The time of a row: "15 menit (usulan)"."""
    amount = f"{norm.amount} {_UNITS[norm.unit]}" if norm.amount is not None else ""
    extra = [_KINDS[norm.kind], norm.note, "usulan" if norm.proposal else ""]
    beside = ", ".join(filter(None, extra)) if amount or norm.note else ""
    return f"{amount} ({beside})" if amount and beside else amount or beside


def _condition(condition: Condition) -> str:
    parts = []
    if condition.any:
        parts.append(f"hanya bila {_keys(condition.any)}")
    if condition.none:
        parts.append(f"tidak bila {_keys(condition.none)}")
    return "; ".join(parts)


def _keys(keys: Iterable[str]) -> str:
    return " atau ".join(key.replace("_", " ") for key in sorted(keys))


def _numbers(document: SopDocument, keys: Iterable[str]) -> str:
    return ", ".join(str(document.step_number(key)) for key in keys)


def _lines(lines: dict[str, str]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in lines.items() if value)
