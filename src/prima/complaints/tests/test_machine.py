"""B1 in small: a few walks of the state machine; the long one is `make drill-complaints`."""

import pytest

from prima.complaints.tests.machine import walk
from prima.complaints.tests.scene import Hall


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_in_whatever_order_the_promises_hold(hall: Hall, seed: int) -> None:
    done = walk(hall, seed, steps=25)

    assert any(not one.endswith("(refused)") for one in done)
