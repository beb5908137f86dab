"""Questions on a person's own rows of a procedure, made from the procedure itself.

Whoever reads what they will do from a day on is asked three things about it (PermenPANRB 35/2012:
socialisation before application). A wrong answer stands in the same table, so that it can only be
told from the right one by having read the row; and no wrong answer may be read as right, so what
resembles the right one is left out and a row that gives no clear question gives none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Literal

from prima.sops.core.model import (
    DONE,
    NO,
    REFUSED,
    YES,
    Condition,
    Norm,
    SopDocument,
    Step,
)
from prima.sops.core.validation import NORMAL_DAY_MINUTES

QuestionKind = Literal["next", "branch", "norm", "output", "input"]
# The key of a row or `refused` (next, branch), a time, or the words of a paper (output, input).
Answer = str | Norm

QUESTIONS: Final = 3
MOST_CHOICES: Final = 4
FEWEST_CHOICES: Final = 3
# Two times nearer than this share are not told apart by reading, only by remembering.
_CLEARLY_OTHER: Final = 1.25
# Two texts that share more of their words than this may mean the same to a reader.
_ALIKE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Question:
    """One question on one row: its choices in the order shown, and the place of the right one."""

    kind: QuestionKind
    step: str
    choices: tuple[Answer, ...]
    right: int
    outcome: str = DONE

    @property
    def key(self) -> str:
        """What tells it from the other questions of the procedure."""
        return f"{self.kind}:{self.step}"


def ask(
    document: SopDocument,
    own: Collection[str],
    *,
    seed: str,
    focus: Collection[str] = (),
    count: int = QUESTIONS,
) -> tuple[Question, ...]:
    """At most `count` questions on the rows `own`, those in `focus` before the others.

    The same seed gives the same questions with their choices in the same order; different kinds
    and different rows go before second ones. Fewer come back where the rows give fewer.
    """
    left = [one for key in own for one in possible(document, document.step(key), seed=seed)]
    chosen: list[Question] = []
    while left and len(chosen) < count:
        best = min(left, key=lambda one: _rank(one, chosen, focus, seed))
        chosen.append(best)
        left.remove(best)
    return tuple(sorted(chosen, key=lambda one: document.position[one.step]))


def possible(document: SopDocument, step: Step, *, seed: str) -> Iterator[Question]:
    """Every question this row gives."""
    for kind, make in _MAKERS.items():
        for made in make(document, step):
            question = _shuffled(kind, step.key, made, seed)
            if question is not None:
                yield question


def wrong_of(questions: Iterable[Question], answers: Mapping[str, int]) -> tuple[Question, ...]:
    """The questions not answered rightly; `answers` are places of choices by `Question.key`."""
    return tuple(one for one in questions if answers.get(one.key) != one.right)


# The outcome asked about, the right answer, and wrong ones with the best first.
_Made = tuple[str, Answer, list[Answer]]


def _after(document: SopDocument, step: Step) -> Iterator[_Made]:
    if step.symbol == "decision":
        return
    target = _sure_target(document, step, DONE)
    if target is not None and target != REFUSED:
        yield DONE, target, _other_rows(document, step, target)


def _branches(document: SopDocument, step: Step) -> Iterator[_Made]:
    if step.symbol != "decision":
        return
    target, other = (_sure_target(document, step, outcome) for outcome in (NO, YES))
    if target is None or target == other:
        return
    rows = _other_rows(document, step, target)
    # Where the other answer leads is the mistake that matters.
    beside = [one for one in (other, REFUSED) if one is not None and one != target]
    first = [one for one in dict.fromkeys(beside) if one == REFUSED or one in rows]
    yield NO, target, [*first, *(one for one in rows if one not in first)]


def _sure_target(document: SopDocument, step: Step, outcome: str) -> str | None:
    """Where the outcome leads whatever the situation of the applicant; None where that depends."""
    if step.group:
        return None
    target = step.exit_for(outcome)
    if target == REFUSED:
        return target
    place = document.position[step.key] + 1 if target is None else document.position[target]
    if place >= len(document.steps):
        return None
    found = document.steps[place]
    return found.key if found.applies_when == Condition() and not found.group else None


def _other_rows(document: SopDocument, step: Step, target: str) -> list[Answer]:
    """Rows that are not the right one, near ones first, each with a text of its own."""
    taken = [step.text] if target == REFUSED else [step.text, document.step(target).text]
    here = document.position[step.key]
    found: list[Answer] = []
    for other in sorted(document.steps, key=lambda one: abs(document.position[one.key] - here)):
        if other.key in {step.key, target} or any(_is_alike(other.text, one) for one in taken):
            continue
        taken.append(other.text)
        found.append(other.key)
    return found


def _norms(document: SopDocument, step: Step) -> Iterator[_Made]:
    if step.norm.kind != "working" or not step.norm.amount:
        return
    right = _plain(step.norm, step.norm.amount)
    others = sorted(
        (
            _plain(one.norm, one.norm.amount)
            for one in document.steps
            if one.norm.kind == "working" and one.norm.amount
        ),
        key=lambda one: _ratio(one, right),
    )
    # Where the table has too few other times, the double and the half are as easily believed.
    made = [_plain(right, right.amount * by) for by in (2, 3, 4) if right.amount]
    yield DONE, right, _clearly_other(right, [*others, *made])


def _plain(norm: Norm, amount: int) -> Norm:
    return Norm(amount, norm.unit)


def _clearly_other(right: Norm, norms: Iterable[Norm]) -> list[Answer]:
    taken = [right]
    for norm in norms:
        if all(_ratio(norm, one) >= _CLEARLY_OTHER for one in taken):
            taken.append(norm)
    return [*taken[1:]]


def _ratio(one: Norm, other: Norm) -> float:
    """How many times the shorter goes into the longer."""
    lengths = [norm.working_minutes(NORMAL_DAY_MINUTES) for norm in (one, other)]
    return max(lengths) / min(lengths)


def _papers(
    of: Callable[[Step], tuple[str, ...]],
) -> Callable[[SopDocument, Step], Iterator[_Made]]:
    def make(document: SopDocument, step: Step) -> Iterator[_Made]:
        if not of(step):
            return
        taken = [*of(step)]
        found: list[Answer] = []
        for text in (text for other in document.steps for text in of(other)):
            if not any(_is_alike(text, one) for one in taken):
                taken.append(text)
                found.append(text)
        yield DONE, of(step)[0], found

    return make


_MAKERS: Final[Mapping[QuestionKind, Callable[[SopDocument, Step], Iterator[_Made]]]] = {
    "branch": _branches,
    "next": _after,
    "norm": _norms,
    "output": _papers(lambda step: step.output),
    "input": _papers(lambda step: step.standard_input),
}


def _is_alike(one: str, other: str) -> bool:
    """Whether a reader might take one text for the other: one inside the other, or half shared."""
    first, second = _words(one), _words(other)
    shared = len(first & second)
    return shared >= min(len(first), len(second)) or shared > _ALIKE * len(first | second)


def _words(text: str) -> frozenset[str]:
    return frozenset("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())


def _shuffled(kind: QuestionKind, step: str, made: _Made, seed: str) -> Question | None:
    """The question with its choices in an order of its own; None where choices are too few.

    Of twice as many wrong answers as are shown the seed takes some: neighbours at a counter do
    not get the same ones.
    """
    outcome, right, wrong = made
    if len(wrong) < FEWEST_CHOICES - 1:
        return None
    first, *others = wrong[: 2 * (MOST_CHOICES - 1)]
    others.sort(key=lambda one: _digest(seed, kind, step, one))
    choices: list[Answer] = [right, first, *others[: MOST_CHOICES - 2]]
    choices.sort(key=lambda one: _digest(seed, "order", kind, step, one))
    return Question(kind, step, tuple(choices), choices.index(right), outcome)


def _rank(
    question: Question, chosen: list[Question], focus: Collection[str], seed: str
) -> tuple[int, bool, bytes]:
    used = sum((one.kind == question.kind) + (one.step == question.step) for one in chosen)
    return used, question.step not in focus, _digest(seed, question.kind, question.step)


def _digest(*parts: object) -> bytes:
    return sha256("\0".join(map(str, parts)).encode()).digest()
