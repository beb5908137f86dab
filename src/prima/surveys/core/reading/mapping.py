"""Which column answers which element: guessed from titles and contents, or said by a person."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from prima.surveys.core.elements import (
    ELEMENTS,
    KEYS,
    Element,
    ElementOrder,
    codes,
    ordered,
)
from prima.surveys.core.instruments import Instrument, Question
from prima.surveys.core.reading import own_questions, titles
from prima.surveys.core.reading.answers import Levels, levels_of, plain, whole_number
from prima.surveys.core.reading.faults import SheetError, listed
from prima.surveys.core.reading.looking import Column, Look

_EIGHTH, _NINTH = 8, 9
_OLD_ELEMENTS: Final = 14
_MOSTLY: Final = 0.5
TWO_ORDERS: Final = (
    "Kolom U8 dan U9 dipakai dalam dua urutan. Tulis --order regulation bila U8 adalah"
    " penanganan pengaduan, atau --order specimen bila U8 adalah sarana."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sheet is read for: the elements of an instrument, its scale, and what a person said.

    `order` says what U8 and U9 mean; `words` what a word of this office stands for (plain: level);
    `questions` those of an office's own form, by element.
    """

    elements: tuple[Element, ...]
    scale: range
    order: ElementOrder | None = None
    words: Mapping[str, int] = field(default_factory=dict)
    questions: Mapping[str, tuple[Question, ...]] = field(default_factory=dict)
    is_own: bool = False

    @property
    def has_two_orders(self) -> bool:
        """An office's own form has one order: that of its file."""
        return not self.is_own and {one.key for one in self.elements} == set(KEYS)

    @property
    def titles(self) -> tuple[str, ...]:
        """The questions of the form, which stand as titles in the download of an online form."""
        return tuple(one.text for asked in self.questions.values() for one in asked)

    @property
    def codes(self) -> dict[str, str]:
        """Code (U1 to U9) of each element; without an order that of the regulation's list."""
        if self.has_two_orders:
            return codes(self.order or ElementOrder.LIST)
        return {one.key: f"U{place}" for place, one in enumerate(self.elements, start=1)}

    @classmethod
    def about(
        cls, instrument: Instrument, order: ElementOrder | None, words: Mapping[str, int]
    ) -> "Asked":
        """What a sheet of an instrument is read for; only the nine have questions of ours."""
        known = {one.key: one for one in ELEMENTS}
        is_own = instrument.is_own
        elements = (
            (None if is_own else known.get(one.key)) or Element(one.key, one.name, "", one.answers)
            for one in instrument.elements
        )
        questions = {one.key: one.questions for one in instrument.elements if one.questions}
        scale = range(instrument.lowest, instrument.highest + 1)
        return cls(tuple(elements), scale, order, words, questions, is_own)

    def element(self, key: str) -> Element:
        return next(one for one in self.elements if one.key == key)

    def key_of(self, number: int) -> str | None:
        """The element a number stands for; None for numbers that nobody agreed about."""
        if not 1 <= number <= len(self.elements):
            return None
        if not self.has_two_orders:
            return self.elements[number - 1].key
        if number in {_EIGHTH, _NINTH} and self.order is None:
            return None
        return ordered(self.order or ElementOrder.LIST)[number - 1].key


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands: columns by element (in their order), by profile, and the identity.

    `levels` says for each column of answers what its texts stand for.
    """

    questions: Mapping[str, tuple[int, ...]]
    levels: Mapping[int, Levels]
    profiles: Mapping[str, int]
    identity: int | None = None

    @property
    def places(self) -> tuple[int, ...]:
        """All columns of answers, element by element."""
        return tuple(place for places in self.questions.values() for place in places)


@dataclass(frozen=True, slots=True)
class Guess:
    """A layout that was guessed, and what speaks against taking it without asking.

    `doubts` can be confirmed by a person; `missing` are elements without a column.
    """

    layout: Layout
    doubts: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    needs_order: bool = False
    strangers: tuple[Column, ...] = ()
    """Columns whose title names an element but whose texts are no answers we know."""

    @property
    def is_certain(self) -> bool:
        return not (self.doubts or self.missing or self.needs_order)


def guess(look: Look, asked: Asked) -> Guess:
    """Guess the layout. SheetError when the sheet is of another survey altogether."""
    found: dict[str, list[Column]] = {}
    doubts: list[str] = []
    strangers: list[Column] = []
    codes: dict[int, Column] = {}
    for column in look.columns:
        heading = _heading(column, asked)
        if heading == titles.Heading() or _is_about_respondent(column):
            continue
        key = heading.key or (asked.key_of(heading.number) if heading.number else None)
        if not _holds_answers(column, key, asked):
            strangers += [column] if key else []
            continue
        if key is None and heading.number is not None and heading.number > len(asked.elements):
            codes[heading.number] = column
            continue
        if key is None:
            codes[heading.number or 0] = column
            continue
        doubts += _contradiction(heading, key, column, asked)
        found.setdefault(key, []).append(column)
    _refuse_old(codes)
    needs_order = _settle_order(found, codes, asked)
    doubts += _doubles(found, asked)
    doubts += own_questions.unasked(found, asked.questions)
    missing = tuple(one.key for one in asked.elements if one.key not in found)
    questions = {
        one.key: tuple(column.place for column in found[one.key])
        for one in asked.elements
        if one.key in found
    }
    layout = _layout(look, asked, questions)
    return Guess(layout, tuple(doubts), missing, needs_order, tuple(strangers))


def said(look: Look, asked: Asked, pairs: Iterable[tuple[str, str]]) -> Layout:
    """The layout a person named: pairs of element (key or code) and column, either way round."""
    questions: dict[str, tuple[int, ...]] = {}
    for left, right in pairs:
        key, column = _pair(look, asked, left, right)
        questions[key] = (*questions.get(key, ()), column)
    places = [place for columns in questions.values() for place in columns]
    twice = [look.columns[place].begun for place in set(places) if places.count(place) > 1]
    if twice:
        raise SheetError(f"{twice[0]} disebut dua kali pada --map. Sebut sekali.")
    guessed = guess(look, asked) if len(questions) < len(asked.elements) else None
    if guessed is not None:
        free = {k: v for k, v in guessed.layout.questions.items() if not set(v) & set(places)}
        questions = free | questions
    whole = {one.key: questions[one.key] for one in asked.elements if one.key in questions}
    missing = [one for one in asked.elements if one.key not in whole]
    if missing:
        raise SheetError(*(missing_sentence(one.key, asked) for one in missing))
    return _layout(look, asked, whole)


def missing_sentence(key: str, asked: Asked) -> str:
    """An element that no column answers, and what to do."""
    return (
        f"Unsur {asked.element(key).name} ({key}) belum ada kolomnya. Sebut kolomnya, misalnya "
        f"--map {key}=C, dengan huruf kolom atau judulnya."
    )


def _pair(look: Look, asked: Asked, left: str, right: str) -> tuple[str, int]:
    for name, place in ((left, right), (right, left)):
        key = element_named(name, asked)
        column = column_named(place, look)
        if key is not None and column is not None:
            return key, column
    if element_named(left, asked) is None and element_named(right, asked) is None:
        names = ", ".join(one.key for one in asked.elements)
        raise SheetError(f"--map {left}={right}: sebut unsurnya dengan salah satu dari {names}.")
    raise SheetError(f"--map {left}={right}: kolom itu tidak ada di baris judul.")


def element_named(name: str, asked: Asked) -> str | None:
    """The element a person means by its key, its code (U1) or its name."""
    bare = name.strip().casefold()
    for one in asked.elements:
        if bare == one.key or plain(bare) == plain(one.name):
            return one.key
    if bare[:1] == "u" and bare[1:].isdecimal():
        if asked.has_two_orders and asked.order is None and int(bare[1:]) in {_EIGHTH, _NINTH}:
            raise SheetError(TWO_ORDERS)
        return asked.key_of(int(bare[1:]))
    return None


def column_named(name: str, look: Look) -> int | None:
    """The column a person means by its title, its letter or its number (1 is A)."""
    bare = name.strip()
    for column in look.columns:
        if column.title and column.title == bare:
            return column.place
    alike = [one.place for one in look.columns if plain(one.title) == plain(bare) and plain(bare)]
    if len(alike) == 1:
        return alike[0]
    for column in look.columns:
        if bare.upper() == column.letter or bare == str(column.place + 1):
            return column.place
    return None


def _heading(column: Column, asked: Asked) -> titles.Heading:
    """What a title says; a question of an office's own form says its element by itself."""
    own = own_questions.heading_of(column, asked.questions)
    return own or titles.heading_of(column.title, asked.elements)


