"""Marks of words, and likeness told from them."""

import pytest

from prima.complaints.core.likeness import likeness
from prima.complaints.core.marks import marks_of

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
STEMS = ("minta", "bayar", "loket", "gratis", "tulis")


def test_the_same_words_in_another_order_and_twice_have_the_same_marks() -> None:
    assert marks_of(STEMS, KEY) == marks_of((*reversed(STEMS), "bayar", ""), KEY)


def test_another_key_shares_no_mark() -> None:
    assert not set(marks_of(STEMS, KEY)) & set(marks_of(STEMS, OTHER_KEY))


def test_a_mark_fits_a_column_of_integers() -> None:
    assert all(-(2**31) <= one < 2**31 for one in marks_of(map(str, range(500)), KEY))


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ((1, 2, 3, 4), (1, 2, 3, 4), 1.0),
        ((1, 2, 3, 4), (3, 4, 5, 6), 1 / 3),
        ((1, 2, 3, 4), (5, 6, 7, 8), 0.0),
        ((1, 2, 3), (1, 2, 3), 0.0),
        ((), (), 0.0),
    ],
)
def test_likeness_is_the_share_of_common_marks(
    one: tuple[int, ...], other: tuple[int, ...], share: float
) -> None:
    assert likeness(one, other) == likeness(other, one) == pytest.approx(share)
