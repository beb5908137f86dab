"""The fields of a service and its standard as data: their names in a sheet, and what they hold.

One table for all readers: the workbook takes its columns from it, and what comes from any file is
checked against it. The sheet of SIPP changes; this table is what changes with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from prima.kernel.yaml_fields import LONGEST
from prima.standards.core.content import COMPONENTS, OFFICE_KINDS, PERSONAL_DATA

Holds = Literal["key", "text", "lines", "whole", "flag", "choice", "choices", "day", "event"]
NARROW, MIDDLE, WIDE = 14, 28, 60


@dataclass(frozen=True, slots=True)
class Column:
    """One field: where it stands in the data, its heading, and what it may hold.

    `words` are what people read for each value that a choice may have. Where its block or row says
    anything, a `needed` field does too; what a draft may leave open is not needed.
    """

    path: str
    label: str
    holds: Holds = "text"
    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    at_most: int = LONGEST
    at_least: int = 0
    width: int = MIDDLE
    needed: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The way to the value, from outside in."""
        return tuple(self.path.split("."))


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of one kind: a list inside the standard, or the services themselves."""

    name: str
    block: str
    columns: tuple[Column, ...]


OFFICES: Final = dict(
    zip(OFFICE_KINDS, ("kementerian", "provinsi", "kabupaten/kota", "kecamatan"), strict=True)
)
ASKS: Final = dict(zip(PERSONAL_DATA, ("NIK", "alamat"), strict=True))
UNITS: Final = {
    "working_minute": "menit kerja",
    "working_hour": "jam kerja",
    "working_day": "hari kerja",
    "calendar_day": "hari kalender",
}
EVENTS: Final = {
    "received": "permohonan diterima",
    "papers_complete": "berkas lengkap",
    "product_ready": "hasil siap diambil",
    "handed_over": "hasil diserahkan",
}
KINDS: Final = {"document": "dokumen", "condition": "syarat", "attendance": "hadir sendiri"}
ACTORS: Final = {"applicant": "pemohon", "office": "kantor"}
# In the words of the law (UU 25/2009 article 21; PermenPANRB 15/2014).
COMPONENT_WORDS: Final = dict(
    zip(
        COMPONENTS,
        (
            "Persyaratan",
            "Sistem, mekanisme, dan prosedur",
            "Jangka waktu pelayanan",
            "Biaya atau tarif",
            "Produk pelayanan",
            "Penanganan pengaduan, saran, dan masukan",
            "Dasar hukum",
            "Sarana, prasarana, dan fasilitas",
            "Kompetensi pelaksana",
            "Pengawasan internal",
            "Jumlah pelaksana",
            "Jaminan pelayanan",
            "Jaminan keamanan dan keselamatan pelayanan",
            "Evaluasi kinerja pelaksana",
        ),
        strict=True,
    )
)
LINE_COMPONENTS: Final = tuple(
    name
    for name in COMPONENTS
    if name
    not in {"requirements", "procedure", "completion_time", "fee", "product", "legal_basis"}
)
# The column that says of which service a row speaks.
OF_SERVICE: Final = Column("key", "Kunci layanan", "key", at_most=60, needed=True)

SERVICE_COLUMNS: Final = (
    OF_SERVICE,
    Column("name", "Nama layanan", at_most=150, needed=True),
    Column("summary", "Ringkasan", at_most=400, width=WIDE),
    Column("category", "Kelompok layanan", "key", at_most=60),
    Column("owner", "Kementerian", at_most=150),
    Column("offered_by", "Diberikan kantor tingkat", "choices", OFFICES),
    Column("keywords", "Kata kunci", "lines"),
    Column("asks", "Data pribadi yang diminta", "choices", ASKS, width=NARROW),
    Column("place.label", "Tempat", at_most=80),
    Column("place.note", "Keterangan tempat", at_most=250, width=WIDE),
    Column("proposal", "Masih usulan", "flag", width=NARROW),
    Column("decree.number", "Nomor keputusan", at_most=120, needed=True),
    Column("decree.on", "Tanggal keputusan", "day", width=NARROW, needed=True),
    Column("decree.signatory", "Penanda tangan keputusan", at_most=150, needed=True),
    Column("effective_on", "Berlaku mulai", "day", width=NARROW),
    Column("retired.on", "Berakhir pada", "day", width=NARROW, needed=True),
    Column("retired.note", "Keterangan berakhir", at_most=500, needed=True),
    Column("retired.redirect_name", "Sekarang dilayani oleh", at_most=150, needed=True),
    Column("retired.redirect_url", "Laman penggantinya", at_most=200),
    Column(
        "standard.completion_time.amount",
        "Jangka waktu",
        "whole",
        at_least=1,
        width=NARROW,
        needed=True,
    ),
    Column(
        "standard.completion_time.unit", "Satuan waktu", "choice", UNITS, width=NARROW, needed=True
    ),
    Column("standard.completion_time.start_event", "Dihitung sejak", "event", EVENTS, needed=True),
    Column("standard.completion_time.stop_event", "Dihitung sampai", "event", EVENTS, needed=True),
    Column("standard.completion_time.note", "Keterangan jangka waktu", width=WIDE),
    Column("standard.product.items", "Produk pelayanan", "lines", width=WIDE),
    Column("standard.product.validity", "Masa berlaku produk"),
    *(
        Column(f"standard.{name}", COMPONENT_WORDS[name], "lines", width=WIDE)
        for name in LINE_COMPONENTS
    ),
)
_SITUATIONS: Final = Column("situations", "Hanya bila (kunci keadaan)", "lines")

ROW_SHEETS: Final = (
    Sheet(
        "Pertanyaan",
        "situation_groups",
        (
            Column("key", "Kunci pertanyaan", "key", at_most=60, needed=True),
            Column("label", "Pertanyaan", width=WIDE, needed=True),
        ),
    ),
    Sheet(
        "Keadaan",
        "situations",
        (
            Column("key", "Kunci keadaan", "key", at_most=60, needed=True),
            Column("label", "Keadaan", width=WIDE, needed=True),
            Column("group", "Jawaban atas (kunci pertanyaan)", "key", at_most=60),
        ),
    ),
    Sheet(
        "Persyaratan",
        "requirements",
        (
            Column("key", "Kunci syarat", "key", at_most=60),
            Column("text", "Syarat", width=WIDE, needed=True),
            Column("note", "Penjelasan", width=WIDE),
            Column("kind", "Jenis", "choice", KINDS, width=NARROW),
            Column("original", "Asli", "flag", width=NARROW),
            Column("copies", "Jumlah salinan", "whole", width=NARROW),
            _SITUATIONS,
        ),
    ),
    Sheet(
        "Prosedur",
        "procedure",
        (
            Column("actor", "Siapa", "choice", ACTORS, width=NARROW),
            Column("text", "Langkah", width=WIDE, needed=True),
            Column("note", "Penjelasan", width=WIDE),
        ),
    ),
    Sheet(
        "Biaya",
        "fee",
        (
            Column("amount", "Besaran (rupiah)", "whole", width=NARROW, needed=True),
            Column("label", "Untuk apa", width=WIDE, needed=True),
            Column("rule", "Aturan tarif", needed=True),
            Column("article", "Pasal tarif", width=NARROW),
            Column("payment_channel", "Cara membayar"),
            Column("source_checked", "Sumber sudah diperiksa", "flag", width=NARROW),
            _SITUATIONS,
        ),
    ),
    Sheet(
        "Dasar hukum",
        "legal_basis",
        (
            Column("rule", "Aturan", needed=True),
            Column("title", "Judul", width=WIDE, needed=True),
            Column("article", "Pasal", width=NARROW),
            Column("about", "Yang diatur", width=WIDE, needed=True),
            Column("in_force", "Masih berlaku", "flag", width=NARROW),
            Column("source", "Sumber"),
            Column("source_checked", "Sumber sudah diperiksa", "flag", width=NARROW),
        ),
    ),
    Sheet(
        "Perlu dipastikan",
        "to_confirm",
        (
            Column("component", "Komponen", "choice", COMPONENT_WORDS, needed=True),
            Column("text", "Yang perlu dipastikan", width=WIDE, needed=True),
        ),
    ),
)
SHEET_NAMES: Final = {sheet.block: sheet.name for sheet in ROW_SHEETS}
SERVICES: Final = Sheet("Layanan", "", SERVICE_COLUMNS)

# What a file leaves out is taken for this; everything else is empty.
TAKEN_FOR: Final[Mapping[str, object]] = {
    "in_force": True,
    "kind": "document",
    "actor": "applicant",
}
