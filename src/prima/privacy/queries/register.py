"""The record of processing (UU 27/2022 art. 31), written from what the apps declare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from prima.kernel.personal_data import Group, PersonalField, Whose, register
from prima.privacy import rules
from prima.privacy.core.retention import Limit, RetentionClass
from prima.privacy.rules import RequestKind


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One kind of data as the page for people shows it."""

    what: str
    purpose: str
    basis: str
    kept: str
    is_sealed: bool


def public_register(on: date) -> list[RegisterLine]:
    """What is kept about people who are no staff, once per kind."""
    known = rules.law().classes_on(on)
    lines: dict[tuple[str, str], RegisterLine] = {}
    # What people think of first stands first.
    order = {group: place for place, group in enumerate(Group)}
    for one in sorted(register(), key=lambda row: order[row.group]):
        if one.whose == Whose.STAFF:
            continue
        lines.setdefault(
            (str(one.what), str(one.purpose)),
            RegisterLine(
                str(one.what),
                str(one.purpose),
                str(one.basis.label),
                period(known[one.retention]),
                one.is_sealed,
            ),
        )
    return list(lines.values())


def reference_page(on: date) -> str:
    """The page `docs/id/rujukan/data-pribadi.md`, in the language of the office."""
    with translation.override(settings.LANGUAGE_CODE):
        known = rules.law().classes_on(on)
        fields = "\n".join(_row(one, known[one.retention]) for one in register())
        classes = "\n".join(_class(one) for one in known.values())
        limits = "\n".join(_limit(one) for one in rules.law().limits)
    return _PAGE.format(fields=fields, classes=classes, limits=limits)


def period(one: RetentionClass) -> str:
    """How long, in words."""
    if one.is_permanent:
        return _("selamanya")
    units = {
        "year": _("%(n)d tahun"),
        "month": _("%(n)d bulan"),
        "day": _("%(n)d hari"),
    }
    events = {
        "case_ended": _("sejak berkas berakhir"),
        "message_prepared": _("sejak disiapkan"),
        "form_sent": _("sejak formulir dikirim"),
        "attempt_ended": _("sejak percobaan"),
        "link_expired": _("setelah tautan berakhir"),
        "report_ended": _("sejak laporan berakhir"),
        "request_decided": _("sejak dijawab"),
        "service_left": _("sejak berhenti bertugas"),
        "written": _("sejak ditulis"),
    }
    return f"{units[one.unit] % {'n': one.amount}} {events[one.from_event]}"


def _row(one: PersonalField, kept: RetentionClass) -> str:
    sealed = "ya" if one.is_sealed else "tidak"
    cells = (
        f"`{one.label}`", one.what, one.whose.label, one.data_class.label, one.purpose,
        one.basis.label, sealed, kept.label, one.fate.label,
    )  # fmt: skip
    return _line(*cells)


def _class(one: RetentionClass) -> str:
    law = one.law
    return _line(
        f"`{one.key}`", one.label, period(one), law.basis, law.valid_from, law.source,
        _checked(law.source_checked),
    )  # fmt: skip


def _limit(one: Limit) -> str:
    kinds = ", ".join(str(RequestKind(kind).label) for kind in one.kinds)
    return _line(one.label, kinds, one.law.basis, _checked(one.law.source_checked))


def _line(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _checked(is_checked: bool) -> str:
    return "ya" if is_checked else "belum"


_PAGE = """# Data pribadi

Catatan kegiatan pemrosesan (UU 27/2022 pasal 31). Halaman ini dibuat dari pernyataan setiap
aplikasi (`personal_data.py`) dan dari `privacy/law/retention.yaml`; sebuah tes membandingkannya.
Perbarui dengan
`WRITE_REFERENCE=1 pytest src/prima/privacy/tests/test_register.py`.

## Kolom

| kolom | data | tentang | kelas | untuk apa | dasar | tersegel | masa simpan | saat penghapusan |
|---|---|---|---|---|---|---|---|---|
{fields}

Pegawai juga disebut dengan nomor akunnya pada langkah, lampiran, dan jurnal, sebagai bukti siapa
yang mengerjakan.

## Masa simpan

| kunci | jenis | lama | dasar | berlaku sejak | sumber | sudah dicocokkan |
|---|---|---|---|---|---|---|
{classes}

## Alasan sah untuk menolak permintaan

| alasan | berlaku untuk | dasar | sudah dicocokkan |
|---|---|---|---|
{limits}
"""
