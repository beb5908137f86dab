"""Headings that are the answer, and the figures under them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prima.cases.public import ServiceFigure
from prima.cases.public import public_figures as service_figures
from prima.insight.core import KeptPromise
from prima.insight.queries import board, desk, words
from prima.insight.queries.board import Board
from prima.kernel.actors import Actor
from prima.offices.public import Office
from prima.standards.public import Service
from prima.surveys.public import SatisfactionIndex, public_index


@dataclass(frozen=True, slots=True)
class Figure:
    """One big number with what it means."""

    value: str
    of: str
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """One service of the month in words, for the table under the drawing."""

    name: str
    cases: int
    kept: int
    half: str
    nine: str
    promise: str


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """The latest closed period as one panel says it."""

    title: str
    note: str
    lowest: str
    url: str


@dataclass(frozen=True, slots=True)
class Todo:
    """What waits for this person alone."""

    text: str
    note: str
    label: str
    url: str


def public_figures(
    promises: Board, figures: list[ServiceFigure], top: Office | None, on: date
) -> list[Figure]:
    """Three figures everybody may see: promises kept, cases in time, what people thought."""
    kept, judged = promises.score
    measured = sum(figure.measured for figure in figures)
    in_time = sum(figure.kept for figure in figures)
    shown = [
        Figure(
            str(kept) if judged else "–",
            _("dari %(n)d") % {"n": judged} if judged else "",
            _("layanan menepati janji waktu"),
            board.explanation(promises),
        ),
        Figure(
            str(in_time),
            _("dari %(n)s") % {"n": number_format(measured, use_l10n=True)},
            _("berkas selesai tepat waktu"),
            _("Berkas yang masih terbuka dan lewat janji dihitung terlambat."),
        ),
    ]
    return [*shown, _satisfaction_figure(top, on)]


def work_heading(lines: int) -> str:
    """How much waits for me."""
    if not lines:
        return _("Tidak ada berkas menunggu Anda")
    return words.capital(
        ngettext("%(n)s berkas menunggu Anda", "%(n)s berkas menunggu Anda", lines)
        % {"n": words.count_word(lines)}
    )


def late_heading(late: int) -> str:
    """How much is late."""
    if not late:
        return _("Semua berkas masih dalam janji")
    return words.capital(
        ngettext("%(n)s berkas lewat janji", "%(n)s berkas lewat janji", late)
        % {"n": words.count_word(late)}
    )


def head_page(actor: Actor, offices: dict[int, Office], now: datetime) -> dict[str, Any]:
    """The month so far: promises, satisfaction, open cases; a fixed number of queries."""
    local = now.astimezone(timezone.get_current_timezone())
    start = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    seen = actor.offices_with("see_performance")
    figures = service_figures(seen, start, now, now=now)
    names = dict(Service.objects.values_list("pk", "name"))
    promises = board.board_of(figures, names)
    month = date_format(local, "F Y")
    return {
        "heading": _month_heading(promises),
        "explanation": board.explanation(promises),
        "quarter": board.public_board(seen, names, now)[0],
        "board": promises,
        "table": [_table_row(row) for row in promises.rows],
        "month_title": _("Janji waktu, %(month)s") % {"month": month},
        "satisfaction": _satisfaction(offices, seen, local.date()),
        "counts": desk.count_lines(actor, now, offices),
        "waiting_for_me": _todo(actor, now),
    }


def _month_heading(promises: Board) -> str:
    """Services that can be judged; in a small office the cases themselves."""
    cases = sum(row.cases for row in promises.rows)
    if promises.judged or not cases:
        return board.headline(promises)
    late = sum(row.late for row in promises.rows)
    return words.capital(
        _("%(kept)s dari %(cases)s berkas bulan ini selesai dalam janji")
        % {"kept": words.count_word(cases - late), "cases": words.count_word(cases)}
    )


def _table_row(row: KeptPromise) -> TableRow:
    def spoken(minutes: float | None) -> str:
        return "–" if minutes is None else words.duration(minutes)

    return TableRow(
        name=row.service_name,
        cases=row.cases,
        kept=row.cases - row.late,
        half=spoken(row.half),
        nine=spoken(row.nine_of_ten),
        promise=words.duration(row.promised),
    )


def _todo(actor: Actor, now: datetime) -> Todo | None:
    lines = desk.work_lines(actor, now)
    if not lines:
        return None
    first = lines[0]
    text = ngettext(
        "%(n)d berkas menunggu tindakan Anda.", "%(n)d berkas menunggu tindakan Anda.", len(lines)
    ) % {"n": len(lines)}
    note = _("Yang terdekat: %(service)s, %(promise)s.") % {
        "service": first.service,
        "promise": first.promise or _("jam janji belum berjalan"),
    }
    return Todo(text, note, _("Buka berkas saya"), reverse("insight:my_work"))


def _satisfaction(offices: dict[int, Office], seen: frozenset[int], on: date) -> Satisfaction:
    tops = [
        office for office in offices.values() if office.pk in seen and office.parent_id not in seen
    ]
    figure = public_index(tops[0], on) if tops else None
    url = reverse("surveys:figures")
    if figure is None or figure.index is None:
        return Satisfaction(
            _("Kepuasan: belum cukup jawaban"),
            _("Angka tampil setelah satu periode ditutup dengan paling sedikit sepuluh jawaban."),
            "",
            url,
        )
    lowest = figure.lowest
    return Satisfaction(
        _("Kepuasan %(value)s") % {"value": _index_words(figure.index)},
        _("%(answered)d dari %(invited)d orang yang dipilih sistem menjawab.")
        % {"answered": figure.respondents, "invited": figure.invited},
        _("Terendah: %(name)s.") % {"name": lowest.name} if lowest else "",
        url,
    )


def _satisfaction_figure(top: Office | None, on: date) -> Figure:
    figure = public_index(top, on) if top else None
    if figure is None or figure.index is None:
        return Figure(
            "–",
            "",
            _("nilai kepuasan: belum cukup jawaban"),
            _("Kami menunggu satu periode penuh dengan paling sedikit sepuluh jawaban."),
        )
    return Figure(
        _index_words(figure.index),
        "",
        _("nilai kepuasan"),
        _("Dari %(n)d orang yang dipilih sistem, bukan oleh petugas.") % {"n": figure.respondents},
    )


def _index_words(index: SatisfactionIndex) -> str:
    return number_format(index.shown, decimal_pos=2)
