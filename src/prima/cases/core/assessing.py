"""What an assessor answered on form M or E, and what is still missing before it is set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

GOOD: Final = "good"
BAD: Final = "bad"
LONGEST_NOTE: Final = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of a form: good or bad (E: ya or tidak), what was seen, and what will be done."""

    judgement: str = ""
    note: str = ""
    follow_up: str = ""


Answers = Mapping[str, Answer]


def read_answers(data: Mapping[str, Any]) -> dict[str, Answer]:
    """Answers as they were stored."""
    return {key: Answer(**one) for key, one in data.items()}


def write_answers(answers: Answers) -> dict[str, Any]:
    """Answers as they are stored."""
    return {key: asdict(one) for key, one in answers.items()}


def unjudged(keys: Iterable[str], answers: Answers) -> list[str]:
    """The rows nobody has judged yet."""
    return [key for key in keys if answers.get(key, Answer()).judgement not in {GOOD, BAD}]


def unexplained(keys: Iterable[str], answers: Answers, *, with_follow_up: bool) -> list[str]:
    """The rows judged bad that do not say what was seen or, where it is asked, what follows."""
    return [
        key
        for key in keys
        if (one := answers.get(key, Answer())).judgement == BAD
        and (not one.note.strip() or (with_follow_up and not one.follow_up.strip()))
    ]
