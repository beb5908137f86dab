"""Closed periods as papers and open data; everything here may be seen by anybody."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from prima.kernel import clock
from prima.kernel.http import attachment
from prima.offices.public import Office
from prima.surveys import documents, queries, rules
from prima.surveys.core.report import SurveyReport
from prima.surveys.queries import PublishedFigure

PDF: Final = "application/pdf"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# One row an element of a period; names of columns stay, because programs read them.
COLUMNS: Final = (
    "office", "starts_on", "ends_on", "population", "invited", "respondents", "index", "margin",
    "category", "element", "mean", "element_index", "element_category",
)  # fmt: skip


@login_not_required
@require_safe
def report_pdf(request: HttpRequest, key: str, month: str) -> HttpResponse:
    """The whole report of a closed period."""
    paper = documents.report_pdf(_report(key, month))
    return attachment(paper, name=f"laporan-{key}-{month}.pdf", content_type=PDF)


@login_not_required
@require_safe
def publication_pdf(request: HttpRequest, key: str, month: str) -> HttpResponse:
    """The sheet for the notice board."""
    paper = documents.publication_pdf(_report(key, month))
    return attachment(paper, name=f"pengumuman-{key}-{month}.pdf", content_type=PDF)


@login_not_required
@require_safe
def workbook(request: HttpRequest, key: str, month: str) -> HttpResponse:
    """The figures of a closed period as a workbook."""
    book = documents.workbook(_report(key, month))
    return attachment(book, name=f"lembar-hitung-{key}-{month}.xlsx", content_type=XLSX)


@login_not_required
@require_safe
def data_csv(request: HttpRequest, key: str) -> HttpResponse:
    """Every closed period that may be shown, a row an element."""
    office, figures = _shown(key)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for figure in figures:
        writer.writerows(_rows(office, figure))
    return attachment(
        file.getvalue().encode(),
        name=f"kepuasan-{key}.csv",
        content_type="text/csv; charset=utf-8",
    )


@login_not_required
@require_safe
def data_json(request: HttpRequest, key: str) -> HttpResponse:
    """The same for programs, with the method beside the figures."""
    office, figures = _shown(key)
    method = rules.method_on(_today())
    said = {
        "office": {"key": office.key, "name": office.name},
        "method": {
            "rule": method.rule,
            "weight": "1/9",
            "least_answers": method.least_answers,
            "least_days": method.least_days,
        },
        "periods": [_period(figure) for figure in figures],
    }
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})


def _report(key: str, month: str) -> SurveyReport:
    """What may be shown of a period; whatever may not does not exist."""
    office = get_object_or_404(Office, key=key)
    report = queries.report_of(office, _first_of(month), _today())
    if report is None:
        raise Http404
    return report


def _first_of(month: str) -> date:
    """The first day of a month as it stands in the address, "2026-10"."""
    try:
        return date.fromisoformat(f"{month}-01")
    except ValueError as error:
        raise Http404 from error


def _shown(key: str) -> tuple[Office, list[PublishedFigure]]:
    office = get_object_or_404(Office, key=key)
    return office, queries.publishable(office, _today())


def _today() -> date:
    return timezone.localdate(clock.now())


def _rows(office: Office, figure: PublishedFigure) -> Iterator[tuple[Any, ...]]:
    index = figure.index
    if index is None:
        return
    window = figure.window
    for score in index.scores:
        yield (
            office.key, window.starts_on, window.ends_on, figure.population, figure.invited,
            figure.respondents, index.shown, figure.margin, index.category.grade, score.key,
            score.shown_mean, score.shown_value, score.category.grade,
        )  # fmt: skip


def _period(figure: PublishedFigure) -> dict[str, Any]:
    index = figure.index
    return {
        "starts_on": figure.window.starts_on,
        "ends_on": figure.window.ends_on,
        "population": figure.population,
        "invited": figure.invited,
        "respondents": figure.respondents,
        "index": index and index.shown,
        "margin": figure.margin,
        "category": index and index.category.grade,
        "elements": [
            {
                "key": score.key,
                "mean": score.shown_mean,
                "index": score.shown_value,
                "category": score.category.grade,
            }
            for score in (index.scores if index else ())
        ],
    }
