"""What people read of the formats of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.standards.core.faces.formats import FORMATS
from prima.standards.core.faces.opening_files import Reason
from prima.standards.core.faces.shape import Code, Fault, Place


@dataclass(frozen=True, slots=True)
class FormatLine:
    """One format on the page: what it is called and what it is good for."""

    name: str
    file: str
    content_type: str
    title: str
    purpose: str


def format_lines() -> list[FormatLine]:
    """Every format, in the order of the page."""
    said = {
        "sipp": (
            _("Lembar SIPP (XLSX)"),
            _(
                "Empat belas komponen setiap layanan dalam satu lembar, untuk disalin ke sistem "
                "informasi pelayanan publik (SIPP). Dibuka dengan aplikasi pengolah lembar."
            ),
        ),
        "cpsv-ap": (
            _("CPSV-AP 3.2 (JSON-LD)"),
            _("Kosakata layanan publik yang dipakai antarpemerintah, untuk portal data."),
        ),
        "hsds": (
            _("HSDS 3.0 (JSON)"),
            _("Bentuk direktori layanan Open Referral, untuk aplikasi pencari layanan."),
        ),
    }
    return [
        FormatLine(name, FORMATS[name].file, FORMATS[name].content_type, title, purpose)
        for name, (title, purpose) in said.items()
    ]


_REFUSALS: Final[Mapping[Reason, Promise]] = {
    "too_big": gettext_lazy("Berkas ini lebih dari 5 MB. Bagi menjadi beberapa berkas."),
    "bomb": gettext_lazy(
        "Isi berkas ini terlalu besar atau terlalu bertingkat. Kirim lembar yang hanya memuat "
        "layanan Anda."
    ),
    "unreadable": gettext_lazy(
        "Berkas ini tidak dapat dibuka. Simpan ulang sebagai XLSX, JSON-LD, atau JSON, lalu "
        "unggah lagi."
    ),
    "entities": gettext_lazy(
        "Berkas ini memuat deklarasi yang dapat menyembunyikan isi berbahaya. Salin isinya ke "
        "lembar baru, lalu unggah lagi."
    ),
    "old_workbook": gettext_lazy(
        "Berkas ini lembar lama (XLS) atau terkunci kata sandi. Simpan sebagai XLSX tanpa kata "
        "sandi."
    ),
    "not_ours": gettext_lazy(
        "Berkas ini tidak mempunyai lembar “Layanan” dengan kolom “Kunci layanan”. Mulailah dari "
        "lembar yang diunduh di halaman ini."
    ),
    "empty": gettext_lazy("Tidak ada satu layanan pun di dalam berkas ini."),
}


def refusal_text(reason: Reason) -> str:
    """Why a whole file cannot be read, and what to do."""
    return str(_REFUSALS[reason])


_FAULTS: Final[Mapping[Code, Promise]] = {
    "missing": gettext_lazy("Kosong. Isi, atau hapus seluruh barisnya."),
    "not_text": gettext_lazy("“%(value)s” bukan teks. Tulis sebagai teks."),
    "says_nothing": gettext_lazy(
        "“%(value)s” belum menyebut apa-apa. Tulis isinya, atau kosongkan."
    ),
    "too_long": gettext_lazy("“%(value)s” terlalu panjang. Ringkas."),
    "not_whole": gettext_lazy("“%(value)s” bukan angka bulat. Tulis angka saja, misalnya 600000."),
    "too_small": gettext_lazy("“%(value)s” terlalu kecil."),
    "not_flag": gettext_lazy("“%(value)s” bukan ya atau tidak."),
    "unknown_word": gettext_lazy(
        "“%(value)s” tidak dikenal. Pakai pilihan seperti di lembar unduhan."
    ),
    "not_key": gettext_lazy(
        "“%(value)s” tidak dapat menjadi kunci. Pakai huruf kecil, angka, dan tanda hubung saja."
    ),
    "not_day": gettext_lazy("“%(value)s” bukan tanggal. Tulis seperti 2026-11-20."),
    "not_event": gettext_lazy(
        "“%(value)s” bukan saat yang dikenal, misalnya permohonan diterima."
    ),
    "not_list": gettext_lazy("“%(value)s” bukan daftar. Tulis satu butir sebaris."),
    "formula": gettext_lazy("Sel ini berisi rumus (%(value)s). Tempel hasilnya sebagai nilai."),
    "error_cell": gettext_lazy("Sel ini berisi galat %(value)s. Isi dengan nilainya."),
    "twice": gettext_lazy("“%(value)s” ditulis dua kali. Ubah atau hapus salah satunya."),
    "unknown_situation": gettext_lazy("Keadaan “%(value)s” tidak ada di lembar Keadaan."),
    "unknown_question": gettext_lazy("Pertanyaan “%(value)s” tidak ada di lembar Pertanyaan."),
    "unknown_category": gettext_lazy("Kelompok layanan “%(value)s” tidak ada di katalog."),
    "unknown_service": gettext_lazy("Layanan “%(value)s” tidak ada di lembar Layanan."),
}


@dataclass(frozen=True, slots=True)
class FaultLine:
    """One thing to mend: where it stands, and what to do."""

    sheet: str
    row: str
    column: str
    text: str


def fault_lines(faults: Iterable[Fault]) -> list[FaultLine]:
    """Everything that is to be mended in a file, in its order."""
    return [
        FaultLine(
            fault.place.sheet,
            _row(fault.place),
            fault.place.column,
            str(_FAULTS[fault.code]) % {"value": fault.value},
        )
        for fault in faults
    ]


def _row(place: Place) -> str:
    return str(place.row) if place.row else "–"
