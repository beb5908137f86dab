"""The charts of the index on pages: the drawings of `core.charts` in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from prima.surveys import queries
from prima.surveys.core.charts import Interval, elements_svg, intervals_svg, trend_svg
from prima.surveys.core.report import Band, ReportElement
from prima.surveys.queries import OfficeLine, PublishedFigure


def bands() -> tuple[Band, ...]:
    """The categories, named in the reader's language."""
    return tuple(replace(band, label=_(band.label)) for band in queries.BANDS)


def trend(figures: Sequence[PublishedFigure]) -> SafeString | None:
    """Earlier periods and the latest; nothing where there is none to compare with."""
    if not any(one.is_enough for one in figures[1:]):
        return None
    title = _("Indeks setiap periode dengan ketelitiannya; angkanya ada di tabel.")
    # Numbers, and names that the drawing escapes.
    return mark_safe(trend_svg(queries.charted(figures), bands(), title))  # noqa: S308


def elements(figures: Sequence[PublishedFigure]) -> SafeString | None:
    """Every element of the latest period beside the one before."""
    rows = element_rows(figures)
    if not rows:
        return None
    title = _("Nilai setiap unsur dengan batas mutunya; angkanya ada di tabel.")
    return mark_safe(elements_svg(rows, bands(), title))  # noqa: S308


def element_rows(figures: Sequence[PublishedFigure]) -> list[ReportElement]:
    """The rows of that drawing, named in the reader's language."""
    if not figures:
        return []
    before = next((one for one in figures[1:] if one.is_enough), None)
    found = queries.elements_of(figures[0], before)
    return [replace(one, name=_(one.name)) for one in found]


def intervals(lines: Sequence[OfficeLine], average: Decimal | None) -> SafeString | None:
    """The adjusted indexes of offices in the order of their list; nothing without a comparison."""
    rows = [
        Interval(line.office.name, line.beside.value, line.beside.limit)
        for line in lines
        if line.beside
    ]
    if average is None or not rows:
        return None
    title = _("Indeks setiap kantor yang disesuaikan dengan rentangnya; angkanya ada di tabel.")
    return mark_safe(intervals_svg(rows, average, _("rata-rata"), title))  # noqa: S308
