"""Signals for whoever looks at an office from above, and for the office itself once it is over."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from prima.kernel.actors import Actor
from prima.kernel.models import JournalEntry
from prima.standards.public import Service
from prima.surveys import permissions, rules
from prima.surveys.core.signals import Kind
from prima.surveys.core.signals.meanings import MEANINGS
from prima.surveys.models import FEE_SAID, SurveyPeriod, SurveySignal

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class SignalLine:
    """One signal in sentences."""

    kind: str
    label: str
    found: str
    may_mean: str
    honest: str
    # Free services that are said to cost something: name, how many of how many.
    services: tuple[tuple[str, int, int], ...] = ()

    @property
    def is_urgent(self) -> bool:
        """Money or missing books: not to be left until the next visit."""
        return self.kind in {Kind.COST, Kind.UNDRAWN, Kind.MISSING}

    @property
    def is_secret(self) -> bool:
        """Kept from the office itself, where whoever takes the money may sit."""
        return self.kind == Kind.COST


@dataclass(frozen=True, slots=True)
class SignalGroup:
    """The signals of one office and period."""

    period: SurveyPeriod
    lines: tuple[SignalLine, ...]
    # Whether this person looks at the office from above and may leave answers out.
    may_exclude: bool = False


def signals_for(actor: Actor) -> list[SignalGroup]:
    """What this person may see, the newest period first.

    Two queries, and two more for each suspected levy. Signals exist for closed periods only. That
    of the cost is kept from those who lead the office, because they may take the money.
    """
    led = actor.offices_with("see_performance")
    guarded = permissions.offices_guarded(actor)
    visible = SurveySignal.objects.visible_in(own=led, above=led, guarded=guarded)
    ordered = visible.select_related("period__office").order_by(
        "-period__starts_on", "period__office__name", "period_id", "pk"
    )
    grouped = groupby(ordered[:MOST_SHOWN], key=lambda signal: signal.period)
    return [
        SignalGroup(period, _lines(period, signals), permissions.can_exclude(actor, period.office))
        for period, signals in grouped
    ]


def _lines(period: SurveyPeriod, signals: Iterable[SurveySignal]) -> tuple[SignalLine, ...]:
    return tuple(_line(period, signal) for signal in signals)


def _line(period: SurveyPeriod, signal: SurveySignal) -> SignalLine:
    kind = Kind(signal.kind)
    meaning = MEANINGS[kind]
    return SignalLine(
        kind=signal.kind,
        label=signal.get_kind_display(),
        found=_(meaning.found) % {"count": signal.count, "base": signal.base},
        may_mean=_(meaning.may_mean),
        honest=_(meaning.honest),
        services=_services(period) if kind is Kind.COST else (),
    )


def _services(period: SurveyPeriod) -> tuple[tuple[str, int, int], ...]:
    """The services the journal names away from the office; none where that tells too much."""
    chain = rules.levy_chain(period.office_id, period.office.parent_id)
    entries = JournalEntry.objects.filter(chain=chain, what=FEE_SAID, about_id=str(period.pk))
    said = list(entries.values_list("payload", flat=True))
    named = Service.objects.filter(pk__in=[one["service_id"] for one in said])
    names = dict(named.values_list("pk", "name"))
    return tuple(
        (names[one["service_id"]], one["count"], one["base"])
        for one in said
        if one["service_id"] in names
    )
