"""Survey rules as whoever sets them sees them: what holds, and what another would have meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from prima.kernel.actors import Actor
from prima.offices.public import Office
from prima.surveys import permissions, rules
from prima.surveys.core.quota import expected
from prima.surveys.core.sample import invited_share
from prima.surveys.models import Invitation, SurveyPeriod, SurveyRule

DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One office, the rule that holds there, and the one that is to come."""

    office: Office
    now: SurveyRule | None
    coming: SurveyRule | None
    may_set: bool


@dataclass(frozen=True, slots=True)
class Lookback:
    """The last 30 days of an office, group by group; how many were really drawn is not read.

    Whoever looked at that number every day would learn who was drawn.
    """

    groups: tuple[int, ...]
    table_share: Fraction

    @property
    def finished(self) -> int:
        """Services that ended."""
        return sum(self.groups)

    @property
    def by_table(self) -> int:
        """How many the lot would have asked, with no more than the sampling table wants."""
        return self.asked(Decimal(0))

    def asked(self, least_share: Decimal) -> int:
        """How many would have been asked under a rule, lot and quota together, rounded."""
        share = max(self.table_share, Fraction(least_share))
        return round(sum(expected(share, held) for held in self.groups))


def rule_lines(actor: Actor, at: datetime) -> list[RuleLine]:
    """The offices this person manages, by the tree, with their rules."""
    offices = list(
        Office.objects.filter(pk__in=actor.offices_with("manage_office")).order_by("path")
    )
    found = SurveyRule.objects.filter(office__in=offices).order_by("valid_from")
    own: dict[int, list[SurveyRule]] = {}
    for rule in found:
        own.setdefault(rule.office_id, []).append(rule)
    return [_line(actor, office, own.get(office.pk, ()), at) for office in offices]


def office_to_rule(actor: Actor, key: str) -> Office | None:
    """An office whose rule this person may set."""
    office = Office.objects.filter(key=key).first()
    if office is None or not permissions.can_set_rule(actor, office):
        return None
    return office


def rule_line(actor: Actor, office: Office, at: datetime) -> RuleLine:
    """The rules of one office."""
    found = SurveyRule.objects.filter(office=office).order_by("valid_from")
    return _line(actor, office, list(found), at)


def lookback(office: Office, at: datetime) -> Lookback:
    """What the last 30 days can tell about a rule."""
    today = rules.local_day(at, office.time_zone)
    held = Invitation.objects.filter(
        office=office, drawn_on__gt=today - timedelta(days=DAYS), drawn_on__lte=today
    )
    groups = Counter(
        (service, channel, band, day.replace(day=1))
        for service, channel, band, day in held.values_list(
            "service_id", "case_channel", "time_band", "drawn_on"
        )
    )
    return Lookback(tuple(sorted(groups.values())), _table_share(office, today))


def _table_share(office: Office, today: date) -> Fraction:
    """The least share: everybody until a first period was closed, then by the sampling table."""
    closed = SurveyPeriod.objects.filter(office=office).order_by("-starts_on")
    population = closed.values_list("population", flat=True).first()
    if population is None:
        return Fraction(1)
    return invited_share(population, rules.method_on(today).expected_response)


def _line(actor: Actor, office: Office, own: Sequence[SurveyRule], at: datetime) -> RuleLine:
    today = rules.local_day(at, office.time_zone)
    begun = [rule for rule in own if rule.valid_from <= today]
    coming = [rule for rule in own if rule.valid_from > today]
    return RuleLine(
        office,
        begun[-1] if begun else None,
        coming[0] if coming else None,
        permissions.can_set_rule(actor, office),
    )
