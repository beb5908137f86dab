"""The figures anybody may see."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from prima.offices.public import Office
from prima.surveys import rules
from prima.surveys.core.comparison import Group
from prima.surveys.core.elements import ELEMENTS, KEYS
from prima.surveys.core.index import (
    Category,
    SatisfactionIndex,
    index_of_sums,
    margin_of_index,
)
from prima.surveys.core.publication import counted_in
from prima.surveys.models import SurveyPeriod
from prima.surveys.rules import Window

# How far back figures are shown: two years of months.
MOST_WINDOWS = 24


@dataclass(frozen=True, slots=True)
class ElementFigure:
    """One element of a published index as it is shown."""

    code: str
    name: str
    mean: Decimal
    value: Decimal
    category: Category
    is_lowest: bool


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """What anybody may see of one closed period: an index with its weakness beside it.

    `index` is None where too few people answered; then every count is 0, because a small count is
    itself a figure. `offices_left_out` had too few answers to stand in the sum.
    """

    window: Window
    index: SatisfactionIndex | None
    population: int = 0
    invited: int = 0
    respondents: int = 0
    margin: Decimal | None = None
    offices: int = 0
    offices_left_out: int = 0
    office_ids: tuple[int, ...] = ()
    group: Group | None = None

    @property
    def is_enough(self) -> bool:
        return self.index is not None

    @property
    def elements(self) -> list[ElementFigure]:
        """The nine elements in the order of the regulation's list; none when not enough."""
        if self.index is None:
            return []
        lowest = self.index.lowest.key
        return [
            ElementFigure(
                code=f"U{place}",
                name=_(element.name),
                mean=score.shown_mean,
                value=score.shown_value,
                category=score.category,
                is_lowest=score.key == lowest,
            )
            for place, (element, score) in enumerate(
                zip(ELEMENTS, self.index.scores, strict=True), start=1
            )
        ]

    @property
    def lowest(self) -> ElementFigure | None:
        """The element to mend first."""
        return next((element for element in self.elements if element.is_lowest), None)


def public_index(office: Office, on: date) -> PublishedFigure | None:
    """The latest closed period of an office and all below it; None before the first closing."""
    return next(iter(published_figures(office, on)), None)


def published_figures(office: Office, on: date) -> list[PublishedFigure]:
    """Every closed period of an office and all below it, newest first; two queries."""
    tree = list(Office.objects.in_subtree(office).values_list("pk", "parent_id"))
    children: dict[int, tuple[int, ...]] = defaultdict(tuple)
    for pk, parent_id in tree:
        if parent_id is not None:
            children[parent_id] += (pk,)
    by_window = _rows_by_window(tree, on)
    return [
        _figure(office.pk, window, by_window[window], children)
        for window in sorted(by_window, reverse=True)[:MOST_WINDOWS]
    ]


def latest_of_each(offices: Sequence[Office], on: date) -> dict[int, PublishedFigure]:
    """The latest closed period of each office alone, by its id; one query."""
    periods = SurveyPeriod.objects.filter(office__in=offices, closed_on__lte=on)
    newest = periods.order_by("office_id", "-starts_on").distinct("office_id")
    return {
        period.office_id: _figure(period.office_id, period.window, [period], {})
        for period in newest
    }


def top_office() -> Office | None:
    """The one office above all others, where there is one."""
    tops = list(Office.objects.filter(parent=None)[:2])
    return tops[0] if len(tops) == 1 else None


def surveyed_offices(on: date) -> QuerySet[Office]:
    """Offices with at least one closed period."""
    closed = SurveyPeriod.objects.filter(closed_on__lte=on).values("office_id")
    return Office.objects.filter(pk__in=closed).order_by("path")


def _rows_by_window(
    tree: Sequence[tuple[int, int | None]], on: date
) -> dict[Window, list[SurveyPeriod]]:
    found: dict[Window, list[SurveyPeriod]] = defaultdict(list)
    rows = SurveyPeriod.objects.filter(office_id__in=[pk for pk, _ in tree], closed_on__lte=on)
    for row in rows:
        found[row.window].append(row)
    return found


def _figure(
    root: int,
    window: Window,
    rows: Sequence[SurveyPeriod],
    children: Mapping[int, tuple[int, ...]],
) -> PublishedFigure:
    answers = {row.office_id: row.respondents for row in rows}
    least = rules.method_on(window.ends_on).least_answers
    counted = counted_in(root, children, answers, least)
    chosen = [row for row in rows if row.office_id in counted]
    respondents = sum(row.respondents for row in chosen)
    if not rules.is_enough(window, respondents):
        return PublishedFigure(window, None)
    population = sum(row.population for row in chosen)
    sums = {key: sum(row.sums[key] for row in chosen) for key in KEYS}
    group = Group(
        respondents,
        Fraction(sum(sums.values())),
        Fraction(sum(row.squares for row in chosen)),
        population,
    )
    return PublishedFigure(
        window=window,
        index=index_of_sums(sums, respondents),
        population=population,
        invited=sum(row.invited for row in chosen),
        respondents=respondents,
        margin=margin_of_index(
            answer_sum=group.answer_sum,
            answer_squares=group.answer_squares,
            respondents=respondents,
            population=population,
        ),
        offices=len(chosen),
        offices_left_out=sum(1 for row in rows if row.respondents) - len(chosen),
        office_ids=tuple(row.office_id for row in chosen),
        group=group,
    )
