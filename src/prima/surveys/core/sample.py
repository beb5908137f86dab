"""How many respondents are enough: the sampling table of Krejcie and Morgan as a formula.

The regulation prints the table of 1970; every one of its 90 rows equals the rounded formula
(chi-square 3.841, proportion 0.5, accuracy 0.05), so any population can be looked up.
"""

from fractions import Fraction
from math import ceil, floor

CHI_SQUARE = Fraction(3841, 1000)
PROPORTION = Fraction(1, 2)
ACCURACY = Fraction(1, 20)
SMALLEST_SAMPLE = 10


def sample_size(population: int) -> int:
    """Respondents wanted for a population; never more than there are people."""
    if population < 0:
        raise ValueError("a population is not negative")
    spread = CHI_SQUARE * PROPORTION * (1 - PROPORTION)
    exact = spread * population / (ACCURACY**2 * (population - 1) + spread)
    rounded = floor(exact + Fraction(1, 2))
    return max(rounded, min(population, SMALLEST_SAMPLE))


def slovin(population: int, accuracy: Fraction = ACCURACY) -> int:
    """Respondents by Slovin's formula, N / (1 + N e^2), rounded up; many offices plan with it.

    For 5 % it asks for a few more than the table. It knows neither proportion nor confidence, so
    the table of the regulation stays what an office is held to.
    """
    if population < 0 or not 0 < accuracy < 1:
        raise ValueError("a population is not negative, an accuracy between 0 and 1")
    return ceil(population / (1 + population * accuracy**2))


def is_too_few(respondents: int, population: int) -> bool:
    """Whether fewer answered than the table wants: the result is printed with that weakness."""
    return respondents < sample_size(population)


def invited_share(population: int, expected_response: Fraction) -> Fraction:
    """Share of finished cases to invite so that the sample is reached; 1 in a small office.

    `population` is the number of finished cases of the period before; `expected_response` the
    part of invited people who answer, above 0 and at most 1.
    """
    if not 0 < expected_response <= 1:
        raise ValueError("the expected response is above 0 and at most 1")
    if population == 0:
        return Fraction(1)
    return min(Fraction(1), Fraction(sample_size(population)) / expected_response / population)
