"""How numbers are written for people: Indonesian marks whatever the language of the page."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

# A million, as phones and shops count it.
MEGABYTE = 1_000_000


def rupiah(amount: int) -> str:
    """Write an amount of money: "Rp600.000"; nothing to pay is "Gratis"."""
    if amount == 0:
        return _("Gratis")
    return f"{'-' if amount < 0 else ''}Rp{thousands(abs(amount))}"


def thousands(number: int) -> str:
    """Write a whole number with dots: 1214 is "1.214"."""
    return f"{number:,}".replace(",", ".")


def decimal(number: float | Decimal | str, places: int = 1) -> str:
    """Write a number with a comma, half rounded up: 87.35 is "87,4" with one place."""
    exact = Decimal(str(number)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{exact:,}".translate(str.maketrans(",.", ".,"))


def file_size(size: int) -> str:
    """Write the size of a file as people say it: "820 kB", "1,2 MB"."""
    if size < MEGABYTE:
        return f"{max(1, round(size / 1000))} kB"
    return f"{decimal(size / MEGABYTE)} MB"
