"""Writing down that people are to be told of a leak; the list itself is a file of the office."""

from __future__ import annotations

from datetime import datetime

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import require
from prima.privacy import permissions
from prima.privacy.models.breaches import Breach


@journal.action
def record_breach(breach: Breach, *, by: Actor, at: datetime) -> None:
    """The discovery, the span and how many cases: proof that the clock was kept (art. 46, 47)."""
    require(permissions.can_run_retention(by))
    journal.append(
        "breach.listed",
        about=breach.office,
        chain=f"office:{breach.office.pk}",
        by=by,
        at=at,
        payload={
            "start": breach.start,
            "end": breach.end,
            "found": breach.found,
            "cases": len(breach.affected),
        },
    )
