"""A rule that has ended in the district, and one that has not, for the pages of the register."""

from __future__ import annotations

from datetime import datetime

from prima.kernel.actors import SYSTEM
from prima.standards import actions
from prima.standards.models import Regulation


def end_a_rule(now: datetime) -> dict[str, str]:
    """What stands in addresses: a rule in force, one that has ended, and a review it opened."""
    ended = Regulation.objects.get(key="uu-18-2019")
    opened = actions.end_regulation(
        ended,
        on=now.date(),
        replaced_by=None,
        reason="Dicabut dengan undang-undang yang baru",
        revision=ended.revision,
        by=SYSTEM,
        at=now,
    )
    review = next(one for one in opened if one.kind == "sop")
    return {
        "rule": str(Regulation.objects.get(key="pma-30-2024").pk),
        "ended_rule": str(ended.pk),
        "law_review": str(review.pk),
    }
