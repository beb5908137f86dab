"""The official document of a procedure as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from prima.kernel.documents import render_pdf
from prima.sops.core.drawing import Arrow, Mark, draw
from prima.sops.core.model import SopDocument
from prima.sops.core.svg import arrow_points
from prima.sops.documents.identity import identity_cells
from prima.sops.documents.table import Row, Table, exit_names
from prima.sops.models import SopVersion


def sop_pdf(
    version: SopVersion, shown: Table, *, closing: Sequence[str], language: str, at: datetime
) -> bytes:
    """The sheet as PDF: the same rows as the page, and the same drawing."""
    state = _("Usulan") if version.is_proposal else _("Berlaku")
    data = {
        "title": version.document.identity.title,
        "eyebrow": f"{_('Standar operasional prosedur')} · {state}",
        "office": version.sop.office.name,
        "identity": identity_cells(version),
        "actors": [*shown.actors, *([_("Akhir lain")] if shown.refuses else [])],
        "rows": [_plain_row(row) for row in shown.rows],
        "drawing": sheet_marks(version.document),
        "closing": list(closing),
        "footer": f"{version.sop.office.name} · {version.content_hash[:12]}",
        "page_word": _("Halaman"),
        "words": _headings(),
        "language": language,
    }
    return render_pdf(Path(__file__).with_name("sop.typ"), data, at=at)


def _plain_row(row: Row) -> dict[str, Any]:
    return {name: value for name, value in asdict(row).items() if name != "svg"}


def _headings() -> dict[str, str]:
    """The heads of the columns, as on the form."""
    return {
        "number": _("No."),
        "activity": _("Kegiatan"),
        "actors": _("Pelaksana"),
        "norm": _("Mutu baku"),
        "input": _("Kelengkapan"),
        "time": _("Waktu"),
        "output": _("Keluaran"),
        "note": _("Keterangan"),
    }


def sheet_marks(document: SopDocument) -> dict[str, Any]:
    """The drawing as plain data for the sheet, whose rows find their own height."""
    drawing = draw(document)
    return {
        "lanes": drawing.lanes,
        "width": drawing.width,
        "names": exit_names(),
        "rows": [[_plain(mark) for mark in row] for row in drawing.rows],
    }


def _plain(mark: Mark) -> dict[str, Any]:
    if isinstance(mark, Arrow):
        return {"mark": "Arrow", "points": arrow_points(mark)}
    return {"mark": type(mark).__name__, **asdict(mark)}
