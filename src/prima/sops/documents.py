"""The procedure as people read it: the rows of the table, for the page and for the sheet alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prima.kernel.documents import render_pdf
from prima.sops.core.drawing import Arrow, Drawing, Exit, Mark, draw, exits_of
from prima.sops.core.model import NO, REFUSED, YES, Norm, NormUnit, SopDocument, Step
from prima.sops.core.svg import arrow_points, row_svg
from prima.sops.core.validation import NORMAL_DAY_MINUTES, Promise
from prima.sops.models import SopVersion

HOUR = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table, in words; the drawing says the same once more."""

    number: int
    text: str
    who: str
    standard_input: str
    time: str
    output: str
    note: str
    svg: SafeString


@dataclass(frozen=True, slots=True)
class Table:
    """The whole table: the columns of the people who act, and the rows."""

    actors: tuple[str, ...]
    refuses: bool
    lanes: int
    rows: tuple[Row, ...]
    has_proposed_times: bool


def table(document: SopDocument, situations: Mapping[str, str]) -> Table:
    """The table of a procedure; `situations` are the words of the standard for its situations."""
    drawing = draw(document)
    refuses = any(exit_.target == REFUSED for row in _all_exits(document) for exit_ in row)
    rows = tuple(
        _row(document, index, drawing=drawing, situations=situations)
        for index in range(len(document.steps))
    )
    return Table(
        actors=tuple(actor.label for actor in document.actors),
        refuses=refuses,
        lanes=len(document.actors) + refuses,
        rows=rows,
        has_proposed_times=any(step.norm.proposal for step in document.steps),
    )


def identity_rows(document: SopDocument) -> list[tuple[str, Sequence[str]]]:
    """The lists of the identity block that are filled, with their names on the form."""
    identity = document.identity
    named: list[tuple[str, Sequence[str]]] = [
        (_("Dasar hukum"), identity.legal_basis),
        (_("Kualifikasi pelaksana"), identity.executor_qualification),
        (_("Keterkaitan"), identity.related_sops),
        (_("Peralatan dan perlengkapan"), identity.equipment),
        (_("Peringatan"), identity.warnings),
        (_("Pencatatan dan pendataan"), identity.records),
    ]
    return [(name, values) for name, values in named if values]


def exit_names() -> dict[str, str]:
    """The words on the arrows."""
    return {YES: _("Ya"), NO: _("Tidak"), "refused": _("Ditolak")}


def duration(amount: int, unit: NormUnit) -> str:
    """A time in words: "15 menit", "2 hari kerja"."""
    forms = {
        "working_minute": ngettext("%(amount)d menit", "%(amount)d menit", amount),
        "working_hour": ngettext("%(amount)d jam", "%(amount)d jam", amount),
        "working_day": ngettext("%(amount)d hari kerja", "%(amount)d hari kerja", amount),
        "calendar_day": ngettext("%(amount)d hari", "%(amount)d hari", amount),
    }
    return forms[unit] % {"amount": amount}


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


def _all_exits(document: SopDocument) -> list[tuple[Exit, ...]]:
    return [exits_of(document, index) for index in range(len(document.steps))]


def _row(
    document: SopDocument, index: int, *, drawing: Drawing, situations: Mapping[str, str]
) -> Row:
    step = document.steps[index]
    who = _who(document, index)
    return Row(
        number=index + 1,
        text=step.text,
        who=who,
        standard_input=", ".join(step.standard_input),
        time=_time(step.norm),
        output=", ".join(step.output),
        note=_note(step, situations),
        # Every word that goes in is escaped where the drawing is written.
        svg=mark_safe(row_svg(drawing, index, title=who, names=exit_names())),  # noqa: S308
    )


def _who(document: SopDocument, index: int) -> str:
    """The drawing in words: "Petugas loket: keputusan, Ya ke langkah 3, Tidak ke langkah 1"."""
    step = document.steps[index]
    actors = _(" bersama ").join(actor.label for actor in document.actors_of(step))
    words = [
        _symbol(document, index),
        *(_exit(step, one, index) for one in exits_of(document, index)),
    ]
    return f"{actors}: {', '.join(word for word in words if word)}"


def _symbol(document: SopDocument, index: int) -> str:
    symbol = document.steps[index].symbol
    if symbol == "terminator":
        return _("mulai") if index == 0 else _("selesai")
    return _("keputusan") if symbol == "decision" else _("proses")


