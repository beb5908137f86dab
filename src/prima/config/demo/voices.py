"""What people say afterwards, through the link they were given, each in their own time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from prima.config.demo import sentences
from prima.config.demo.people import CEMPAKA, DISTRICT, SUKARASA, WANAJAYA
from prima.kernel import idempotency
from prima.kernel.actors import CITIZEN
from prima.surveys import public as surveys

if TYPE_CHECKING:
    from prima.config.demo.walk import Walk

# How many of those invited answer. In the smallest office so few that nothing is published.
ANSWERS: Final[Mapping[str, float]] = {
    CEMPAKA: 0.9,
    WANAJAYA: 0.85,
    SUKARASA: 0.5,
    DISTRICT: 0.6,
}
MOST_IN_SUKARASA: Final = 6
# How often somebody says that a free service cost money.
_PAID: Final[Mapping[str, float]] = {WANAJAYA: 0.2}
_GOOD: Final = (4, 4, 4, 3, 3)
_FAIR: Final = (4, 3, 3, 3, 2)
_POOR: Final = (3, 2, 2, 1, 2)


def speak(walk: Walk) -> Iterator[datetime]:
    """Answer some hours or days later, if one answers at all."""
    if walk.dice.random() >= ANSWERS[walk.plan.office]:
        return
    at = walk.at_home(walk.now + timedelta(hours=walk.dice.uniform(2, 150)))
    yield at
    link = surveys.invitation_link_for(walk.case.pk, at)
    if link is None or not _may_still_speak(walk):
        return
    answers, comment = _opinion(walk)
    surveys.answer_survey(
        token=link.rstrip("/").rpartition("/")[2],
        answers=answers,
        comment=comment,
        key=idempotency.new_key(),
        by=CITIZEN,
        at=at,
    )


def _may_still_speak(walk: Walk) -> bool:
    """Keep the smallest office below the ten answers that are published."""
    if walk.plan.office != SUKARASA:
        return True
    ended = walk.case.ended_at or walk.now
    spoken = walk.town.count_answer(ended.astimezone(walk.calendar.zone).month)
    return spoken <= MOST_IN_SUKARASA


def _opinion(walk: Walk) -> tuple[dict[str, int], str]:
    """Nine answers and a remark: who waited too long is not content, and says so."""
    late = walk.case.due_at is not None and (walk.case.clock_stopped_at or walk.now) > (
        walk.case.due_at
    )
    mood = _POOR if late else walk.dice.choice((_GOOD, _GOOD, _FAIR))
    answers = {key: walk.dice.choice(mood) for key in surveys.KEYS}
    comment = walk.dice.choice(sentences.GRUMBLES if late else sentences.PRAISE)
    answers["cost"] = 4
    if late:
        answers["time"] = walk.dice.choice((1, 1, 2))
    if walk.dice.random() < _PAID.get(walk.plan.office, 0.02):
        answers["cost"] = walk.dice.choice((2, 3))
        comment = walk.dice.choice(sentences.PAID)
    return answers, comment
