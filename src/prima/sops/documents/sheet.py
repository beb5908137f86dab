"""The official document of a procedure (SOP-AP, PermenPANRB 35/2012) as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from prima.kernel.documents import render_pdf
from prima.sops.core.drawing import Arrow, Mark, draw
from prima.sops.core.model import SopDocument
from prima.sops.core.svg import arrow_points
from prima.sops.documents.identity import IdentityBlock, identity_block
from prima.sops.documents.table import Row, Table, exit_names
from prima.sops.models import SopVersion

_TEMPLATE = Path(__file__).with_name("typst") / "sop.typ"


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet lying on its side, in millimetres."""

    key: str
    label: str
    width: int
    height: int


# F4 (folio) is what most offices print on; A4 is the paper of official letters.
PAPERS: Final = {
    paper.key: paper for paper in (Paper("a4", "A4", 297, 210), Paper("f4", "F4", 330, 215))
}


def sop_pdf(
    version: SopVersion,
    shown: Table,
    *,
    closing: Sequence[str],
    language: str,
    at: datetime,
    institution: Sequence[str] = (),
    paper: Paper = PAPERS["a4"],
) -> bytes:
    """The sheets as PDF: the same rows as the page, and the same drawing."""
    block = identity_block(version, institution)
    data = {
        "title": block.title,
        "office": version.sop.office.name,
        "paper": asdict(paper),
        "logo": "",
        "logo_alt": "",
        "state": _("Usulan: belum disahkan") if version.is_proposal else "",
        "running": _("SOP %(title)s") % {"title": block.title},
        "number": block.number,
        "identity": _plain_block(block),
        "actors": [*shown.actors, *([_("Akhir lain")] if shown.refuses else [])],
        "rows": [_plain_row(row) for row in shown.rows],
        "drawing": sheet_marks(version.document),
        "closing": list(closing),
        "footer": f"{version.sop.office.name} · {version.content_hash[:12]}",
        "page_word": _("Halaman"),
        "words": headings(),
        "language": language,
    }
    return render_pdf(_TEMPLATE, data, at=at)


def _plain_block(block: IdentityBlock) -> dict[str, Any]:
    return {
        "lines": block.lines,
        "facts": block.facts,
        "approval": {**asdict(block.approval), "name_of_field": _("Disahkan oleh")},
        "title_field": _("Nama SOP"),
        "parts": [
            [{"name": name, "values": values or ("-",)} for name, values in pair]
            for pair in block.parts
        ],
    }


def _plain_row(row: Row) -> dict[str, Any]:
    return {name: value for name, value in asdict(row).items() if name != "svg"}


def headings() -> dict[str, str]:
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
        "crossings": [[asdict(line) for line in lines] for lines in drawing.crossings],
    }


def _plain(mark: Mark) -> dict[str, Any]:
    if isinstance(mark, Arrow):
        return {"mark": "Arrow", "points": arrow_points(mark)}
    return {"mark": type(mark).__name__, **asdict(mark)}
