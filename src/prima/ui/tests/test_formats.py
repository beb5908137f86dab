"""Numbers as people read them in Indonesia."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from prima.ui import formats
from prima.ui.tests.drawing import draw


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "Gratis"), (5, "Rp5"), (600_000, "Rp600.000"), (-1500, "-Rp1.500")],
)
def test_money_has_dots_and_nothing_to_pay_is_a_word(amount: int, text: str) -> None:
    assert formats.rupiah(amount) == text


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [
        (87.35, 1, "87,4"),
        (Decimal("87.25"), 1, "87,3"),
        ("1214.5", 2, "1.214,50"),
        (3, 0, "3"),
        (-0.05, 1, "-0,1"),
    ],
)
def test_decimals_have_a_comma_and_halves_go_up(
    number: float | Decimal | str, places: int, text: str
) -> None:
    assert formats.decimal(number, places) == text


@pytest.mark.parametrize(
    ("size", "text"), [(10, "1 kB"), (820_400, "820 kB"), (1_240_000, "1,2 MB")]
)
def test_sizes_of_files_are_written_as_phones_write_them(size: int, text: str) -> None:
    assert formats.file_size(size) == text


def test_templates_write_money_numbers_and_times_of_an_office() -> None:
    at = datetime(2026, 11, 20, 2, 42, tzinfo=UTC)

    drawn = draw(
        "{{ fee|rupiah }} · {{ n|thousands }} · {{ x|decimal:2 }} · "
        "{{ at|day:zone }} · {{ at|hour:zone }} · {{ at|moment:zone }}",
        fee=600_000,
        n=1214,
        x=87.35,
        at=at,
        zone="Asia/Makassar",
    )

    assert drawn == (
        "Rp600.000 · 1.214 · 87,35 · Jumat, 20 November 2026 · 10.42 WITA · "
        "Jumat, 20 November 2026, 10.42 WITA"
    )
