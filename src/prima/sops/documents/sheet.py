"""The official document of a procedure (SOP-AP, PermenPANRB 35/2012) as PDF."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from prima.kernel.documents import render_pdf
from prima.sops.core.connectors import Connector, letters, spread, strip_height
from prima.sops.core.drawing import Arrow, Drawing, Mark, draw
from prima.sops.core.model import SopDocument
from prima.sops.core.svg import arrow_points
from prima.sops.documents.identity import IdentityBlock, identity_block
from prima.sops.documents.table import Row, Table, exit_names
from prima.sops.models import SopVersion

# Points in a millimetre.
POINTS = 72 / 25.4
# The columns of those who act take at most so much of the breadth.
_SHARE = 0.42
# Points for one pixel of the drawing, at most.
_LARGEST = 0.6

_TEMPLATE = Path(__file__).with_name("typst") / "sop.typ"


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet lying on its side, in millimetres."""

    key: str
    label: str
    width: int
    height: int
    margin: int = 11

    @property
    def breadth(self) -> float:
        """The breadth that may be printed, in points."""
        return (self.width - 2 * self.margin) * POINTS


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
        "logo": logo_svg(settings.LOGO),
        "logo_alt": _("Lambang instansi"),
        "state": _("Usulan: belum disahkan") if version.is_proposal else "",
        "running": _("SOP %(title)s") % {"title": block.title},
        "number": block.number,
        "identity": _plain_block(block),
        "actors": list(shown.columns),
        "rows": [_plain_row(row) for row in shown.rows],
        "drawing": sheet_marks(version.document, paper),
        "closing": list(closing),
        "footer": f"{version.sop.office.name} · {version.content_hash[:12]}",
        "page_word": _("Halaman"),
        "words": headings(),
        "language": language,
    }
    return render_pdf(_TEMPLATE, data, at=at)


def logo_svg(png: bytes) -> str:
    """The emblem as a picture that scales with the block; its size stands in the head of a PNG."""
    if not png:
        return ""
    wide, high = (int.from_bytes(png[at : at + 4]) for at in (16, 20))
    source = f"data:image/png;base64,{b64encode(png).decode()}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}">'
        f'<image width="{wide}" height="{high}" href="{source}"/></svg>'
    )


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


def scale_of(drawing: Drawing, paper: Paper) -> float:
    """How large the drawing is on this paper, in points for one pixel."""
    return min(_LARGEST, paper.breadth * _SHARE / drawing.width)


def connectors_of(drawing: Drawing, paper: Paper) -> list[tuple[Connector, ...]]:
    """The connectors that a cut below each row would need."""
    scale = scale_of(drawing, paper)
    return [spread(lines, scale, drawing.width * scale) for lines in drawing.crossings]


def sheet_marks(document: SopDocument, paper: Paper) -> dict[str, Any]:
    """The drawing as plain data for the sheet, whose rows find their own height."""
    drawing = draw(document)
    cuts = connectors_of(drawing, paper)
    return {
        "lanes": drawing.lanes,
        "width": drawing.width,
        "scale": scale_of(drawing, paper),
        "names": exit_names(),
        "rows": [[_plain(mark) for mark in row] for row in drawing.rows],
        "crossings": [[asdict(line) for line in lines] for lines in cuts],
        "strips": [strip_height(lines) for lines in cuts],
        "letters": [letters(number) for number in range(sum(map(len, cuts)))],
    }


def _plain(mark: Mark) -> dict[str, Any]:
    if isinstance(mark, Arrow):
        return {"mark": "Arrow", "points": arrow_points(mark)}
    return {"mark": type(mark).__name__, **asdict(mark)}
