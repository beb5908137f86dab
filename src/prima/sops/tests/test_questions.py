"""Questions on own rows: over the whole catalogue each has exactly one right answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain, combinations, pairwise

import pytest

from prima.sops.core import NO, REFUSED, Condition, Norm, SopDocument, build
from prima.sops.core.catalogue import file_of_service
from prima.sops.core.questions import FEWEST_CHOICES, QUESTIONS, Question, ask, possible, wrong_of
from prima.sops.tests.places import CATALOGUE, KEY

KEYS = sorted(path.stem for path in (CATALOGUE / "sops").glob("[!_]*.yaml"))


@cache
def document_of(key: str = KEY) -> SopDocument:
    found = file_of_service(CATALOGUE, key)
    assert found is not None
    return found


def all_questions(document: SopDocument) -> Iterator[Question]:
    for step in document.steps:
        for seed in ("7:1", "7:2"):
            yield from possible(document, step, seed=seed)


def ends(document: SopDocument, question: Question) -> set[str]:
    """Where the automaton goes, in every situation an applicant can be in."""
    situations = sorted(document.situations)
    every = chain.from_iterable(
        combinations(situations, size) for size in range(len(situations) + 1)
    )
    automaton, found = build(document), set[str]()
    for facts in every:
        moved = automaton.move({question.step}, question.step, question.outcome, frozenset(facts))
        found |= {REFUSED} if moved.ended else set(moved.opens)
    return found


def right_ones(document: SopDocument, question: Question) -> list[int]:
    """The choices that are right, found in another way than they were made."""
    step = document.step(question.step)
    if question.kind in {"next", "branch"}:
        (target,) = ends(document, question)
        return [at for at, one in enumerate(question.choices) if one == target]
    if question.kind == "norm":
        wanted = step.norm.working_minutes(450)
        times = [one for one in question.choices if isinstance(one, Norm)]
        return [at for at, one in enumerate(times) if one.working_minutes(450) == wanted]
    papers = step.output if question.kind == "output" else step.standard_input
    known = {" ".join(one.casefold().split()) for one in papers}
    return [
        at
        for at, one in enumerate(question.choices)
        if isinstance(one, str) and " ".join(one.casefold().split()) in known
    ]


def shown(document: SopDocument, question: Question) -> list[str]:
    """The choices as a reader tells them apart."""
    if question.kind in {"next", "branch"}:
        return [
            str(one) if one == REFUSED else document.step(str(one)).text.casefold()
            for one in question.choices
        ]
    return [str(one).casefold() for one in question.choices]


@pytest.mark.parametrize("key", KEYS)
def test_every_question_of_the_catalogue_has_exactly_one_right_answer(key: str) -> None:
    document = document_of(key)

    for question in all_questions(document):
        assert right_ones(document, question) == [question.right], question
        texts = shown(document, question)
        assert FEWEST_CHOICES <= len(texts) == len(set(texts)), question


@pytest.mark.parametrize("key", KEYS)
def test_everybody_in_the_catalogue_gets_three_questions_on_rows_of_their_own(key: str) -> None:
    document = document_of(key)
    duties = {duty for step in document.steps for duty in document.duties_of(step)}

    for duty in sorted(duties):
        own = [step.key for step in document.steps if duty in document.duties_of(step)]
        questions = ask(document, own, seed="1:1")

        assert len(questions) == QUESTIONS, duty
        assert {one.step for one in questions} <= set(own)
        assert len({one.key for one in questions}) == QUESTIONS


def test_the_same_person_is_asked_the_same_and_two_people_are_not() -> None:
    document = document_of()
    own = [step.key for step in document.steps if "front_office" in document.duties_of(step)]

    asked = {seed: ask(document, own, seed=seed) for seed in map(str, range(12))}

    assert all(ask(document, own, seed=seed) == found for seed, found in asked.items())
    assert len(set(asked.values())) > 1


def test_rows_that_changed_are_asked_about_first() -> None:
    document = document_of()
    own = [step.key for step in document.steps if "front_office" in document.duties_of(step)]

    for key in own:
        assert key in {one.step for one in ask(document, own, seed="1", focus={key})}


def test_kinds_and_rows_change_where_the_table_allows_it() -> None:
    document = document_of()
    own = [step.key for step in document.steps if document.is_office_step(step)]

    questions = ask(document, own, seed="1")

    assert len({one.kind for one in questions}) == len({one.step for one in questions}) == 3


def test_a_way_that_depends_on_the_applicant_is_not_asked_about() -> None:
    document = document_of()
    first, second, *others = document.steps
    depends = replace(second, applies_when=Condition(any=frozenset({"kembar"})))
    changed = replace(document, steps=(first, depends, *others))

    kinds = {one.kind for one in possible(changed, first, seed="1")}

    assert "next" in {one.kind for one in possible(document, first, seed="1")}
    assert "next" not in kinds


def test_what_a_no_leads_to_has_the_way_of_the_yes_beside_it() -> None:
    document = document_of()
    decision = next(step for step in document.steps if step.symbol == "decision")

    question = next(one for one in possible(document, decision, seed="1") if one.kind == "branch")

    place = document.position[decision.key]
    assert question.outcome == NO
    assert question.choices[question.right] == decision.exit_for(NO)
    assert document.steps[place + 1].key in question.choices


def test_times_that_are_nearly_the_same_are_not_offered_together() -> None:
    document = document_of()
    minutes = iter((4, 5, 4, 6, 5, 60, 1))
    steps = [
        replace(step, norm=Norm(next(minutes, 5), "working_minute")) for step in document.steps
    ]
    changed = replace(document, steps=tuple(steps))

    for step in changed.steps:
        question = next(one for one in possible(changed, step, seed="1") if one.kind == "norm")
        times = sorted(one.working_minutes(450) for one in question.choices)  # type: ignore[union-attr]
        assert all(after >= 1.25 * before for before, after in pairwise(times))


def test_a_procedure_whose_rows_say_the_same_asks_less() -> None:
    document = document_of()
    same = [
        replace(
            step, text="Mengolah berkas", output=("Berkas",), standard_input=("Berkas",),
            norm=Norm(None, "working_minute", "waiting", "sampai selesai"),
        )
        for step in document.steps
    ]  # fmt: skip
    dull = replace(document, steps=tuple(same))

    assert ask(dull, [step.key for step in dull.steps], seed="1") == ()


def test_wrong_and_missing_answers_are_named() -> None:
    document = document_of()
    own = [step.key for step in document.steps if document.is_office_step(step)]
    first, second, third = questions = ask(document, own, seed="1")
    answers = {first.key: first.right, second.key: (second.right + 1) % len(second.choices)}

    assert wrong_of(questions, answers) == (second, third)
    assert wrong_of(questions, {one.key: one.right for one in questions}) == ()
