"""Off-page connectors: apart from each other, in order, on the sheet, and lines never cross."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from prima.sops.core.connectors import Connector, letters, spread, strip_height
from prima.sops.core.drawing import Crossing

ROOM = 300.0
crossings = st.sets(st.integers(3, 797), min_size=1, max_size=40).map(
    lambda xs: [Crossing(float(x), upwards=x % 2 == 0) for x in sorted(xs)]
)


def crosses(deep: Connector, other: Connector) -> bool:
    """Whether the way across of one meets the way down of the other."""
    low, high = sorted((deep.x, deep.at))
    before = low < other.x < high and other.level >= deep.level
    after = low < other.at < high and other.level <= deep.level
    return before or after


@given(crossings)
def test_connectors_stand_in_order_apart_and_on_the_sheet(lines: list[Crossing]) -> None:
    found = spread(lines, 0.375, ROOM)

    assert [one.x for one in found] == [line.x * 0.375 for line in lines]
    assert [one.upwards for one in found] == [line.upwards for line in lines]
    for left, right in pairwise(found):
        assert right.at - left.at >= left.width
    assert found[0].at - found[0].width / 2 >= 0
    assert found[-1].at + found[-1].width / 2 <= ROOM


@given(crossings)
def test_lines_to_connectors_do_not_cross(lines: list[Crossing]) -> None:
    found = spread(lines, 0.375, ROOM)

    for one in found:
        assert not any(crosses(one, other) for other in found if other is not one)
    assert strip_height(found) == 22 + 3 * max(one.level for one in found)


def test_a_line_with_room_goes_straight_into_its_connector() -> None:
    (alone,) = spread([Crossing(50, upwards=False)], 0.6, ROOM)

    assert (alone.x, alone.at, alone.level, alone.width) == (30, 30, 0, 11)
    assert strip_height(()) == 22


def test_letters_go_on_after_z() -> None:
    assert [letters(at) for at in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip
