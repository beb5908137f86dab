"""Sharing a secret among several people so that some of them together, and no fewer, have it.

A. Shamir, "How to share a secret", Communications of the ACM 22 (1979). Each byte of the secret is
the value at 0 of a random polynomial over GF(2^8), of a degree one below the number of people
needed; a share is its value at another point. With fewer shares every secret is equally likely, so
nothing at all is learnt. The field is that of AES (FIPS 197, 4.2: x^8 + x^4 + x^3 + x + 1).

The tables are read at places that depend on the secret; this runs once, by hand, on a machine of
the office, where nobody measures the time of a table look-up.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import xor
from typing import Final

MOST: Final = 16
FEWEST: Final = 2

_ORDER: Final = 255
_REDUCTION: Final = 0x11B
_HIGHEST: Final = 0x100


class CannotCombineError(ValueError):
    """The shares do not belong together: twice the same, of different length, or too few."""


@dataclass(frozen=True, slots=True)
class Share:
    """The point at which the polynomials were taken, and their values, one for each byte."""

    point: int
    values: bytes

    def __repr__(self) -> str:
        return f"<Share {self.point}>"


def split(secret: bytes, *, needed: int, shares: int) -> list[Share]:
    """Give shares of a secret, any `needed` of which give it back."""
    if not FEWEST <= needed <= shares <= MOST:
        raise ValueError(f"at least {FEWEST} of at most {MOST} shares must be needed")
    polynomials = [bytes([byte]) + secrets.token_bytes(needed - 1) for byte in secret]
    return [
        Share(point, bytes(_value(polynomial, point) for polynomial in polynomials))
        for point in range(1, shares + 1)
    ]


def combine(shares: Sequence[Share]) -> bytes:
    """Give the secret back from as many shares as were needed.

    Wrong or too few shares of right shape give other bytes: the caller proves the result.
    """
    points = [share.point for share in shares]
    if len(shares) < FEWEST or len(set(points)) < len(points) or 0 in points:
        raise CannotCombineError("different shares are needed")
    if len({len(share.values) for share in shares}) != 1:
        raise CannotCombineError("the shares are of different length")
    weights = [_weight(point, points) for point in points]
    columns = zip(*(share.values for share in shares), strict=True)
    return bytes(
        reduce(xor, (_times(weight, value) for weight, value in zip(weights, column, strict=True)))
        for column in columns
    )


def _value(polynomial: bytes, point: int) -> int:
    """Horner's rule, from the highest coefficient down."""
    return reduce(lambda sum_, coefficient: _times(sum_, point) ^ coefficient, polynomial[::-1], 0)


def _weight(point: int, points: Sequence[int]) -> int:
    """Give the Lagrange coefficient of a point for the value at 0; minus is plus in this field."""
    return reduce(
        _times, (_divided(other, other ^ point) for other in points if other != point), 1
    )


def _tables() -> tuple[list[int], list[int]]:
    """Powers of 3, which generates the field, and their logarithms."""
    powers, logarithms = [0] * _ORDER, [0] * _HIGHEST
    value = 1
    for exponent in range(_ORDER):
        powers[exponent], logarithms[value] = value, exponent
        value ^= value << 1
        if value >= _HIGHEST:
            value ^= _REDUCTION
    return powers, logarithms


_POWERS, _LOGARITHMS = _tables()


def _times(left: int, right: int) -> int:
    if not left or not right:
        return 0
    return _POWERS[(_LOGARITHMS[left] + _LOGARITHMS[right]) % _ORDER]


def _divided(left: int, right: int) -> int:
    if not right:
        raise ZeroDivisionError
    if not left:
        return 0
    return _POWERS[(_LOGARITHMS[left] - _LOGARITHMS[right]) % _ORDER]
