"""What the two state machines of integrity share: how many runs, and a house made anew each time.

`make test` runs a few; `make drill-complaints` runs 2,000 of 40 steps each (`MACHINE_RUNS`,
`MACHINE_STEPS`).
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine

from prima.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTINGS: Final = settings(
    max_examples=int(os.environ.get("MACHINE_RUNS", "4")),
    stateful_step_count=int(os.environ.get("MACHINE_STEPS", "12")),
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


class Undone(RuleBasedStateMachine):
    """Every run finds the house as it was made; what it did is undone at its end."""

    def __init__(self) -> None:
        super().__init__()
        self._outer = transaction.atomic()
        self._outer.__enter__()

    def teardown(self) -> None:
        """Undo all of the run."""
        transaction.set_rollback(True)
        self._outer.__exit__(None, None, None)

    @contextmanager
    def tried(self) -> Iterator[None]:
        """A refusal is an answer; it leaves nothing behind."""
        try:
            with transaction.atomic():
                yield
        except RuleBroken:
            pass
