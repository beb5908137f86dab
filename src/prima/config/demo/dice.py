"""Chance that can be thrown again: every choice of the demonstration hangs on one seed."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")

Dice = random.Random


def throw(seed: int, *parts: object) -> Dice:
    """Dice of their own for one case, so that one case never changes the luck of another."""
    text = "/".join(str(part) for part in (seed, *parts))
    return random.Random(text)  # noqa: S311 - invented data, nothing to guess


def weighted(dice: Dice, weights: Mapping[T, int]) -> T:
    """One of the keys, by its weight."""
    return dice.choices(list(weights), list(weights.values()))[0]
