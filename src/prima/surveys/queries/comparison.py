"""Offices compared for who leads an office above them: closed periods with enough answers only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import QuerySet

from prima.kernel.actors import Actor
from prima.offices.public import Office
from prima.surveys import rules
from prima.surveys.core.comparison import Group
from prima.surveys.core.index import index_of_sums, round_half_up
from prima.surveys.core.offices_compared import Comparison, OfficeBeside, compare_offices
from prima.surveys.models import ServiceSums, SurveyExclusion, SurveyPeriod
from prima.surveys.rules import Window


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """One office: nothing but its name where too few answered, else its index and how it stands.

    `beside` None with an index: too few answered about the services the others are compared for.
    """

    office: Office
    index: Decimal | None = None
    beside: OfficeBeside | None = None
    has_exclusions: bool = False


@dataclass(frozen=True, slots=True)
class ServiceShare:
    """A service in the common mix, in percent."""

    name: str
    percent: Decimal


@dataclass(frozen=True, slots=True)
class OfficesCompared:
    """The offices below one office in one period, by name."""

    lines: tuple[OfficeLine, ...]
    average: Decimal | None = None
    services: tuple[ServiceShare, ...] = ()

    @property
    def compared(self) -> int:
        return sum(1 for line in self.lines if line.beside)


def offices_above(actor: Actor) -> list[Office]:
    """The offices this person leads that have others below them, the highest first; one query."""
    led = actor.offices_with("see_performance")
    found = Office.objects.filter(pk__in=led, children__isnull=False)
    return list(found.distinct().order_by("path"))


def windows_below(top: Office, on: date) -> list[Window]:
    """The periods that offices below have closed, newest first; one query."""
    closed = _below(top, on).values_list("starts_on", "ends_on").distinct()
    newest = closed.order_by("-starts_on", "ends_on")
    return [Window(starts_on, ends_on) for starts_on, ends_on in newest]


def offices_compared(top: Office, window: Window, on: date) -> OfficesCompared:
    """The offices below for one period; three queries, however many offices there are."""
    periods = list(
        _below(top, on)
        .filter(starts_on=window.starts_on, ends_on=window.ends_on)
        .select_related("office")
        .order_by("office__name", "office__path")
    )
    shown = [one for one in periods if rules.is_enough(window, one.respondents)]
    groups, names = _groups(shown)
    comparison = compare_offices(groups)
    changed = set(
        SurveyExclusion.objects.filter(period__in=shown).values_list("period_id", flat=True)
    )
    enough = {one.pk for one in shown}
    lines = tuple(
        _line(one, comparison, has_exclusions=one.pk in changed)
        if one.pk in enough
        else OfficeLine(one.office)
        for one in periods
    )
    if comparison is None:
        return OfficesCompared(lines)
    return OfficesCompared(lines, comparison.average, _shares(comparison, names))


def _below(top: Office, on: date) -> QuerySet[SurveyPeriod]:
    below = Office.objects.in_subtree(top).exclude(pk=top.pk)
    return SurveyPeriod.objects.filter(office__in=below, closed_on__lte=on)


def _groups(
    periods: Sequence[SurveyPeriod],
) -> tuple[dict[str, dict[str, Group]], dict[str, str]]:
    """By office and service what was added up; and the names of the services."""
    offices = {one.pk: one.office.key for one in periods}
    found: dict[str, dict[str, Group]] = defaultdict(dict)
    names: dict[str, str] = {}
    for row in ServiceSums.objects.filter(period__in=periods).select_related("service"):
        names[row.service.key] = row.service.name
        found[offices[row.period_id]][row.service.key] = Group(
            row.respondents, Fraction(row.answer_sum), Fraction(row.squares), row.population
        )
    return dict(found), names


def _line(
    period: SurveyPeriod, comparison: Comparison | None, *, has_exclusions: bool
) -> OfficeLine:
    return OfficeLine(
        period.office,
        index_of_sums(period.sums, period.respondents).shown,
        comparison.offices.get(period.office.key) if comparison else None,
        has_exclusions,
    )


def _shares(comparison: Comparison, names: Mapping[str, str]) -> tuple[ServiceShare, ...]:
    """The largest first: these are services, not offices."""
    rows: Iterable[tuple[str, Fraction]] = comparison.shares.items()
    ordered = sorted(rows, key=lambda row: (-row[1], names[row[0]]))
    return tuple(ServiceShare(names[key], round_half_up(share * 100, 1)) for key, share in ordered)
