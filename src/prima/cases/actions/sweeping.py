"""Periodic work over many cases: the fault of one never holds up the others."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

logger = logging.getLogger(__name__)


def each(case_ids: Iterable[int], act: Callable[[int], bool]) -> int:
    """Act on every case, each in a transaction of its own; says for how many it was done.

    Faults are gathered and raised together at the end, so that the job is seen to have failed
    although all other cases were served.
    """
    done = 0
    faults: list[Exception] = []
    for case_id in case_ids:
        try:
            done += act(case_id)
        except Exception as fault:
            logger.exception("The sweep left out case %d", case_id)
            faults.append(fault)
    if faults:
        raise ExceptionGroup("some cases could not be swept", faults)
    return done
