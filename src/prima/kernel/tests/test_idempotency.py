"""A form sent twice has one effect, also when both arrive at the same time."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import transaction

from prima.kernel import clock, idempotency
from prima.kernel.idempotency import AlreadyDone, RememberedResult
from prima.kernel.limits import AttemptCount
from prima.kernel.tests.support import AT, OwnDatabase, run_together


def make_a_row(name: str) -> Callable[[], str]:
    def change() -> str:
        AttemptCount.objects.create(key=name, count=1, ends_at=AT)
        return name

    return change


@pytest.mark.django_db
def test_a_result_is_recalled_by_its_key_and_purpose_only() -> None:
    key = idempotency.new_key()

    idempotency.remember(key, "apply", "TM-26-7K3F9Q-C abjad elok")

    assert idempotency.recall(key, "apply") == "TM-26-7K3F9Q-C abjad elok"
    assert idempotency.recall(key, "survey") is None
    assert idempotency.recall(idempotency.new_key(), "apply") is None


@pytest.mark.django_db
def test_the_table_alone_cannot_give_the_result_back() -> None:
    idempotency.remember("key-1", "apply", "abjad elok kebun senja tikar")

    row = RememberedResult.objects.get()
    assert "key-1" not in row.key_hash + row.sealed
    assert "abjad" not in row.sealed


@pytest.mark.django_db
def test_remembering_again_tells_what_came_of_the_first() -> None:
    idempotency.remember("key-1", "apply", "first")

    with pytest.raises(AlreadyDone) as earlier:
        idempotency.remember("key-1", "apply", "second")

    assert earlier.value.result == "first"
    assert "sudah kami terima" in str(earlier.value)


@pytest.mark.django_db
def test_a_change_runs_once_for_one_key() -> None:
    assert idempotency.once("key-1", "apply", make_a_row("first")) == "first"
    assert idempotency.once("key-1", "apply", make_a_row("second")) == "first"
    assert idempotency.once("key-2", "apply", make_a_row("third")) == "third"

    assert set(AttemptCount.objects.values_list("key", flat=True)) == {"first", "third"}


@pytest.mark.django_db
def test_a_change_that_failed_may_be_tried_again() -> None:
    def fails() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        idempotency.once("key-1", "apply", fails)

    assert idempotency.once("key-1", "apply", make_a_row("second")) == "second"


@pytest.mark.django_db
def test_results_are_forgotten_after_two_days() -> None:
    idempotency.remember("key-1", "apply", "first")

    assert idempotency.purge(at=clock.now() + timedelta(hours=47)) == 0
    assert idempotency.purge(at=clock.now() + timedelta(hours=49)) == 1


def test_of_two_at_the_same_time_one_is_carried_out_and_both_get_its_result(
    own_database: OwnDatabase,
) -> None:
    both_have_looked = Barrier(2)

    def apply(name: str) -> Callable[[], str]:
        def change() -> str:
            both_have_looked.wait(timeout=10)
            return make_a_row(name)()

        return lambda: idempotency.once("key-1", "apply", change)

    first, second = run_together(apply("a"), apply("b"))

    assert first == second
    assert [row.key for row in AttemptCount.objects.all()] == [first]


def test_what_was_rolled_back_is_not_remembered(own_database: OwnDatabase) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        idempotency.remember("key-1", "apply", str(1 / len(idempotency.recall("x", "y") or "")))

    assert idempotency.recall("key-1", "apply") is None
