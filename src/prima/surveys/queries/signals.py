"""Signals for whoever looks at an office from above, and for the office itself once it is over."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from prima.kernel.actors import Actor
from prima.surveys import permissions
from prima.surveys.core.signals import Kind
from prima.surveys.core.signals.meanings import MEANINGS
from prima.surveys.models import SurveyPeriod, SurveySignal

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class SignalLine:
    """One signal in sentences."""

    kind: str
    label: str
    found: str
    may_mean: str
    honest: str

    @property
    def is_urgent(self) -> bool:
        """Money or missing books: not to be left until the next visit."""
        return self.kind in {Kind.COST, Kind.UNDRAWN, Kind.MISSING}


@dataclass(frozen=True, slots=True)
class SignalGroup:
    """The signals of one office and period."""

    period: SurveyPeriod
    lines: tuple[SignalLine, ...]
    # Whether this person looks at the office from above and may leave answers out.
    may_exclude: bool = False


def signals_for(actor: Actor) -> list[SignalGroup]:
    """What this person may see, the newest period first; two queries.

    Signals exist for closed periods only. That of the cost is for the office above alone, because
    whoever takes money may lead the office itself.
    """
    led = actor.offices_with("see_performance")
    visible = SurveySignal.objects.visible_in(own=led, above=led)
    ordered = visible.select_related("period__office").order_by(
        "-period__starts_on", "period__office__name", "period_id", "pk"
    )
    grouped = groupby(ordered[:MOST_SHOWN], key=lambda signal: signal.period)
    return [
        SignalGroup(period, _lines(signals), permissions.can_exclude(actor, period.office))
        for period, signals in grouped
    ]


def _lines(signals: Iterable[SurveySignal]) -> tuple[SignalLine, ...]:
    return tuple(_line(signal) for signal in signals)


def _line(signal: SurveySignal) -> SignalLine:
    meaning = MEANINGS[Kind(signal.kind)]
    return SignalLine(
        kind=signal.kind,
        label=signal.get_kind_display(),
        found=_(meaning.found) % {"count": signal.count, "base": signal.base},
        may_mean=_(meaning.may_mean),
        honest=_(meaning.honest),
    )
