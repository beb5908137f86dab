"""A measured time, written as an author would write it."""

import pytest

from prima.sops.core import Norm
from prima.sops.core.model import NormUnit
from prima.sops.core.norms import is_far, sensible_norm

DAY = 450


@pytest.mark.parametrize(
    ("minutes", "norm"),
    [
        (0, (1, "working_minute")),
        (3.2, (4, "working_minute")),
        (10, (10, "working_minute")),
        (10.5, (15, "working_minute")),
        (51, (55, "working_minute")),
        (61, (75, "working_minute")),
        (120, (120, "working_minute")),
        (121, (3, "working_hour")),
        (449, (8, "working_hour")),
        (450, (1, "working_day")),
        (901, (3, "working_day")),
    ],
)
def test_a_time_is_rounded_up_to_the_next_sensible_one(
    minutes: float, norm: tuple[int, NormUnit]
) -> None:
    assert sensible_norm(minutes, DAY) == norm


@pytest.mark.parametrize(
    ("amount", "measured", "far"),
    [
        (None, 4, True),
        (4, 4, False),
        (8, 4, False),
        (9, 4, True),
        (4, 8, False),
        (4, 9, True),
        (1, 0, False),
    ],
)  # fmt: skip
def test_a_norm_is_far_when_empty_or_off_by_more_than_twice(
    amount: int | None, measured: float, far: bool
) -> None:
    assert is_far(Norm(amount, "working_minute"), measured, DAY) is far


def test_a_waiting_time_is_never_far() -> None:
    assert not is_far(Norm(None, "working_day", "waiting"), 4, DAY)
