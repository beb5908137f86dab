"""Reports as a workbook with the fields the commission's system for gratuities (GOL) asks for.

That system is closed and its upload format is not published, so this is a sheet to type from: one
row a report, in the order of the form. Texts of people are never taken for formulas.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.integrity.models import Gratuity
from prima.kernel.errors import Sentence

_LONGEST_CELL: Final = 32_767
Cell = str | int | date | None


def _kept(one: Gratuity) -> str:
    return _("Ditolak") if one.is_refused else _("Diterima")


def _where(one: Gratuity) -> str:
    last = one.custody.order_by("sequence").last()
    return str(last) if last else ""


COLUMNS: Final[tuple[tuple[Sentence, Callable[[Gratuity], Cell]], ...]] = (
    (gettext_lazy("Nama pelapor"), lambda one: one.reporter.name),
    (gettext_lazy("NIK"), lambda one: one.reporter_nik),
    (gettext_lazy("Jabatan"), lambda one: one.reporter_title),
    (gettext_lazy("Unit kerja"), lambda one: one.office.name),
    (gettext_lazy("Nomor telepon"), lambda one: one.reporter_phone),
    (gettext_lazy("Alamat"), lambda one: one.reporter_address),
    (gettext_lazy("Ditolak atau diterima"), _kept),
    (gettext_lazy("Jenis"), lambda one: str(one.get_kind_display())),
    (gettext_lazy("Uraian"), lambda one: one.description),
    (gettext_lazy("Perkiraan nilai (rupiah)"), lambda one: one.value),
    (gettext_lazy("Peristiwa"), lambda one: str(one.get_occasion_display())),
    (gettext_lazy("Tempat"), lambda one: one.place),
    (gettext_lazy("Tanggal pemberian"), lambda one: one.happened_on),
    (gettext_lazy("Nama pemberi"), lambda one: one.giver_name),
    (gettext_lazy("Lembaga pemberi"), lambda one: one.giver_institution),
    (gettext_lazy("Hubungan dengan pelapor"), lambda one: str(one.get_relation_display())),
    (gettext_lazy("Alasan pemberian"), lambda one: one.reason),
    (gettext_lazy("Kronologi"), lambda one: one.chronology),
    (gettext_lazy("Keberadaan barang"), _where),
    (gettext_lazy("Tanggal lapor"), lambda one: one.reported_at and one.reported_at.date()),
    (gettext_lazy("Keadaan"), lambda one: str(one.get_state_display())),
    (gettext_lazy("Nomor laporan di KPK"), lambda one: one.commission_number),
    (gettext_lazy("Nomor keputusan KPK"), lambda one: one.decree_number),
)


def commission_sheet(gratuities: Iterable[Gratuity], at: datetime) -> bytes:
    """Write the workbook."""
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        made = datetime(at.year, at.month, at.day)  # noqa: DTZ001 - the format knows no zone
        book.set_properties({"title": _("Laporan gratifikasi"), "created": made})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        text = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        day = book.add_format({"num_format": "dd-mm-yyyy", "valign": "top"})
        sheet = book.add_worksheet(_("Gratifikasi"))
        sheet.set_column(0, len(COLUMNS) - 1, 22)
        sheet.freeze_panes(1, 1)
        for at_column, (label, _value) in enumerate(COLUMNS):
            sheet.write_string(0, at_column, str(label), head)
        for row, one in enumerate(gratuities, start=1):
            for at_column, (_label, value) in enumerate(COLUMNS):
                cell = value(one)
                if isinstance(cell, str) and cell:
                    sheet.write_string(row, at_column, cell[:_LONGEST_CELL], text)
                elif isinstance(cell, date):
                    sheet.write_datetime(row, at_column, cell, day)
                elif isinstance(cell, int):
                    sheet.write_number(row, at_column, cell)
    return file.getvalue()
