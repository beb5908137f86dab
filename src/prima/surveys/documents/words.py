"""Numbers, days and shares as an Indonesian paper writes them, without settings of a site."""

from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

from prima.surveys.core.charts import comma
from prima.surveys.core.index import MEAN_PLACES, round_half_up
from prima.surveys.core.report import Note, SurveyReport

_MONTHS: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip
# Below this many a share in percent says more than is known.
LEAST_FOR_PERCENT: Final = 100
_WEIGHTS: Final = {
    "exact": "1/{count} tepat",
    "0.111": "0,111 (pembulatan tiga desimal)",
    "0.11": "0,11 (pembulatan dua desimal)",
}


def day(on: date) -> str:
    """As in "3 November 2026"."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def number(count: int) -> str:
    """Thousands with a dot."""
    return f"{count:,}".replace(",", ".")


def total(value: Fraction) -> str:
    """A sum of answers: whole, or with its decimals where an element has several questions."""
    if value.denominator == 1:
        return number(int(value))
    return comma(round_half_up(value, 2))


def mean(value: Fraction) -> str:
    return comma(round_half_up(value, MEAN_PLACES))


def note(said: Note) -> str:
    """Something that was read, with its number where it has one."""
    return said.text if said.count is None else f"{said.text}: {number(said.count)}"


def share(part: int, whole: int) -> str:
    """ "38 dari 188"; a percentage only of a hundred or more."""
    said = f"{number(part)} dari {number(whole)}"
    if whole < LEAST_FOR_PERCENT:
        return said
    return f"{said} ({comma(round_half_up(Fraction(part * 100, whole), 1))} %)"


def weight(report: SurveyReport) -> str:
    """Which weight was used, in words."""
    said = _WEIGHTS.get(report.weight_mode, report.weight_mode)
    return said.format(count=len(report.elements))


def margin(value: Decimal | None) -> str:
    return "tidak dihitung" if value is None else f"± {comma(value)}"


def issued_at(report: SurveyReport) -> datetime:
    """The moment kept in the file: the day of issue, so that the same report is the same file."""
    return datetime.combine(report.issued_on, time(), ZoneInfo("Asia/Jakarta"))


def points(lowest: int, highest: int) -> str:
    """The index when everybody gives the lowest answer: 25 on four points, 20 on five."""
    return f"{round_half_up(Fraction(lowest * 100, highest), 2).normalize():f}".replace(".", ",")
