"""A crowd at a public door: work or patience, and nobody noted."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

import pytest
from django.core import signing

from prima.kernel import clock, crowds, limits_in_memory
from prima.kernel.crowds import CrowdAtDoor, admit, is_worth

FEW_BITS = 8


@pytest.fixture(autouse=True)
def nobody_yet() -> Iterator[None]:
    limits_in_memory.forget()
    yield
    limits_in_memory.forget()


def worked(token: str, bits: int = crowds.WORK_BITS) -> str:
    return next(str(number) for number in count() if is_worth(token, str(number), bits))


def crowd(at: datetime) -> None:
    """As many come as make a crowd."""
    for _one in range(120):
        admit("door", {}, is_ours=False, at=at)


def test_work_counts_zero_bits_of_the_digest() -> None:
    # SHA-256 of "token:169" begins with a zero byte; that of "token:0" does not.
    found = worked("token", FEW_BITS)

    assert is_worth("token", found, FEW_BITS)
    assert not is_worth("other", found, FEW_BITS + 8)
    assert sum(is_worth("token", str(one), FEW_BITS) for one in range(20_000)) == pytest.approx(
        20_000 / 2**FEW_BITS, rel=0.5
    )


@pytest.mark.parametrize("work", ["", "x", "-1", "1.0", "²", "1" * 21, " 1"])
def test_what_is_no_number_is_no_work(work: str) -> None:
    assert not is_worth("token", work, 0)


def test_a_few_are_let_in_without_work() -> None:
    crowd(clock.now())

    assert crowds.work_asked("door")
    assert not crowds.work_asked("another door")


def test_of_a_crowd_only_who_worked_is_let_in() -> None:
    at = clock.now()
    crowd(at)
    token = signing.dumps("key", salt="x")

    with pytest.raises(CrowdAtDoor) as refused:
        admit("door", {"form": token}, is_ours=True, at=at)
    assert refused.value.retry_after == crowds.WAIT_SECONDS
    with pytest.raises(CrowdAtDoor):
        admit("door", {"form": token, "work": worked(token)}, is_ours=False, at=at)

    admit("door", {"form": token, "work": worked(token)}, is_ours=True, at=at)


def test_who_has_no_script_waits_a_minute_and_a_few_of_them_are_let_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = clock.now()
    crowd(at)
    form = {"form": signing.dumps("key", salt="x")}
    drawn = time.time()
    monkeypatch.setattr(time, "time", lambda: drawn + crowds.WAIT_SECONDS + 1)

    for _one in range(20):
        admit("door", form, is_ours=True, at=at)
    with pytest.raises(CrowdAtDoor):
        admit("door", form, is_ours=True, at=at)


def test_the_crowd_is_over_after_a_minute() -> None:
    at = clock.now()
    crowd(at)
    later = at + timedelta(seconds=61)

    assert not crowds.work_asked("door", at=later)
    admit("door", {}, is_ours=False, at=later)
