"""The charts of the index for paper: the same drawings as on the pages, with a style inside."""

from typing import Final

from prima.surveys.core.charts import elements_svg, trend_svg
from prima.surveys.core.report import SurveyReport

# The colours of the pages' style sheet; paper has none of its own.
_STYLE: Final = (
    "<style>text{font:13px 'Open Sans';fill:#4d5b53}.strong{fill:#16211b;font-weight:700}"
    ".limit{stroke:#6b7a71;stroke-dasharray:4 4;fill:none}.axis{stroke:#d8dfda}"
    ".dot{fill:#036e42}.bad{fill:#b3261e}.before{fill:#fff;stroke:#6b7a71;stroke-width:2}"
    ".span{stroke:#1a8a56;stroke-width:6;opacity:.4}</style>"
)


def trend(report: SurveyReport) -> str:
    """Earlier periods and this one; nothing where there is only this one."""
    if not any(point.value is not None for point in report.earlier[:-1]):
        return ""
    return _styled(trend_svg(report.earlier, report.bands, "Indeks setiap periode"))


def elements(report: SurveyReport) -> str:
    """The value of every element."""
    return _styled(elements_svg(report.elements, report.bands, "Nilai setiap unsur"))


def _styled(svg: str) -> str:
    return svg.replace("<title>", f"{_STYLE}<title>", 1)
