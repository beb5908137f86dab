"""What a report of a survey says, as plain values: whoever counted, fills them; paper prints them.

Chapters and tables follow PermenPANRB 14/2017 (report, publication, follow-up). Nothing here asks
a database or a setting, so that the report of an office with a log-in and of one with only a
sheet of answers is the same paper. Texts are Indonesian: it is an official paper.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from prima.surveys.core.comparison import Change
from prima.surveys.core.index import SatisfactionIndex, round_half_up
from prima.surveys.core.sample import sample_size, slovin

LOWEST_SHOWN = 3
LEAST_ANSWERS = 10


def permille(mean: Fraction) -> int:
    """A mean answer times 1,000, rounded half up: as an event and a stored row carry it."""
    return int(round_half_up(mean, 3) * 1000)


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """Dasar hukum: a rule, what it is about, since when, and whether its text was compared."""

    rule: str
    about: str
    valid_from: date
    source_checked: bool


# Newest last. Dates and titles come from public copies and memory; the printed rules were not
# compared, and the report says so.
LEGAL_BASIS: tuple[LegalBasis, ...] = (
    LegalBasis("Undang-Undang Nomor 25 Tahun 2009", "Pelayanan Publik", date(2009, 7, 18), False),
    LegalBasis(
        "Peraturan Pemerintah Nomor 96 Tahun 2012",
        "Pelaksanaan Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
        date(2012, 10, 8),
        False,
    ),
    LegalBasis(
        "Peraturan Menteri PANRB Nomor 14 Tahun 2017",
        "Pedoman Penyusunan Survei Kepuasan Masyarakat Unit Penyelenggara Pelayanan Publik",
        date(2017, 5, 12),
        False,
    ),
)


def legal_basis_on(day: date) -> tuple[LegalBasis, ...]:
    """The rules that were in force on a day."""
    return tuple(rule for rule in LEGAL_BASIS if rule.valid_from <= day)


@dataclass(frozen=True, slots=True)
class Band:
    """A category of the index: it begins at `lowest` (of the rounded index)."""

    grade: str
    label: str
    lowest: Decimal


@dataclass(frozen=True, slots=True)
class ReportElement:
    """Unsur: one row of the element table. `total` is the sum of its answers (NRR times n).

    `previous` is the value (25 to 100) of the period before; None when there was none. `counts`
    says how many gave each answer from the lowest on; empty where that was not counted.
    """

    key: str
    code: str
    name: str
    total: Fraction
    mean: Fraction
    weighted: Fraction
    value: Decimal
    grade: str
    label: str
    previous: Decimal | None = None
    question: str = ""
    answers: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """How many respondents there were of one kind."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class ProfileTable:
    """Profil responden: sex, age, education, occupation, service, or channel of the answer."""

    title: str
    rows: tuple[ProfileRow, ...]

    @property
    def total(self) -> int:
        return sum(row.count for row in self.rows)


@dataclass(frozen=True, slots=True)
class PeriodPoint:
    """One period in the trend, the oldest first. `value` None: too few answers to be shown."""

    name: str
    value: Decimal | None
    margin: Decimal | None = None
    respondents: int | None = None


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """Rencana tindak lanjut (RTL): what is to be done about an element, when and by whom."""

    element: str
    activity: str
    when: str
    owner: str
    state: str = ""
    evidence: str = ""
    effect: str = ""
    is_planned: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """Something read, left out or excluded, and how many; `count` None: it is no number."""

    text: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class DataSheet:
    """Lembar data: one row a respondent, one column an element, in the order of the elements.

    Only for sheets an office brought itself; an office's own survey in Prima never has one.
    """

    rows: Sequence[Sequence[int | Fraction]]


