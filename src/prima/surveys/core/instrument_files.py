"""An office's own survey form as a YAML file: read with every fault at its line, and written.

The schema is documented for offices in docs/id/rujukan/instrumen.md.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from prima.kernel import yaml_writing
from prima.kernel.yaml_fields import Fields, open_file, repeated
from prima.surveys.core.elements import ELEMENTS
from prima.surveys.core.instruments import (
    CATEGORIES,
    HIGHEST_INDEX,
    SKM,
    Category,
    Element,
    Instrument,
    Question,
    WrongBandsError,
    check_bands,
)
from prima.surveys.core.reading.answers import plain
from prima.surveys.core.reading.faults import SheetError

MOST_ELEMENTS: Final = 30
HIGHEST_ANSWER: Final = 10
_SHORT, _GRADE = 120, 10
KNOWN: Final = {one.key: one.answers for one in ELEMENTS}
_IN_LINE: Final = ("scale", "answers")


def read_instrument(path: Path) -> Instrument:
    """The instrument in a file. SheetError names every fault with its line and what to do."""
    fields, source = open_file(path, str(path))
    found = _instrument(fields) if fields is not None else None
    if source.problems or found is None:
        raise SheetError(*(str(problem) for problem in sorted(source.problems)))
    return found


def text_of(instrument: Instrument) -> str:
    """An instrument as a file that `read_instrument` reads back and an office may change."""
    data: dict[str, Any] = {
        "key": instrument.key,
        "name": instrument.name,
        "index_name": instrument.index_name,
        "rule": instrument.rule,
        "scale": {"lowest": instrument.lowest, "highest": instrument.highest},
        "bands": [
            {"grade": one.grade, "label": one.label, "lowest": float(one.lowest)}
            for one in instrument.bands
        ],
        "elements": [_element_data(one, instrument.highest) for one in instrument.elements],
    }
    kept = {key: value for key, value in data.items() if value != ""}
    return yaml_writing.text_of(kept, in_line=_IN_LINE)


def _element_data(element: Element, points: int) -> dict[str, Any]:
    data: dict[str, Any] = {"key": element.key, "name": element.name}
    if answers := element.answers or (KNOWN.get(element.key, ()) if points == SKM.highest else ()):
        data["answers"] = list(answers)
    if element.questions:
        data["questions"] = [
            {"text": one.text} | ({"reversed": True} if one.is_reversed else {})
            for one in element.questions
        ]
    return data


def _instrument(fields: Fields) -> Instrument | None:
    key, name = fields.key("key"), fields.text("name", at_most=_SHORT)
    index_name = fields.text("index_name", required=False, at_most=_SHORT)
    rule = fields.text("rule", required=False)
    scale = _scale(fields)
    bands = _bands(fields, scale, is_equal_allowed=key.startswith("spak"))
    elements = _elements(fields, scale)
    fields.close()
    if fields.source.problems:
        return None
    return Instrument(
        key,
        name,
        rule,
        False,
        elements,
        lowest=scale[0],
        highest=scale[-1],
        bands=bands,
        index_name=index_name or f"Indeks {name}",
        is_own=True,
    )


def _scale(fields: Fields) -> range:
    """Lowest to highest answer; a fault is noted and four points stand in."""
    block = fields.block("scale")
    if block is None:
        return range(1, 5)
    lowest, highest = block.whole("lowest", at_least=1, default=1), block.whole("highest")
    block.close()
    if not lowest < highest <= HIGHEST_ANSWER:
        block.report(
            "highest",
            f"skala {lowest} sampai {highest} tidak dapat dipakai.",
            f"Jawaban tertinggi harus di atas yang terendah, paling besar {HIGHEST_ANSWER}.",
        )
        return range(1, 5)
    return range(lowest, highest + 1)


def _bands(fields: Fields, scale: range, *, is_equal_allowed: bool) -> tuple[Category, ...]:
    """The table of categories; without one that of PermenPANRB 14/2017."""
    floor = Fraction(scale[0] * HIGHEST_INDEX, scale[-1])
    if "bands" not in fields.data:
        fields.rows("bands", required=False)
        return CATEGORIES
    rows = fields.rows("bands")
    repeated(rows, "grade")
    bands = tuple(_band(row) for row in rows)
    if fields.source.problems:
        return CATEGORIES
    try:
        check_bands(bands, is_equal_allowed=is_equal_allowed)
    except WrongBandsError as error:
        reason, _dot, todo = str(error).partition(". ")
        fields.report("bands", f"{reason.rstrip('.')}.", todo or "Urutkan dari mutu terbaik.")
    if bands and bands[-1].lowest > floor:
        fields.report(
            "bands",
            f"nilai di bawah {_comma(bands[-1].lowest)} belum punya mutu, padahal nilai terendah "
            f"survei ini {_comma(floor)}.",
            "Turunkan batas mutu terakhir sampai nilai itu.",
        )
    return bands


def _band(row: Fields) -> Category:
    grade, label = row.text("grade", at_most=_GRADE), row.text("label", at_most=_SHORT)
    lowest = row.decimal("lowest", at_least=0, at_most=HIGHEST_INDEX)
    row.close()
    return Category(grade, label, lowest)


def _elements(fields: Fields, scale: range) -> tuple[Element, ...]:
    rows = fields.rows("elements")
    repeated(rows)
    if len(rows) > MOST_ELEMENTS:
        fields.report(
            "elements",
            f"ada {len(rows)} unsur.",
            f"Ringkas menjadi paling banyak {MOST_ELEMENTS}.",
        )
    seen: dict[str, int] = {}
    return tuple(_element(row, scale, seen) for row in rows)


def _element(row: Fields, scale: range, seen: dict[str, int]) -> Element:
    key, name = row.key("key"), row.text("name", at_most=_SHORT)
    answers = row.texts("answers", required=False)
    if answers and len(answers) != len(scale):
        row.report(
            "answers",
            f"ada {len(answers)} jawaban, padahal skalanya {scale[0]} sampai {scale[-1]}.",
            f"Tulis {len(scale)} jawaban, dari yang terendah.",
        )
    questions = tuple(_questions(row, seen))
    row.close()
    return Element(key, name, answers, questions)


def _questions(row: Fields, seen: dict[str, int]) -> Iterator[Question]:
    """The questions of an element; each is asked once in the whole form."""
    for one in row.rows("questions", required=False):
        text, is_reversed = one.text("text"), one.flag("reversed", default=False)
        one.close()
        line = one.source.locate((*one.where, "text"))
        if plain(text) in seen:
            one.report(
                "text",
                f"pertanyaan ini sudah ada di baris {seen[plain(text)]}.",
                "Hapus salah satunya, atau beri kata yang membedakan.",
            )
        seen.setdefault(plain(text), line)
        yield Question(text, is_reversed)


def _comma(number: Fraction | Decimal) -> str:
    return f"{float(number):.2f}".replace(".", ",")
