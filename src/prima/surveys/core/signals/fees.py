"""Which free services are said to cost something, without a number that speaks of one person."""

from collections.abc import Mapping
from dataclasses import dataclass

from prima.surveys.core.signals.chances import at_least
from prima.surveys.core.signals.honest import FALSE_ALARM, HONEST, LEAST_ANSWERS, Kind


@dataclass(frozen=True, slots=True)
class FeeSaid:
    """So many (`count`) of so many (`base`) answers; `service_id` None: all free services."""

    service_id: int | None
    count: int
    base: int


def told(by_service: Mapping[int, tuple[int, int]]) -> tuple[FeeSaid, ...]:
    """What the office above is told: the services that stand out, or all of them as one.

    A service is named from ten answers on, and only where all the others together have ten too
    or none: the whole is known, and what is left of it must not be one person's answer.
    """
    total = _sum(by_service)
    odd = {key: found for key, found in by_service.items() if _stands_out(*found, len(by_service))}
    rest = total[1] - _sum(odd)[1]
    if not odd or 0 < rest < LEAST_ANSWERS:
        return (FeeSaid(None, *total),)
    return tuple(FeeSaid(key, *found) for key, found in sorted(odd.items()))


def _stands_out(count: int, base: int, tries: int) -> bool:
    if base < LEAST_ANSWERS:
        return False
    return at_least(count, base, HONEST[Kind.COST].share) <= FALSE_ALARM / tries


def _sum(found: Mapping[int, tuple[int, int]]) -> tuple[int, int]:
    counts = found.values()
    return sum(count for count, _base in counts), sum(base for _count, base in counts)
