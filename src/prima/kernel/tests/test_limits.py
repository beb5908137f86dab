"""Attempts are counted in the database, across processes, without keeping who tried."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prima.kernel import limits
from prima.kernel.errors import TooManyAttempts
from prima.kernel.limits import AttemptCount
from prima.kernel.tests.support import AT, OwnDatabase, run_together

THREE_A_MINUTE = (3, 60)


def attempt(*parts: object, seconds: int = 0) -> None:
    limits.check("tracking", *parts, limit=THREE_A_MINUTE, at=AT + timedelta(seconds=seconds))


@pytest.mark.django_db
def test_the_attempt_above_the_limit_is_refused_and_told_when_to_come_back() -> None:
    for second in (0, 10, 20):
        attempt("10.0.0.1", seconds=second)

    with pytest.raises(TooManyAttempts) as refusal:
        attempt("10.0.0.1", seconds=25)

    assert refusal.value.retry_after == 35
    assert "satu menit" in str(refusal.value)
    attempt("10.0.0.1", seconds=60)


@pytest.mark.django_db
def test_refused_attempts_do_not_make_the_wait_longer() -> None:
    for second in (0, 1, 2):
        attempt("10.0.0.1", seconds=second)
    for second in range(3, 59):
        with pytest.raises(TooManyAttempts):
            attempt("10.0.0.1", seconds=second)

    attempt("10.0.0.1", seconds=60)


@pytest.mark.django_db
def test_an_attempt_given_back_is_not_counted_and_never_more_than_was() -> None:
    limits.give_back("tracking", "10.0.0.1")  # nothing was counted yet
    attempt("10.0.0.1")
    for _twice in range(2):
        limits.give_back("tracking", "10.0.0.1")

    for _attempt in range(3):
        attempt("10.0.0.1")
    with pytest.raises(TooManyAttempts):
        attempt("10.0.0.1")


@pytest.mark.django_db
def test_one_persons_attempts_never_count_for_another() -> None:
    for _ in range(3):
        attempt("10.0.0.1")

    attempt("10.0.0.2")
    attempt("10.0.0.1", "TM-26")
    limits.check("survey", "10.0.0.1", limit=THREE_A_MINUTE, at=AT)
    with pytest.raises(TooManyAttempts):
        attempt("10.0.0.1")


@pytest.mark.django_db
def test_neither_address_nor_number_is_kept_and_it_takes_one_query() -> None:
    with CaptureQueriesContext(connection) as queries:
        attempt("10.0.0.1", "TM-26-7K3F9Q-C")

    (kept,) = AttemptCount.objects.all()
    assert len(queries) == 1
    assert len(kept.key) == 64
    assert "10.0.0.1" not in kept.key


@pytest.mark.django_db
def test_windows_that_are_over_are_forgotten() -> None:
    attempt("10.0.0.1")
    attempt("10.0.0.2", seconds=30)

    assert limits.purge(at=AT + timedelta(seconds=60)) == 1
    assert AttemptCount.objects.count() == 1


@pytest.mark.django_db
def test_the_present_counts_when_no_time_is_given() -> None:
    limits.check("tracking", limit=(1, 3600))

    with pytest.raises(TooManyAttempts) as refusal:
        limits.check("tracking", limit=(1, 3600))

    assert 3590 < refusal.value.retry_after <= 3600
    assert "60 menit" in str(refusal.value)


def test_of_many_at_once_exactly_as_many_pass_as_the_limit_allows(
    own_database: OwnDatabase,
) -> None:
    def passes() -> bool:
        try:
            attempt("10.0.0.1")
        except TooManyAttempts:
            return False
        return True

    assert sum(bool(passed) for passed in run_together(*[passes] * 8)) == 3
