"""How many respondents are enough: the sampling table of Krejcie and Morgan as a formula.

The regulation prints the table of 1970; every one of its 90 rows equals the rounded formula
(chi-square 3.841, proportion 0.5, accuracy 0.05), so any population can be looked up.
"""

from fractions import Fraction
from math import floor

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
