"""Chances of counts, so that every threshold of a signal is a rate of false alarms.

The tails are summed term by term, not approximated; the logarithms keep large offices fast.
"""

from collections.abc import Iterable
from math import exp, fsum, lgamma, log


def at_least(found: int, of: int, share: float) -> float:
    """Binomial upper tail: `found` or more among `of`, each with chance `share` (0 to 1 open)."""
    if found <= 0:
        return 1.0
    return _sum(
        _ways(of, count) + count * log(share) + (of - count) * log(1 - share)
        for count in range(found, of + 1)
    )


def at_least_among(found: int, picked: int, marked: int, total: int) -> float:
    """The chance that `picked` out of `total` hold `found` or more of the `marked` ones.

    Hypergeometric: says how odd a group is inside its own population, whatever the share there.
    """
    least = max(found, picked - (total - marked))
    return _sum(
        _ways(marked, count) + _ways(total - marked, picked - count) - _ways(total, picked)
        for count in range(least, min(picked, marked) + 1)
    )


def _ways(total: int, picked: int) -> float:
    """The logarithm of the number of ways to pick."""
    return lgamma(total + 1) - lgamma(picked + 1) - lgamma(total - picked + 1)


def _sum(logarithms: Iterable[float]) -> float:
    return min(fsum(map(exp, logarithms)), 1.0)
