"""What was left out of a period, and its index with and without that."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import reduce

from prima.kernel.actors import Actor
from prima.surveys import permissions
from prima.surveys.core.elements import KEYS
from prima.surveys.core.index import index_of_sums, round_half_up
from prima.surveys.models import SurveyExclusion, SurveyPeriod
from prima.surveys.rules import Window


@dataclass(frozen=True, slots=True)
class Exclusions:
    """Both indexes beside each other; `excluded` of `respondents` were left out."""

    rows: tuple[SurveyExclusion, ...]
    respondents: int
    excluded: int
    with_all: Decimal
    without: Decimal

    @property
    def percent(self) -> Decimal:
        return round_half_up(Fraction(100 * self.excluded, self.respondents), 1)


def exclusions_in(office_id: int, window: Window) -> Exclusions | None:
    """What was left out of one office's own period; None when nothing was."""
    rows = SurveyExclusion.objects.filter(
        period__office_id=office_id, period__starts_on=window.starts_on
    )
    found = tuple(rows.select_related("period").order_by("first_day"))
    if not found:
        return None
    period = found[0].period
    excluded = sum(one.respondents for one in found)
    left: Mapping[str, int] = reduce(_less, (one.sums for one in found), period.sums)
    return Exclusions(
        rows=found,
        respondents=period.respondents,
        excluded=excluded,
        with_all=index_of_sums(period.sums, period.respondents).shown,
        without=index_of_sums(left, period.respondents - excluded).shown,
    )


def period_to_exclude(actor: Actor, pk: int) -> SurveyPeriod | None:
    """A closed period of an office this person looks at from above."""
    period = SurveyPeriod.objects.select_related("office").filter(pk=pk).first()
    if period is None or not permissions.can_exclude(actor, period.office):
        return None
    return period


def _less(sums: Mapping[str, int], gone: Mapping[str, int]) -> dict[str, int]:
    return {key: sums[key] - gone[key] for key in KEYS}
