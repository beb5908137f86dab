"""A sheet of answers from the file to the figures, in the order in which a person is asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from prima.surveys.core.elements import ELEMENTS, ElementOrder
from prima.surveys.core.reading import checking, mapping, own_questions, titles
from prima.surveys.core.reading.answers import Levels, plain
from prima.surveys.core.reading.counting import Count, Leave, count_rows
from prima.surveys.core.reading.faults import LeftOut, SheetError, listed
from prima.surveys.core.reading.looking import NO_ANSWERS, Column, Look, look_at
from prima.surveys.core.reading.mapping import Asked, Guess, Layout
from prima.surveys.core.reading.opening import open_source
from prima.surveys.core.reading.sources import Advance, Source
from prima.surveys.core.reading.titles import PROFILE_TITLES
from prima.surveys.core.reading.twins import Twins, find_twins

# A title of one word is a code or a name.
LEAST_QUESTION: Final = 2

__all__ = [
    "ELEMENTS", "AnswerSheet", "Asked", "Count", "ElementOrder", "Layout", "LeftOut", "Levels",
    "SheetError", "open_sheet", "plain",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """Lembar jawaban: a file that was looked at and not yet counted."""

    source: Source
    look: Look
    asked: Asked

    @property
    def told(self) -> tuple[str, ...]:
        """How the file was read, in sentences."""
        told = list(self.source.told)
        if self.look.above:
            rows = ", ".join(map(str, self.look.above[:5]))
            told.append(
                f"Judul kolom diambil dari baris {self.look.header}; isi di atasnya "
                f"(baris {rows}) tidak dihitung."
            )
        return tuple(told)

    def guess(self) -> Guess:
        return mapping.guess(self.look, self.asked)

    def said(self, pairs: Iterable[tuple[str, str]]) -> Layout:
        return mapping.said(self.look, self.asked, pairs)

    def ordered(self, order: ElementOrder) -> "AnswerSheet":
        """The same sheet, now that somebody said what U8 and U9 mean."""
        return replace(self, asked=replace(self.asked, order=order))

    def refusals(self, guess: Guess) -> tuple[str, ...]:
        """Why a guess can't be taken without a person, and what to write instead."""
        if guess.needs_order:
            return (mapping.TWO_ORDERS,)
        if len(guess.missing) == len(self.asked.elements):
            return (self.nothing_known,)
        said = [*guess.doubts]
        said += [mapping.missing_sentence(key, self.asked) for key in guess.missing]
        if guess.missing:
            said += [_stranger(column) for column in guess.strangers]
        elif guess.doubts:
            said.append(
                "Bila benar, ulangi dengan --yes; bila tidak, sebut kolomnya dengan --map."
            )
        return tuple(said)

    @property
    def nothing_known(self) -> str:
        """No title speaks of any element: the columns there are, and how to name them."""
        named = [f"{one.letter} {one.title[:20]}" for one in self.look.columns if one.title]
        pairs = " ".join(
            f"--map {one.key}={letter}"
            for one, letter in zip(self.asked.elements, "CD", strict=False)
        )
        return (
            "Tidak satu pun judul kolom menyebut unsur survei. Sebut kolom setiap unsur, misalnya "
            f"{pairs}. Kolomnya: {listed(named, most=30)}."
        )

    @property
    def codes(self) -> dict[str, str]:
        """What the elements are called on screen and paper."""
        return self.asked.codes

    def wording(self, key: str, layout: Layout) -> tuple[str, tuple[str, ...]]:
        """How people were asked about an element, and with which answers, where the sheet says.

        A title that is a code or a name tells no question, and numbers tell no words.
        """
        element = self.asked.element(key)
        places = layout.questions[key]
        said_titles = (" ".join(self.look.columns[place].title.split()) for place in places)
        questions = [
            title
            for title in said_titles
            if len(title.split()) >= LEAST_QUESTION and plain(title) != plain(element.name)
        ]
        known = {plain(answer) for answer in element.answers}
        said = {plain(text) for place in places for text in layout.levels[place].of}
        return " / ".join(questions), element.answers if said & known else ()

    def profile_title(self, kind: str) -> str:
        return PROFILE_TITLES[kind]

    def check(self, layout: Layout, *, is_named: bool = False) -> tuple[str, ...]:
        """Refuse what can't be counted (SheetError); return what must be told.

        `is_named`: a person said which columns count, so a column without a title is theirs to
        leave out.
        """
        if not is_named:
            mapping.refuse_untitled(self.look, layout, self.asked)
        checking.refuse_other_scales(self.look, layout, self.asked)
        turned = own_questions.told(self.look, layout.places, self.asked.questions)
        return (*checking.formulas_told(self.look, layout), *turned)

    def unused(self, layout: Layout) -> tuple[Column, ...]:
        """Columns that are neither answers nor about respondents."""
        used = {*layout.places, *layout.profiles.values(), layout.identity}
        return tuple(one for one in self.look.columns if one.place not in used and one.title)

    def twins(self, layout: Layout, advance: Advance) -> Twins:
        if layout.identity is None:
            return Twins()
        look = self.look
        twins = find_twins(self.source, layout.identity, look.header, look.repeated, advance)
        title = look.columns[layout.identity].title
        if twins.same_identity and titles.is_running_number(title):
            # Sheets of several services below each other: every one begins with number one.
            return Twins(is_no_identity=True)
        return twins

    def count(
        self, layout: Layout, again: Mapping[int, int], leave: Leave, advance: Advance
    ) -> Count:
        """Count. `leave` is told of every row left out, in their order."""
        return count_rows(
            self.source, self.look, layout, again=again, leave=leave, advance=advance
        )


def open_sheet(
    path: Path,
    asked: Asked,
    *,
    advance: Advance,
    sheet: str | None = None,
    delimiter: str | None = None,
    wanted: Sequence[str] = (),
) -> AnswerSheet:
    """Open a file and look at it. SheetError says why not, and what to do.

    Of the sheets of a workbook the one with titles of elements is meant; are there several,
    a person must say which.
    """
    sources = open_source(path, sheet=sheet, delimiter=delimiter)
    seen: list[AnswerSheet] = []
    first: SheetError | None = None
    for source in sources:
        try:
            look = look_at(source, asked.elements, (*wanted, *asked.titles), advance)
            seen.append(AnswerSheet(source, look, asked))
        except SheetError as error:
            first = first or error
    if not seen:
        raise first or SheetError(NO_ANSWERS)
    if len(seen) == 1:
        return seen[0]
    fitting = [one for one in seen if _has_elements(one)]
    if len(fitting) == 1:
        return fitting[0]
    names = [one.source.name for one in fitting or seen]
    raise SheetError(f"Ada beberapa lembar: {listed(names)}. Sebut satu dengan --sheet.")


def _has_elements(sheet: AnswerSheet) -> bool:
    """Whether most elements have a column here (those of U8 and U9 may still be asked about)."""
    try:
        missing = sheet.guess().missing
    except SheetError:
        return True
    return 2 * len(missing) < len(sheet.asked.elements)


def _stranger(column: Column) -> str:
    texts = [text for text in column.texts or () if text.strip()]
    if not texts and column.texts is not None:
        return f"{column.begun} menyebut unsur, tetapi kosong."
    shown = listed(texts[:3])
    return (
        f"{column.begun} menyebut unsur, tetapi sebagian besar isinya bukan jawaban yang dikenal "
        f"({shown}). {checking.WORDS_HELP}"
    )
