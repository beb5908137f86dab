"""The questions of an office's own form: found by their words, turned round where they must be."""

from collections.abc import Iterator, Mapping, Sequence

from prima.surveys.core.instruments import Question
from prima.surveys.core.reading import titles
from prima.surveys.core.reading.answers import Levels, plain
from prima.surveys.core.reading.faults import SheetError, quoted
from prima.surveys.core.reading.looking import Column, Look

Questions = Mapping[str, tuple[Question, ...]]


def question_of(title: str, questions: Questions) -> tuple[str, Question] | None:
    """The element and question that a title repeats word for word, with or without a number."""
    said = {plain(title), titles.without_number(title)}
    for key, ones in questions.items():
        for one in ones:
            if plain(one.text) in said:
                return key, one
    return None


def heading_of(column: Column, questions: Questions) -> titles.Heading | None:
    """What the title of such a column says; None for any other column."""
    found = question_of(column.title, questions)
    if found is None:
        return None
    key, question = found
    return titles.Heading(key, question=str(questions[key].index(question) + 1))


def unasked(found: Mapping[str, Sequence[Column]], questions: Questions) -> Iterator[str]:
    """Questions of an element with several that no column holds: a doubt, never silence."""
    for key, columns in found.items():
        asked = questions.get(key, ())
        missing = len(asked) - len(columns)
        if missing <= 0:
            continue
        titled = {plain(one.text) for one in _matched(columns, questions)}
        lost = [quoted(one.text) for one in asked if plain(one.text) not in titled]
        yield f"{missing} pertanyaan tidak ada kolomnya, mungkin {' atau '.join(lost)}."


def turned(
    look: Look,
    places: Mapping[str, Sequence[int]],
    levels: Mapping[int, Levels],
    questions: Questions,
    scale: range,
) -> dict[int, Levels]:
    """The levels, those of reversed questions turned round. SheetError where one has no column.

    Which column is the reversed one must be read from its title: turned the wrong way, an
    element would be counted upside down.
    """
    result = dict(levels)
    for key, columns in places.items():
        wanted = {one for one in questions.get(key, ()) if one.is_reversed}
        for place in columns:
            found = question_of(look.columns[place].title, questions)
            if found is not None and found[1] in wanted:
                wanted.remove(found[1])
                result[place] = _turned(levels[place], scale)
        if wanted:
            raise SheetError(*(_no_column(one) for one in wanted))
    return result


def told(look: Look, places: Sequence[int], questions: Questions) -> Iterator[str]:
    """Which columns were turned round."""
    for place in places:
        found = question_of(look.columns[place].title, questions)
        if found is not None and found[1].is_reversed:
            yield f"{look.columns[place].begun} ditanyakan terbalik, jadi nilainya dibalik."


def _turned(levels: Levels, scale: range) -> Levels:
    of = {text: scale[0] + scale[-1] - level for text, level in levels.of.items()}
    return Levels(of, levels.unknown, levels.outside, levels.troubles)


def _matched(columns: Sequence[Column], questions: Questions) -> Iterator[Question]:
    for column in columns:
        found = question_of(column.title, questions)
        if found is not None:
            yield found[1]


def _no_column(question: Question) -> str:
    return (
        f"Pertanyaan terbalik {quoted(question.text)} tidak ditemukan. Samakan judul kolomnya "
        "dengan bunyi pertanyaan itu di berkas instrumen."
    )