@dataclass(frozen=True, slots=True)
class SurveyReport:
    """Laporan survei kepuasan masyarakat: all that stands on its pages.

    `index` 25 to 100 exact, `total` 1 to 4 (SKM); `margin` in points of the index, 95 %;
    `interval` a bootstrap interval where one was computed. Fields left empty are left out of the
    paper, or named as unknown where the regulation asks for them.
    """

    office: str
    period: str
    respondents: int
    total: Fraction
    index: Fraction
    grade: str
    label: str
    weight_mode: str
    bands: tuple[Band, ...]
    elements: tuple[ReportElement, ...]
    issued_on: date
    office_lines: tuple[str, ...] = ()
    instrument: str = "Survei Kepuasan Masyarakat (SKM)"
    index_name: str = "Indeks Kepuasan Masyarakat (IKM)"
    service: str = "Semua layanan"
    starts_on: date | None = None
    ends_on: date | None = None
    population: int | None = None
    invited: int | None = None
    margin: Decimal | None = None
    interval: tuple[Decimal, Decimal] | None = None
    least: int = LEAST_ANSWERS
    lowest_mean: int = 1
    highest_mean: int = 4
    # Where an office's own form stands; known forms stand in `legal_basis`.
    own_rule: str = ""
    method: tuple[str, ...] = ()
    profiles: tuple[ProfileTable, ...] = ()
    channels: ProfileTable | None = None
    earlier: tuple[PeriodPoint, ...] = ()
    # The name of the earlier period, and what may be said of this one beside it.
    change: tuple[str, Change] | None = None
    voices: tuple[str, ...] = ()
    follow_up: tuple[FollowUpRow, ...] = ()
    previous_follow_up: tuple[FollowUpRow, ...] = ()
    read: tuple[Note, ...] = ()
    left_out: tuple[Note, ...] = ()
    sheet: DataSheet | None = None
    address: str = ""
    legal_basis: tuple[LegalBasis, ...] = field(default=LEGAL_BASIS)

    @property
    def shown(self) -> Decimal:
        """The index as it is published."""
        return round_half_up(self.index, 2)

    @property
    def shown_total(self) -> Decimal:
        return round_half_up(self.total, 3)

    @property
    def wanted(self) -> tuple[int, int] | None:
        """How many answers the population needs: by the regulation's table, and by Slovin."""
        if self.population is None:
            return None
        return sample_size(self.population), slovin(self.population)

    @property
    def is_too_few(self) -> bool:
        """Too few answers for a figure that says anything about the office."""
        return self.respondents < self.least

    @property
    def is_exact(self) -> bool:
        return self.weight_mode == "exact"

    @property
    def lowest(self) -> tuple[ReportElement, ...]:
        """The three weakest elements, the weakest first; of equals the first in the table."""
        return tuple(sorted(self.elements, key=lambda one: one.mean)[:LOWEST_SHOWN])

    @property
    def highest(self) -> ReportElement:
        return max(self.elements, key=lambda one: one.mean)


@dataclass(frozen=True, slots=True)
class Asked:
    """How an element is called and asked in the report: code (U1 …), name, question, answers."""

    key: str
    code: str
    name: str
    question: str = ""
    answers: tuple[str, ...] = ()


def report_elements(
    index: SatisfactionIndex,
    asked: Iterable[Asked],
    *,
    previous: Mapping[str, Decimal] | None = None,
    counts: Mapping[str, tuple[int, ...]] | None = None,
) -> tuple[ReportElement, ...]:
    """The element table of an index in the order in which the elements were asked."""
    scores = {score.key: score for score in index.scores}
    before = previous or {}
    return tuple(
        ReportElement(
            key=one.key,
            code=one.code,
            name=one.name,
            total=scores[one.key].mean * index.respondents,
            mean=scores[one.key].mean,
            weighted=scores[one.key].weighted,
            value=scores[one.key].shown_value,
            grade=scores[one.key].category.grade,
            label=scores[one.key].category.label,
            previous=before.get(one.key),
            question=one.question,
            answers=one.answers,
            counts=(counts or {}).get(one.key, ()),
        )
        for one in asked
    )
