"""The file from which reports are entered in SP4N-LAPOR: one row each, never with who spoke."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import xlsxwriter
from django.utils.translation import gettext as _

from prima.complaints.models import Complaint
from prima.complaints.rules import Gravity, Identity

_WIDTHS = (18, 16, 40, 70, 16, 24, 30, 34, 16, 16, 12, 12)


def national_workbook(complaints: Iterable[Complaint], *, on: date) -> bytes:
    """One sheet; texts stay texts whatever they look like. Only the day tells when it was made."""
    file = io.BytesIO()
    options = {
        "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": datetime(on.year, on.month, on.day)})  # noqa: DTZ001 - the format knows no zone
        sheet = book.add_worksheet(_("Laporan"))
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        text = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        for place, width in enumerate(_WIDTHS):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1, 1)
        sheet.write_row(0, 0, _titles(), head)
        for row, one in enumerate(complaints, start=1):
            for place, value in enumerate(_row(one)):
                sheet.write_string(row, place, value, text)
    return file.getvalue()


def _titles() -> Sequence[str]:
    return (
        _("Nomor Prima"), _("Klasifikasi"), _("Judul"), _("Isi laporan"), _("Tanggal kejadian"),
        _("Tempat kejadian"), _("Instansi tujuan"), _("Kategori"), _("Diterima"),
        _("Batas waktu"), _("Anonim"), _("Rahasia"),
    )  # fmt: skip


def _row(one: Complaint) -> Sequence[str]:
    zone = ZoneInfo(one.office.time_zone)
    about = one.service.name if one.service else one.office.name
    parts = (str(one.get_kind_display()), str(one.get_promise_part_display()), about)
    return (
        one.number,
        str(one.get_kind_display()),
        " – ".join(part for part in parts if part),
        "\n\n".join(part for part in (str(one.story), str(one.wish)) if part),
        one.event_on.isoformat() if one.event_on else "",
        str(one.place),
        one.office.name,
        about,
        one.received_at.astimezone(zone).date().isoformat(),
        one.due_at.astimezone(zone).date().isoformat() if one.due_at else "",
        _yes(one.identity != Identity.NAMED),
        # The content too is hidden from everybody where an inspection is needed.
        _yes(one.gravity == Gravity.SUPERVISORY or one.identity != Identity.NAMED),
    )


def _yes(is_so: bool) -> str:
    return _("ya") if is_so else _("tidak")
