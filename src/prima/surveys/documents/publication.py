"""One sheet for the notice board: index, category, who answered (PermenPANRB 14/2017)."""

from pathlib import Path
from typing import Any, Final

from prima.kernel.documents import qr_svg, render_pdf
from prima.surveys.core.charts import comma
from prima.surveys.core.report import SurveyReport
from prima.surveys.documents import drawings, sentences, words

_TEMPLATE: Final = Path(__file__).with_name("typst") / "publication.typ"
# The sheet names sex and education first, as the regulation's does; more would not be read.
MOST_PROFILES: Final = 3


def publication_pdf(report: SurveyReport) -> bytes:
    """Write the sheet, upright A4; its weakness stands on it in letters that can be read."""
    data: dict[str, Any] = {
        "title": report.index_name,
        "office": report.office,
        "office_lines": report.office_lines,
        "service": report.service,
        "period": report.period,
        "days": sentences.when(report),
        "value": comma(report.shown),
        "grade": report.grade,
        "label": report.label,
        "margin": words.margin(report.margin),
        "respondents": words.number(report.respondents),
        "answered": _answered(report),
        "profiles": [
            {
                "title": table.title,
                "rows": [[row.label, words.number(row.count)] for row in table.rows],
            }
            for table in report.profiles[:MOST_PROFILES]
        ],
        "chart": drawings.elements(report),
        "chart_alt": "; ".join(f"{one.name} {comma(one.value)}" for one in report.elements),
        "lowest": [one.name for one in report.lowest],
        "too_few": report.is_too_few,
        "least": report.least,
        "weight": "" if report.is_exact else words.weight(report),
        "qr": qr_svg(report.address) if report.address else "",
        "address": report.address.split("//", 1)[-1],
    }
    return render_pdf(_TEMPLATE, data, at=words.issued_at(report))


def _answered(report: SurveyReport) -> str:
    """How many were asked, where that is known."""
    if report.invited:
        return f"{words.share(report.respondents, report.invited)} orang yang diundang menjawab."
    return "Banyaknya orang yang diundang tidak diketahui."