def _is_about_respondent(column: Column) -> bool:
    return titles.says(column.title, titles.STAMPS) or titles.is_identity(column.title)


def _holds_answers(column: Column, key: str | None, asked: Asked) -> bool:
    """Whether most of what stands in the column are answers we know, or numbers."""
    if not column.texts:
        return False
    element = asked.element(key) if key else asked.elements[0]
    levels = levels_of(column.texts, element, asked.scale, asked.words)
    known = (*levels.of, *levels.outside) if not levels.troubles else tuple(column.texts)
    return sum(column.texts[text] for text in known) >= _MOSTLY * max(column.filled, 1)


def _contradiction(
    heading: titles.Heading, key: str, column: Column, asked: Asked
) -> Iterator[str]:
    """A code and words of one title that speak of two elements."""
    by_number = asked.key_of(heading.number) if heading.number else None
    if by_number is not None and by_number != key:
        yield (
            f"Judul {column.named} bernomor {heading.number}, tetapi kata-katanya menyebut "
            f"{asked.element(key).name}."
        )


def _refuse_old(codes: Mapping[int, Column]) -> None:
    if {_NINTH + 1, _OLD_ELEMENTS} <= set(codes):
        raise SheetError(
            "Lembar ini berisi 14 unsur dari aturan lama (KEP/25/M.PAN/2/2004), yang unsur dan "
            "batas mutunya berbeda. PermenPANRB 14/2017 memakai sembilan unsur, jadi lembar ini "
            "tidak dihitung. Pakai --map untuk menyebut sembilan kolom yang sama artinya."
        )


