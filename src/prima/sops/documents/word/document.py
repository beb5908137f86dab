"""The whole file: page, head and foot, identity block, flow, closing lines."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime

import docx
from django.conf import settings
from django.utils.translation import gettext as _
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from prima.sops.documents.identity import IdentityBlock, Part, identity_block
from prima.sops.documents.sheet import PAPERS, POINTS, Paper
from prima.sops.documents.table import Table
from prima.sops.documents.word.flow import FlowTables
from prima.sops.documents.word.measure import height
from prima.sops.documents.word.tables import (
    PAD,
    Cell,
    clean,
    next_sheet,
    paragraph,
    row,
    run,
    table,
)
from prima.sops.models import SopVersion

TOP, BOTTOM, EDGE = 14, 13, 6  # millimetres
FONT = "Arial"
# Letters of the identity block: the largest in which it fits on its sheet.
LETTERS = (10.0, 9.0, 8.0, 7.0)
HALVES = (0.5, 0.15, 0.35)


def sop_docx(
    version: SopVersion,
    shown: Table,
    *,
    closing: Sequence[str],
    language: str,
    at: datetime,
    institution: Sequence[str] = (),
    paper: Paper = PAPERS["a4"],
) -> bytes:
    """The document as DOCX; every text in it can be edited."""
    block = identity_block(version, institution)
    file = docx.Document()
    _set_up(file, block, version, language=language, at=at)
    _page(file.sections[0], paper)
    _running(file.sections[0], block, version)
    room = (paper.height - TOP - BOTTOM) * POINTS
    flow = FlowTables(version.document, shown, paper=paper, sheet_height=room)
    size = next((one for one in LETTERS if _height(block, paper.breadth, one) < room), LETTERS[-1])
    parts = [_identity(block, paper.breadth, size, is_proposal=version.is_proposal)]
    for one in flow.tables():
        parts += [next_sheet(), one]
    parts += [paragraph(run(line), before=3 if at == 0 else 0) for at, line in enumerate(closing)]
    _fill(file, parts)
    if settings.LOGO:
        _emblem(file, settings.LOGO)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _set_up(
    file: Document, block: IdentityBlock, version: SopVersion, *, language: str, at: datetime
) -> None:
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(8)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    tongue = OxmlElement("w:lang")
    tongue.set(qn("w:val"), "id-ID" if language == "id" else language)
    normal.element.get_or_add_rPr().append(tongue)
    about = file.core_properties
    about.title, about.author = clean(block.title), clean(version.sop.office.name)
    about.comments, about.language = version.content_hash, language
    about.created = about.modified = at
    about.last_modified_by = ""


def _page(section: Section, paper: Paper) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(paper.width), Mm(paper.height)
    section.left_margin = section.right_margin = Mm(paper.margin)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.header_distance = section.footer_distance = Mm(EDGE)


def _running(section: Section, block: IdentityBlock, version: SopVersion) -> None:
    """What stands on every sheet: which procedure, whose, and which sheet of how many."""
    section.different_first_page_header_footer = True
    broad = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
    title = _("SOP %(title)s") % {"title": block.title}
    _line(section.header.paragraphs[0], title, block.number, broad)
    for footer in (section.footer, section.first_page_footer):
        words = f"{version.sop.office.name} · {version.content_hash[:12]}"
        line = footer.paragraphs[0]
        _line(line, words, f"{_('Halaman')} ", broad)
        _field(line, "PAGE")
        line.add_run("/").font.size = Pt(7.5)
        _field(line, "NUMPAGES")


def _line(line: Paragraph, left: str, right: str, broad: int) -> None:
    """Words at both edges."""
    stops = line.paragraph_format.tab_stops
    stops.add_tab_stop(broad, WD_TAB_ALIGNMENT.RIGHT)
    line.style = "Normal"
    line.add_run(f"{clean(left)}\t{clean(right)}").font.size = Pt(7.5)


def _field(line: Paragraph, name: str) -> None:
    """A number that the word processor works out."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    number = line.add_run("1")
    number.font.size = Pt(7.5)
    field.append(number._r)
    line._p.append(field)


