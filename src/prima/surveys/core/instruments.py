"""Survey instruments as data: what is asked, on which scale, and which bands name a result.

SKM has the nine elements of PermenPANRB 14/2017. The two surveys of the Zona Integritas are
perception of service quality (SPKP, the same nine) and of freedom from corruption (SPAK, five
elements). Some forms of these two ask on six points: such a mean is divided by 1.5, which is the
same as taking it as a share of the highest answer. An office adds its own as a file
(`instrument_files`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

from prima.surveys.core.elements import ELEMENTS, gettext_noop

HIGHEST_INDEX: Final = 100


@dataclass(frozen=True, slots=True)
class Category:
    """Mutu pelayanan: a band of the published (rounded) index, from `lowest` upwards."""

    grade: str
    label: str
    lowest: Decimal


# PermenPANRB 14/2017, table of perception values (in force since 2017; more than six public
# systems agree, the printed annex was not compared). The bands leave gaps (76,60 | 76,61), so
# the number is rounded first and then compared with the lower bounds.
CATEGORIES: tuple[Category, ...] = (
    Category("A", gettext_noop("Sangat baik"), Decimal("88.31")),
    Category("B", gettext_noop("Baik"), Decimal("76.61")),
    Category("C", gettext_noop("Kurang baik"), Decimal("65.00")),
    Category("D", gettext_noop("Tidak baik"), Decimal("25.00")),
)

# Four bands of equal width, as public systems print them for SPAK; others use those of SKM. The
# middle labels are ours: the systems agree on the two outer ones only.
EQUAL_BANDS: tuple[Category, ...] = (
    Category("A", "Bersih dari korupsi", Decimal("81.26")),
    Category("B", "Cukup bersih dari korupsi", Decimal("62.51")),
    Category("C", "Kurang bersih dari korupsi", Decimal("43.76")),
    Category("D", "Tidak bersih dari korupsi", Decimal("25.00")),
)


class WrongBandsError(ValueError):
    """A table of categories that is known to be wrong or has no order; the message says why."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of an element; a reversed one praises with its lowest answer."""

    text: str
    is_reversed: bool = False


@dataclass(frozen=True, slots=True)
class Element:
    """Unsur of an instrument: stored and matched by key, never by its number.

    `answers`, from the lowest, and `questions` are those of an office's own form.
    """

    key: str
    name: str
    answers: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Instrument:
    """One survey form. `rule` is where it stands; `source_checked` whether we read it there."""

    key: str
    name: str
    rule: str
    source_checked: bool
    elements: tuple[Element, ...]
    lowest: int = 1
    highest: int = 4
    bands: tuple[Category, ...] = CATEGORIES
    index_name: str = ""
    is_own: bool = False

    def __post_init__(self) -> None:
        keys = self.keys
        if not keys or len(set(keys)) != len(keys):
            raise ValueError("Unsur survei harus ada dan tidak boleh kembar.")
        if not 0 < self.lowest < self.highest:
            raise ValueError("Nilai jawaban tertinggi harus di atas yang terendah.")
        check_bands(self.bands, is_equal_allowed=self.key.startswith("spak"))

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(element.key for element in self.elements)

    @property
    def points_per_step(self) -> Fraction:
        """25 on four points; on six, 25 after the mean was divided by 1.5."""
        return Fraction(HIGHEST_INDEX, self.highest)

    def with_bands(self, bands: tuple[Category, ...]) -> "Instrument":
        """The same form with another table of categories; a known wrong one is refused."""
        return replace(self, bands=bands)

    def on_points(self, highest: int) -> "Instrument":
        """The same form asked from 1 to `highest`."""
        return replace(self, highest=highest)


def check_bands(bands: Sequence[Category], *, is_equal_allowed: bool = False) -> None:
    """Refuse the tables that circulate but do not stand in PermenPANRB 14/2017, with the reason.

    The bands of equal width belong to KEP/25/M.PAN/2/2004, which that regulation replaced; public
    systems still use them for SPAK alone. 83,31 and 55 are misprints copied from code to code.
    """
    bounds = [band.lowest for band in bands]
    if not bounds or any(low >= high for high, low in pairwise(bounds)):
        raise WrongBandsError("Batas mutu harus turun dari yang tertinggi ke yang terendah.")
    replaced = {band.lowest for band in EQUAL_BANDS[:-1]}
    if not is_equal_allowed and replaced & {*bounds}:
        raise WrongBandsError(
            "Batas mutu 81,26 / 62,51 / 43,76 berasal dari KEP/25/M.PAN/2/2004 yang sudah "
            "diganti. Pakai batas PermenPANRB 14/2017: 88,31 / 76,61 / 65,00."
        )
    for wrong, right in ((Decimal("83.31"), "88,31"), (Decimal(55), "65,00")):
        if wrong in bounds:
            printed = str(wrong).replace(".", ",")
            raise WrongBandsError(
                f"Batas mutu {printed} adalah salah cetak. PermenPANRB 14/2017 memakai {right}."
            )


_NINE: Final = tuple(Element(element.key, element.name) for element in ELEMENTS)

SKM: Final = Instrument(
    "skm",
    "Survei Kepuasan Masyarakat (SKM)",
    "PermenPANRB 14/2017",
    False,
    _NINE,
    index_name="Indeks Kepuasan Masyarakat (IKM)",
)
SPKP: Final = Instrument(
    "spkp",
    "Survei Persepsi Kualitas Pelayanan (SPKP)",
    "PermenPANRB 90/2021",
    False,
    _NINE,
    index_name="Indeks Persepsi Kualitas Pelayanan (IPKP)",
)
# The five of Kemenag Barito Utara; the usual list of KemenPANRB has "kecurangan prosedur" in the
# place of bribery. Neither was compared with a printed annex.
SPAK: Final = Instrument(
    "spak",
    "Survei Persepsi Anti Korupsi (SPAK)",
    "PermenPANRB 90/2021",
    False,
    (
        Element("middlemen", "Percaloan"),
        Element("levies", "Pungutan liar"),
        Element("rewards", "Imbalan atau gratifikasi"),
        Element("discrimination", "Diskriminasi"),
        Element("bribery", "Penyuapan"),
    ),
    bands=EQUAL_BANDS,
    index_name="Indeks Persepsi Anti Korupsi (IPAK)",
)