def _settle_order(
    found: dict[str, list[Column]], codes: Mapping[int, Column], asked: Asked
) -> bool:
    """Give U8 and U9 their elements where the title of one of them says which; else ask."""
    left = {number: codes[number] for number in (_EIGHTH, _NINTH) if number in codes}
    if not left or not asked.has_two_orders:
        return False
    free = [key for key in ("complaints", "facilities") if key not in found]
    if len(left) == 1 and len(free) == 1:
        found[free[0]] = list(left.values())
        return False
    return True


def _doubles(found: Mapping[str, Sequence[Column]], asked: Asked) -> Iterator[str]:
    """Two columns of one element are two questions only where their titles number them."""
    for key, columns in found.items():
        headings = [_heading(column, asked) for column in columns]
        numbers = [heading.question for heading in headings]
        if len(columns) == 1 or (all(numbers) and len(set(numbers)) == len(numbers)):
            continue
        if len({plain(column.title) for column in columns}) < len(columns):
            raise SheetError(
                f"{columns[1].begun}: pertanyaan ini sudah ada di kolom lain. Beri "
                "judul yang berbeda, misalnya U1.1 dan U1.2, atau pakai --map."
            )
        names = " dan ".join((columns[0].begun, *(column.named for column in columns[1:])))
        yield f"{names} sama-sama menyebut {asked.element(key).name}."


def _layout(look: Look, asked: Asked, questions: Mapping[str, tuple[int, ...]]) -> Layout:
    levels = {
        place: levels_of(
            look.columns[place].texts or (), asked.element(key), asked.scale, asked.words
        )
        for key, places in questions.items()
        for place in places
    }
    levels = own_questions.turned(look, questions, levels, asked.questions, asked.scale)
    others = [column for column in look.columns if column.place not in levels]
    profiles: dict[str, int] = {}
    for column in others:
        kind = titles.profile_of(column.title)
        if kind is not None and column.texts is not None:
            profiles.setdefault(kind, column.place)
    identity = None if look.identity in levels else look.identity
    return Layout(questions, levels, profiles, identity)


def refuse_untitled(look: Look, layout: Layout, asked: Asked) -> None:
    """Answers below an empty title: cells of the header were merged, so nobody knows whose."""
    for column in look.columns:
        if column.title or not column.texts or column.place in layout.levels:
            continue
        answers = [text for text in column.texts if whole_number(text) in asked.scale]
        if answers and column.count(answers) >= _MOSTLY * column.filled:
            raise SheetError(
                f"Judul {column.named} kosong, padahal isinya jawaban "
                f"({listed(sorted(answers))}). Mungkin judulnya sel gabungan. Pisahkan sel "
                "gabungan dan beri judul setiap kolom, atau sebut kolom setiap unsur dengan --map."
            )