def _exit(step: Step, one: Exit, index: int) -> str:
    """An exit in words; of a row that is no decision only when it does not lead to the next."""
    named = exit_names().get(one.outcome, "")
    own = step.outcome_label(one.outcome)
    if own:
        named = f"{named} ({own})"
    if one.target == REFUSED:
        return _("%(outcome)s berarti ditolak") % {"outcome": named}
    number = int(one.target) + 1
    if named:
        return _("%(outcome)s ke langkah %(number)d") % {"outcome": named, "number": number}
    return "" if number == index + 2 else _("lanjut ke langkah %(number)d") % {"number": number}


def _time(norm: Norm) -> str:
    """The norm in words; a star marks a time that the office has still to measure and set."""
    if norm.amount is None:
        return norm.note
    words = duration(norm.amount, norm.unit)
    if norm.kind == "waiting":
        words = _("paling lama %(time)s") % {"time": words}
    return f"{words}*" if norm.proposal else words


def _note(step: Step, situations: Mapping[str, str]) -> str:
    def named(keys: frozenset[str]) -> str:
        return _(" atau ").join(f"“{situations.get(key, key)}”" for key in sorted(keys))

    condition = step.applies_when
    strategic = _("Langkah strategis: tidak diputus Plh. atau Plt.") if step.strategic else ""
    parts = [strategic, step.note, step.norm.note if step.norm.amount else ""]
    if condition.any:
        parts.append(_("Hanya bila: %(situations)s") % {"situations": named(condition.any)})
    if condition.none:
        parts.append(_("Tidak bila: %(situations)s") % {"situations": named(condition.none)})
    return ". ".join(part for part in parts if part)


def closing_lines(
    document: SopDocument, shown: Table, promise: Promise | None, minutes: int | None
) -> list[str]:
    """What stands below the table: office time against the promise, and what the star means."""
    lines = []
    if promise is not None and minutes is not None:
        lines.append(
            _("Waktu petugas paling lama %(spent)s. Janji kepada masyarakat %(promised)s.")
            % {"spent": spent(minutes), "promised": duration(promise.amount, promise.unit)}
        )
        lines.append(
            _("Keduanya dihitung sejak %(start)s sampai %(stop)s, tanpa masa menunggu.")
            % {
                "start": moment(document, promise.start_event),
                "stop": moment(document, promise.stop_event),
            }
        )
    if shown.has_proposed_times:
        lines.append(_("* Usulan waktu: belum diukur dan belum ditetapkan kantor."))
    return lines


def moment(document: SopDocument, event: str) -> str:
    """A moment of the standard's clock in words."""
    names = {
        "received": _("permohonan diterima"),
        "papers_complete": _("berkas lengkap"),
        "product_ready": _("produk siap"),
        "handed_over": _("produk diserahkan"),
    }
    if event in names:
        return names[event]
    step = document.step_marking(event)
    number = document.step_number(step.key) if step else 0
    return _("langkah %(number)d selesai") % {"number": number}


def spent(minutes: int) -> str:
    """Working minutes in words, in days of the normal length: "2 hari kerja 1 jam 52 menit"."""
    days, rest = divmod(minutes, NORMAL_DAY_MINUTES)
    hours, rest = divmod(rest, HOUR)
    parts = [
        duration(days, "working_day") if days else "",
        duration(hours, "working_hour") if hours else "",
        duration(rest, "working_minute") if rest or not minutes else "",
    ]
    return " ".join(filter(None, parts))


def identity_cells(version: SopVersion) -> list[tuple[str, ...]]:
    """The identity block: rows of one or two pairs of name and value."""
    document = version.document
    unset = _("Ditetapkan oleh kantor")
    identity = document.identity
    rows: list[tuple[str, ...]] = [
        (_("Nomor SOP"), identity.number or unset, _("Versi"), str(version.number)),
        (
            _("Tanggal pembuatan"), _day(identity.created_on) or unset,
            _("Tanggal revisi"), _day(identity.revised_on) or "-",
        ),
        (
            _("Tanggal efektif"), date_format(version.effective_on, "j F Y"),
            _("Disahkan oleh"), identity.approved_by or unset,
        ),
        (_("Satuan kerja"), identity.work_unit or version.sop.office.name),
    ]  # fmt: skip
    return rows + [
        (name, "; ".join(value.rstrip(".") for value in values))
        for name, values in identity_rows(document)
    ]


def _day(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "j F Y") if iso else ""


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
