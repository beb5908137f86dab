"""A promise is judged by nine of ten people, never by few."""

import pytest

from prima.insight.core import MINIMUM_CASES, KeptPromise, keep_score


def row(nine_of_ten: float | None, *, cases: int = 30, promised: int = 60) -> KeptPromise:
    half = None if nine_of_ten is None else nine_of_ten / 2
    return KeptPromise(1, "Layanan", promised, half, nine_of_ten, cases)


@pytest.mark.parametrize(
    ("nine_of_ten", "cases", "verdict"),
    [
        (60, 30, "kept"),
        (60.5, 30, "missed"),
        (10, MINIMUM_CASES, "kept"),
        (10, MINIMUM_CASES - 1, "too_few"),
        (None, 0, "too_few"),
    ],
)
def test_a_promise_is_kept_when_nine_of_ten_were_done_in_time(
    nine_of_ten: float | None, cases: int, verdict: str
) -> None:
    assert row(nine_of_ten, cases=cases).verdict == verdict


def test_the_score_counts_only_promises_that_can_be_judged() -> None:
    rows = [row(10), row(90), row(None, cases=0), row(20)]

    assert keep_score(rows) == (2, 3)
