"""Periodic work over many things: the fault of one never holds up the others."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

logger = logging.getLogger(__name__)


def each(things: Iterable[T], act: Callable[[T], int]) -> int:
    """Act on every thing, each in a transaction of its own; gives the sum of what each gives.

    Faults are gathered and raised together at the end, so that the job is seen to have failed
    although all others were served.
    """
    done = 0
    faults: list[Exception] = []
    for place, thing in enumerate(things):
        try:
            done += act(thing)
        except Exception as fault:
            # An id tells which; other things may name a person.
            logger.exception("A sweep left out %d", thing if isinstance(thing, int) else place)
            faults.append(fault)
    if faults:
        raise ExceptionGroup("something could not be swept", faults)
    return done