def _height(block: IdentityBlock, breadth: float, size: float) -> float:
    """How high the identity block is with letters of this size."""
    half = breadth / 2 - 2 * PAD
    lists = (
        max(
            sum(height(value, half - 2 * size, size) for value in (name, *values))
            for name, values in pair
        )
        for pair in block.parts
    )
    title = height(block.title, breadth * HALVES[2] - 2 * PAD, size, bold=True)
    return 22 * len(block.facts) + 100 + title + sum(lists) + 12 * len(block.parts)


def _identity(block: IdentityBlock, breadth: float, size: float, *, is_proposal: bool) -> str:
    """The identity block on its own sheet: two halves, then pairs of lists."""
    left, name_width, value_width = (breadth * part for part in HALVES)
    facts = [(name, paragraph(run(value, size=size))) for name, value in block.facts]
    facts.append((_("Disahkan oleh"), _signature(block, size)))
    facts.append((_("Nama SOP"), paragraph(run(block.title, size=size * 1.2, bold=True))))
    institution = _institution(block, size, is_proposal=is_proposal)
    rows = []
    for at, (name, value) in enumerate(facts):
        first = Cell("" if at else institution, left, merge="continue" if at else "restart")
        named = Cell(paragraph(run(name, size=size, bold=True)), name_width)
        rows.append(row([first, named, Cell(value, value_width)], height=22))
    for one, other in block.parts:
        cells = [
            Cell(_list(one, size), left, middle=False),
            Cell(_list(other, size), name_width + value_width, span=2, middle=False),
        ]
        rows.append(row(cells, height=30, split=True))
    return table((left, name_width, value_width), rows, above=2)


def _institution(block: IdentityBlock, size: float, *, is_proposal: bool) -> str:
    *above, unit = block.lines
    lines = [
        paragraph(run(line.upper(), size=size * 1.2, bold=True), side="center") for line in above
    ]
    lines.append(paragraph(run(unit.upper(), size=size * 1.4, bold=True), side="center"))
    if is_proposal:
        said = run(_("Usulan: belum disahkan"), size=size)
        lines.append(paragraph(said, side="center", before=4))
    return "".join(lines)


def _signature(block: IdentityBlock, size: float) -> str:
    """Position, room for signature and stamp, name and number."""
    sign = block.approval
    lines = [paragraph(run(sign.position, size=size), side="center")]
    name = run(sign.name, size=size, bold=True, underlined=True)
    lines.append(paragraph(name, side="center", before=50))
    if sign.nip:
        lines.append(paragraph(run(sign.nip, size=size), side="center"))
    return "".join(lines)


def _list(part: Part, size: float) -> str:
    name, values = part
    lines = [paragraph(run(name, size=size, bold=True))]
    if len(values) < 2:  # noqa: PLR2004 - one entry needs no number
        lines += [paragraph(run(value, size=size)) for value in values or ("-",)]
    else:
        lines += [
            paragraph(run(f"{at}.\t{value}", size=size), hanging=1.6 * size)
            for at, value in enumerate(values, start=1)
        ]
    return "".join(lines)


def _emblem(file: Document, png: bytes) -> None:
    """The emblem above the names of the institution."""
    first = file.tables[0].cell(0, 0).paragraphs[0]
    above = first.insert_paragraph_before()
    above.alignment = WD_ALIGN_PARAGRAPH.CENTER
    picture = above.add_run().add_picture(io.BytesIO(png), height=Pt(60))
    picture._inline.docPr.set("descr", _("Lambang instansi"))


def _fill(file: Document, parts: Iterable[str]) -> None:
    """Put tables and paragraphs before the properties of the page."""
    end = file.element.body[-1]
    for part in parts:
        end.addprevious(parse_xml(part))
