"""Effect and scores of follow-up, without a database."""

from datetime import date

import pytest

from prima.improvements.core.effect import Effect, Measured, effect
from prima.improvements.core.follow_up import LADDERS, Task, follow_up, ladders_on, months_between

ISSUED = date(2026, 7, 16)
HISTORY = [
    Measured("Agustus", date(2026, 8, 1), 3200),
    Measured("September", date(2026, 9, 1), 3500),
    Measured("Juli", date(2026, 7, 1), 3100),
]


def tasks(done: int, of: int, *, begun: bool = True) -> list[Task]:
    ends = [date(2026, 8, 1)] * done + [None] * (of - done)
    return [Task(begun, end) for end in ends]


def test_the_effect_is_measured_in_the_first_period_that_began_after_the_end() -> None:
    found = effect(3000, date(2026, 7, 20), HISTORY)

    assert found.after == HISTORY[0]
    assert found.change == 200


def test_a_period_in_which_the_work_still_went_on_is_no_after() -> None:
    assert effect(3000, date(2026, 8, 1), HISTORY).after == HISTORY[1]
    assert effect(3000, date(2026, 9, 1), HISTORY) == Effect(3000, None)
    assert effect(3000, None, HISTORY).change is None
    assert effect(None, date(2026, 7, 20), HISTORY).change is None


@pytest.mark.parametrize(
    ("done", "of", "score"),
    [(5, 5, 5), (9, 10, 4), (8, 10, 3), (3, 10, 3), (2, 10, 2), (0, 3, 2), (0, 0, 0)],
)
def test_the_share_done_is_scored_by_the_ladder(done: int, of: int, score: int) -> None:
    found = follow_up(tasks(done, of), ISSUED, ISSUED)

    assert (found.share_score, found.done, found.planned) == (score, done, of)


@pytest.mark.parametrize(
    ("done", "score"), [(1, 2), (29, 2), (30, 3), (80, 3), (81, 4), (99, 4), (100, 5)]
)
def test_every_step_of_the_ladder_of_the_share_has_its_border(done: int, score: int) -> None:
    """F-02, indicator 8: under 30 % is 2, 30 to 80 % is 3, above 80 % is 4, all is 5."""
    assert follow_up(tasks(done, 100), ISSUED, ISSUED).share_score == score


def test_without_a_plan_both_indicators_are_zero() -> None:
    found = follow_up([], ISSUED, ISSUED)

    assert (found.share_score, found.speed_score, found.months) == (0, 0, None)


def test_a_plan_nobody_began_scores_one() -> None:
    assert follow_up(tasks(0, 3, begun=False), ISSUED, ISSUED).share_score == 1


@pytest.mark.parametrize(
    ("end", "months", "score"),
    [
        (date(2026, 7, 16), 1, 5),
        (date(2026, 8, 16), 1, 5),
        (date(2026, 8, 17), 2, 4),
        (date(2026, 10, 16), 3, 4),
        (date(2027, 1, 16), 6, 3),
        (date(2027, 4, 16), 9, 2),
        (date(2027, 7, 16), 12, 1),
        (date(2027, 7, 17), 13, 0),
    ],
)
def test_the_speed_counts_from_the_report_to_the_last_end(
    end: date, months: int, score: int
) -> None:
    found = follow_up([Task(True, ISSUED), Task(True, end)], ISSUED, end)

    assert (found.months, found.speed_score) == (months, score)


def test_there_is_no_speed_before_all_is_done_or_the_report_was_issued() -> None:
    assert follow_up(tasks(2, 3), ISSUED, ISSUED).months is None
    assert follow_up(tasks(3, 3), None, ISSUED).speed_score == 0
    assert months_between(ISSUED, date(2026, 7, 1)) == 1


def test_the_ladders_are_dated_and_say_that_they_were_not_compared() -> None:
    assert ladders_on(date(2020, 1, 1)) == LADDERS[-1]
    assert not any(one.source_checked for one in LADDERS)
