"""From what was counted to the index, the values of `result.json` and the paper."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from prima.surveys.core.index import (
    SatisfactionIndex,
    WeightMode,
    index_of_means,
    margin_of_index,
)
from prima.surveys.core.instruments import SKM, SPAK, SPKP, Instrument
from prima.surveys.core.reading.counting import MOST_KINDS, Count
from prima.surveys.core.reading.mapping import Layout
from prima.surveys.core.reading.sheets import AnswerSheet
from prima.surveys.core.reading.titles import PROFILE_TITLES
from prima.surveys.core.report import Asked as AskedInReport
from prima.surveys.core.report import (
    Band,
    DataSheet,
    Note,
    ProfileRow,
    ProfileTable,
    SurveyReport,
    report_elements,
)
from prima.surveys.core.uncertainty import interval_of_totals

__all__ = [
    "INSTRUMENTS", "Facts", "Instrument", "Result", "WeightMode", "as_json", "report_of",
    "result_of",
]  # fmt: skip

INSTRUMENTS: Final = {one.key: one for one in (SKM, SPKP, SPAK)}
_MOST_KINDS_SHOWN: Final = 12
# Age bands of the reference forms of Kemenag; the regulation sets none.
_AGES: Final = ((17, "di bawah 17"), (26, "17–25"), (36, "26–35"), (46, "36–45"), (56, "46–55"))
_OLDEST: Final = "56 ke atas"
_UNSAID: Final = "Tidak diisi"
_SEXES: Final = {
    "l": "Laki-laki", "laki": "Laki-laki", "laki-laki": "Laki-laki", "laki laki": "Laki-laki",
    "pria": "Laki-laki", "p": "Perempuan", "perempuan": "Perempuan", "wanita": "Perempuan",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sheet of answers does not say itself: whose it is, of when, and how to weigh."""

    office: str
    period: str
    issued_on: date
    weight_mode: WeightMode = WeightMode.EXACT
    population: int | None = None
    title: str = ""
    service: str = "Semua layanan"
    instrument: Instrument = SKM


@dataclass(frozen=True, slots=True)
class Result:
    """The index of a sheet, with its margin (points, 95 %; None with fewer than two people).

    `interval` is that of the exact weight; an index made again with an old weight has none.
    """

    index: SatisfactionIndex
    margin: Decimal | None
    interval: tuple[Decimal, Decimal] | None


def result_of(count: Count, layout: Layout, facts: Facts) -> Result:
    """Compute the index. ValueError when nobody was counted."""
    index = index_of_means(
        count.means(layout), count.respondents, facts.weight_mode, facts.instrument
    )
    margin = margin_of_index(
        answer_sum=count.total_sum,
        answer_squares=count.total_squares,
        respondents=count.respondents,
        population=facts.population,
        instrument=facts.instrument,
    )
    interval = None
    if facts.weight_mode is WeightMode.EXACT:
        interval = interval_of_totals(
            count.totals,
            unit=count.unit,
            population=facts.population,
            instrument=facts.instrument,
        )
    return Result(index, margin, interval)


def as_json(result: Result) -> dict[str, Any]:
    """The values of `result.json`: rounded as they are published."""
    index = result.index
    return {
        "index": float(index.shown),
        "category": index.category.grade,
        "respondents": index.respondents,
        "weight_mode": index.weight_mode.value,
        "margin": None if result.margin is None else float(result.margin),
        "elements": [
            {
                "key": score.key,
                "nrr": float(score.shown_mean),
                "index": float(score.shown_value),
                "category": score.category.grade,
            }
            for score in index.scores
        ],
    }


def report_of(
    result: Result,
    count: Count,
    sheet: AnswerSheet,
    layout: Layout,
    *,
    facts: Facts,
    read: Sequence[str],
) -> SurveyReport:
    """Everything the paper says; `read` tells how the file was read."""
    index, asked = result.index, sheet.asked
    numbers = asked.codes
    questions = sorted(asked.elements, key=lambda one: numbers.get(one.key, one.key))
    places = [asked.elements.index(one) for one in questions]
    return SurveyReport(
        office=facts.office,
        period=facts.period,
        respondents=index.respondents,
        total=index.total,
        index=index.value,
        grade=index.category.grade,
        label=index.category.label,
        weight_mode=index.weight_mode.value,
        bands=tuple(Band(one.grade, one.label, one.lowest) for one in facts.instrument.bands),
        elements=report_elements(
            index,
            [
                AskedInReport(one.key, numbers[one.key], one.name, *sheet.wording(one.key, layout))
                for one in questions
            ],
        ),
        issued_on=facts.issued_on,
        instrument=facts.title or facts.instrument.name,
        index_name=facts.instrument.index_name,
        own_rule=facts.instrument.rule if facts.instrument.is_own else "",
        lowest_mean=facts.instrument.lowest,
        highest_mean=facts.instrument.highest,
        service=facts.service,
        population=facts.population,
        margin=result.margin,
        interval=result.interval,
        profiles=tuple(_profiles(count)),
        read=(
            *(Note(text.rstrip(".")) for text in read),
            Note("Baris yang dihitung", index.respondents),
        ),
        left_out=tuple(Note(reason.value, n) for reason, n in count.left_out.most_common()),
        sheet=_data_sheet(count, places),
    )


def _data_sheet(count: Count, places: Sequence[int]) -> DataSheet | None:
    if not count.kept:
        return None
    return DataSheet([[row[at] for at in places] for row in count.kept])


def _profiles(count: Count) -> Iterator[ProfileTable]:
    """The tables of respondents; a column with very many kinds tells of single people."""
    for kind, texts in count.profiles.items():
        if len(texts) > MOST_KINDS:
            continue
        kinds: Counter[str] = Counter()
        for text, people in texts.items():
            kinds[_kind(kind, text)] += people
        if len(kinds) == 1 and _UNSAID in kinds:
            continue
        yield ProfileTable(PROFILE_TITLES[kind], tuple(_rows(kind, kinds)))


def _rows(kind: str, kinds: Counter[str]) -> Iterator[ProfileRow]:
    if kind == "age" and set(kinds) <= {*(name for _age, name in _AGES), _OLDEST, _UNSAID}:
        names = [name for _age, name in _AGES] + [_OLDEST, _UNSAID]
        yield from (ProfileRow(name, kinds[name]) for name in names if kinds[name])
        return
    shown = kinds.most_common(_MOST_KINDS_SHOWN)
    yield from (ProfileRow(name, people) for name, people in shown)
    rest = sum(kinds.values()) - sum(people for _name, people in shown)
    if rest:
        yield ProfileRow("Lainnya", rest)


def _kind(kind: str, text: str) -> str:
    """One spelling for sex and one band for an age; else what was written."""
    plain = " ".join(text.split())
    if not plain:
        return _UNSAID
    if kind == "sex":
        return _SEXES.get(plain.casefold(), plain)
    if kind == "age" and plain.removesuffix("tahun").strip().isdecimal():
        age = int(plain.removesuffix("tahun"))
        return next((name for below, name in _AGES if age < below), _OLDEST)
    return plain
