"""How the follow-up of a survey is scored: share done and speed, by ladders that are dated data.

PEKPPP (PermenPANRB 29/2022 as amended by 4/2023), form F-02. The ladders were read in public
copies and not compared with the printed form, and pages say so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Ladders:
    """The scores from a date on; steps stand best first.

    `most_done`: more than this share is done; `part_done`: at least this share. `months`:
    everything was done within so many months of the report.
    """

    rule: str
    valid_from: date
    source_checked: bool
    all_done: int
    most_done: tuple[Fraction, int]
    part_done: tuple[Fraction, int]
    some_begun: int
    plan_only: int
    months: tuple[tuple[int, int], ...]


LADDERS: Final = (
    Ladders(
        rule="PermenPANRB 29/2022 jo. 4/2023, F-02",
        valid_from=date(2023, 1, 1),
        source_checked=False,
        all_done=5,
        most_done=(Fraction(80, 100), 4),
        part_done=(Fraction(30, 100), 3),
        some_begun=2,
        plan_only=1,
        months=((1, 5), (3, 4), (6, 3), (9, 2), (12, 1)),
    ),
)


@dataclass(frozen=True, slots=True)
class Task:
    """One planned action as the score sees it; a dropped one was planned and is not done."""

    is_begun: bool
    completed_on: date | None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Share done and speed with their scores; `months` None until all is done."""

    rule: str
    planned: int
    done: int
    share_score: int
    months: int | None
    speed_score: int


def ladders_on(day: date) -> Ladders:
    """The ladders in force; before the first ones those."""
    return next((one for one in LADDERS if one.valid_from <= day), LADDERS[-1])


def follow_up(tasks: Sequence[Task], issued_on: date | None, on: date) -> FollowUp:
    """Score the follow-up of one report on a day; without a plan both scores are 0."""
    ladder = ladders_on(on)
    ends = [task.completed_on for task in tasks if task.completed_on is not None]
    months = None
    if issued_on is not None and tasks and len(ends) == len(tasks):
        months = months_between(issued_on, max(ends))
    return FollowUp(
        rule=ladder.rule,
        planned=len(tasks),
        done=len(ends),
        share_score=_share_score(ladder, tasks, len(ends)),
        months=months,
        speed_score=_speed_score(ladder, months),
    )


def months_between(start: date, end: date) -> int:
    """Begun months from one day to another: the same day of the next month is still one."""
    if end <= start:
        return 1
    months = (end.year - start.year) * _MONTHS + end.month - start.month
    return months + (end.day > start.day) or 1


def _share_score(ladder: Ladders, tasks: Sequence[Task], done: int) -> int:
    if not tasks:
        return 0
    if done == len(tasks):
        return ladder.all_done
    if not any(task.is_begun for task in tasks):
        return ladder.plan_only
    share = Fraction(done, len(tasks))
    if share > ladder.most_done[0]:
        return ladder.most_done[1]
    return ladder.part_done[1] if share >= ladder.part_done[0] else ladder.some_begun


def _speed_score(ladder: Ladders, months: int | None) -> int:
    if months is None:
        return 0
    return next((score for most, score in ladder.months if months <= most), 0)
