"""Threads of a group go side by side: moves, replay, and the language they accept."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prima.sops.core import (
    DONE,
    NO,
    REFUSED,
    YES,
    Condition,
    Ended,
    Norm,
    SopDocument,
    Step,
    build,
    errors,
    validate,
)
from prima.sops.core.automaton import COMPLETED, REFUSAL, Automaton, Move
from prima.sops.core.flow import graph
from prima.sops.core.lengths import longest_minutes, side_by_side
from prima.sops.core.replay import Done, replay
from prima.sops.tests.strategies import key, situations
from prima.sops.tests.test_groups import changed, grouped

QUICK = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
SUBMITTED = Done("submit", DONE)


def test_a_group_opens_the_first_row_of_each_thread() -> None:
    assert build(grouped()).after("submit", DONE) == ["check", "visit"]


def test_a_thread_goes_on_while_the_other_waits() -> None:
    assert build(grouped()).move({"check", "visit"}, "check", YES) == Move(opens=("copy",))


def test_the_row_after_the_group_opens_when_the_last_thread_is_done() -> None:
    automaton = build(grouped())

    assert automaton.move({"copy", "visit"}, "visit", DONE) == Move()
    assert automaton.move({"copy"}, "copy", DONE) == Move(opens=("print",))


def test_a_refusal_closes_what_is_open_beside_it() -> None:
    refused = build(grouped()).move({"check", "visit"}, "check", NO)

    assert refused == Move(closes=("visit",), ended=REFUSAL)


def test_going_back_before_the_group_leaves_all_of_it() -> None:
    automaton = build(changed("check", exits=((NO, "submit"),)))

    assert automaton.move({"check", "visit"}, "check", NO) == Move(("submit",), ("visit",))


def test_another_thread_may_let_the_whole_group_begin_again() -> None:
    automaton = build(changed("visit", symbol="decision", exits=((NO, "check"),)))

    assert automaton.move({"copy", "visit"}, "visit", NO) == Move(("check", "visit"), ("copy",))


def test_a_way_back_inside_a_thread_leaves_the_others_alone() -> None:
    automaton = build(changed("copy", symbol="decision", exits=((NO, "check"),)))

    assert automaton.move({"copy", "visit"}, "copy", NO) == Move(("check",))


def test_a_thread_whose_rows_do_not_apply_is_passed_through() -> None:
    automaton = build(changed("visit", applies_when=Condition(any=frozenset({"far"}))))

    assert automaton.after("submit", DONE) == ["check"]
    assert automaton.move({"copy"}, "copy", DONE) == Move(opens=("print",))
    assert automaton.after("submit", DONE, {"far"}) == ["check", "visit"]


def test_a_group_in_which_nothing_applies_is_passed_through() -> None:
    far = Condition(any=frozenset({"far"}))
    document = grouped()
    steps = (replace(s, applies_when=far) if s.group else s for s in document.steps)

    assert build(replace(document, steps=tuple(steps))).after("submit", DONE) == ["print"]


def test_a_thread_that_never_ends_is_found_though_the_other_one_does() -> None:
    document = changed("check", exits=((YES, "check"), (NO, REFUSED)))

    found = {f.step_key for f in validate(document) if f.rule == "V6"}

    assert {"copy", "print", "sign", "archive"} <= found


# How long: what the same people do adds up, what others do passes beside it.


def with_minutes(**minutes: int) -> SopDocument:
    document = grouped()
    steps = (
        replace(s, norm=Norm(minutes.get(s.key, 1), "working_minute")) for s in document.steps
    )
    return replace(document, steps=tuple(steps))


def length(document: SopDocument, start: str = "submit", stop: str = "archive") -> int | None:
    return longest_minutes(document, f"step:{start}:done", f"step:{stop}:done", 450)


def test_threads_of_different_duties_count_by_the_longer_one() -> None:
    assert length(with_minutes(check=10, copy=5, visit=7)) == 15 + 3
    assert length(with_minutes(check=10, copy=5, visit=40)) == 40 + 3


def test_threads_of_one_duty_add_up() -> None:
    document = with_minutes(check=10, copy=5, visit=7)
    steps = (replace(s, actors=("desk",)) if s.key == "visit" else s for s in document.steps)
    alone = replace(document, steps=tuple(steps))

    assert length(alone) == 22 + 3
    assert [len(part) for part in side_by_side(alone, alone.groups[0])] == [2]
    assert length(alone, stop="check") == 10 + 7
    assert length(alone, start="check") == 5 + 7 + 3


def test_a_moment_inside_a_group_counts_its_own_thread() -> None:
    document = with_minutes(check=10, copy=5, visit=40)

    assert length(document, stop="copy") == 15
    assert length(document, start="check", stop="copy") == 5
    assert length(document, start="check") == 40 + 3


# Replay.


def test_a_history_that_fits_gives_the_open_rows() -> None:
    history = [SUBMITTED, Done("visit", DONE), Done("check", YES)]

    replayed = replay(build(grouped()), history)

    assert replayed.fits
    assert replayed.open_rows == ("copy",)


@pytest.mark.parametrize(
    ("history", "at", "kind"),
    [
        ([Done("gone", DONE)], 0, "unknown_row"),
        ([SUBMITTED, Done("copy", DONE)], 1, "not_open"),
        ([SUBMITTED, Done("visit", DONE), Done("visit", DONE)], 2, "not_open"),
        ([SUBMITTED, Done("visit", YES)], 1, "unknown_outcome"),
        ([SUBMITTED, Done("check", NO), Done("visit", DONE)], 2, "after_the_end"),
    ],
)
def test_the_first_step_that_does_not_fit_is_named(
    history: list[Done], at: int, kind: str
) -> None:
    replayed = replay(build(grouped()), history)

    assert not replayed.fits
    assert replayed.misfit is not None
    assert (replayed.misfit.at, replayed.misfit.done, replayed.misfit.kind) == (
        at, history[at], kind
    )  # fmt: skip


# The language, defined a second time without states: a word of a group is one whose letters,
# looked at thread by thread, are words of the threads.

Word = Sequence[Done]


@st.composite
def grouped_documents(draw: st.DrawFn) -> SopDocument:
    """Plain rows and groups by turns; decisions go back in their thread, before it, or refuse."""
    names: list[tuple[str, str]] = [("", "")]
    for block in range(draw(st.integers(1, 3))):
        names += [("", "")] * draw(st.integers(0, 2))
        for thread in range(draw(st.integers(2, 3))):
            names += [(f"g{block}", f"t{thread}")] * draw(st.integers(1, 2))
    names.append(("", ""))
    steps = tuple(_row(draw, at, names) for at in range(len(names)))
    return replace(grouped(), steps=steps)


@st.composite
def wild_documents(draw: st.DrawFn) -> SopDocument:
    """Readable groups in which decisions loop, and some threads or procedures never end."""
    document = draw(grouped_documents())
    steps = []
    for step in document.steps:
        own = [one.key for one in document.steps if document.is_beside(step.key, one.key)]
        mine = [key for key in own if document.step(key).thread == step.thread]
        exits = step.exits
        if step.symbol == "decision" and mine and draw(st.booleans()):
            back = draw(st.sampled_from([*mine, step.exit_for(NO) or REFUSED]))
            exits = ((YES, draw(st.sampled_from(mine))), (NO, back))
        steps.append(replace(step, exits=exits))
    return replace(document, steps=tuple(steps))


def _row(draw: st.DrawFn, at: int, names: list[tuple[str, str]]) -> Step:
    group, thread = names[at]
    edge = at in {0, len(names) - 1}
    first = names.index((group, "t0")) if group else at
    targets = [key(other) for other in range(first + 1) if not names[other][0]] + [REFUSED]
    if group:
        targets += [key(first), key(names.index((group, thread)))]
    decides = not edge and draw(st.booleans())
    return Step(
        key=key(at),
        text="Memeriksa berkas",
        actors=("applicant",) if at == 0 else (draw(st.sampled_from(["desk", "surveyor"])),),
        symbol="terminator" if edge else "decision" if decides else "process",
        norm=Norm(draw(st.integers(1, 60)), "working_minute"),
        standard_input=("Berkas",),
        output=("Berkas",),
        applies_when=Condition() if edge else draw(st.builds(Condition, situations)),
        exits=((NO, draw(st.sampled_from(targets))),) if decides else (),
        group=group,
        thread=thread,
    )


def accepts(document: SopDocument, facts: frozenset[str], word: Word) -> bool:
    """Whether the word leads from the first row to an end."""
    return _from_place(document, facts, list(word), 0)


def _from_place(document: SopDocument, facts: frozenset[str], word: list[Done], at: int) -> bool:
    if at == len(document.steps):
        return not word
    group = document.group_at.get(at)
    if group is not None:
        return _through_group(document, facts, word, at)
    step = document.steps[at]
    if not step.applies_when.holds(facts):
        return _from_place(document, facts, word, at + 1)
    if not word or word[0].step_key != step.key or word[0].outcome not in step.outcomes:
        return False
    exit_key = step.exit_for(word[0].outcome)
    if exit_key == REFUSED:
        return len(word) == 1
    return _from_place(
        document, facts, word[1:], document.position[exit_key] if exit_key else at + 1
    )


def _through_group(
    document: SopDocument, facts: frozenset[str], word: list[Done], at: int
) -> bool:
    group = document.group_at[at]
    threads = [[document.steps[place] for place in one.places] for one in group.threads]
    for size in range(len(word) + 1):
        inside, rest = word[:size], word[size:]
        seen = [
            [one for one in inside if one.step_key in {step.key for step in rows}]
            for rows in threads
        ]
        if sum(map(len, seen)) < size:
            return False
        ends = [_thread_end(rows, facts, own) for rows, own in zip(threads, seen, strict=True)]
        leaving = [end for end in ends if end not in {"done", "open"}]
        if "wrong" in leaving:
            return False
        if leaving:
            (target,) = leaving
            if target == REFUSED:
                return not rest
            return _from_place(document, facts, rest, document.position[target])
        if set(ends) == {"done"}:
            return _from_place(document, facts, rest, group.end)
    return False


def _thread_end(rows: list[Step], facts: frozenset[str], word: list[Done]) -> str:
    """Where a word of one thread leads: done, still open, wrong, or the row it leaves for."""
    keys = [step.key for step in rows]
    at = 0
    for number, one in enumerate(word):
        while at < len(rows) and not rows[at].applies_when.holds(facts):
            at += 1
        if at == len(rows) or rows[at].key != one.step_key:
            return "wrong"
        if one.outcome not in rows[at].outcomes:
            return "wrong"
        target = rows[at].exit_for(one.outcome)
        if target is not None and target not in keys:
            return target if number == len(word) - 1 else "wrong"
        at = keys.index(target) if target is not None else at + 1
    applies = [step for step in rows[at:] if step.applies_when.holds(facts)]
    return "open" if applies else "done"


def walked(automaton: Automaton, facts: frozenset[str], seed: int) -> tuple[list[Done], set[str]]:
    """Work on a case as an office does: finish any open row, until the end or sixty rows."""
    chance = random.Random(seed)
    open_rows, word = set(automaton.first(facts)), list[Done]()
    while open_rows and len(word) < 60:
        row = chance.choice(sorted(open_rows))
        outcome = chance.choice(automaton.document.step(row).outcomes)
        moved = automaton.move(open_rows, row, outcome, facts)
        word.append(Done(row, outcome))
        assert set(moved.closes) <= open_rows - {row}
        open_rows = (open_rows - {row, *moved.closes}) | set(moved.opens)
        assert not (moved.ended and open_rows)
    return word, open_rows


@QUICK
@given(grouped_documents(), situations, st.integers(0, 999))
def test_what_offices_may_do_is_exactly_the_interleaved_language(
    document: SopDocument, facts: frozenset[str], seed: int
) -> None:
    assert errors([f for f in validate(document) if f.rule == "V13"]) == []
    automaton = build(document)
    word, open_rows = walked(automaton, facts, seed)

    assert accepts(document, facts, word) == (not open_rows)

    chance = random.Random(seed)
    spoilt = list(word)
    for _time in range(chance.randint(1, 3)):
        one, other = chance.randrange(len(spoilt)), chance.randrange(len(spoilt))
        spoilt[one], spoilt[other] = spoilt[other], spoilt[one]
    replayed = replay(automaton, spoilt, facts)
    assert accepts(document, facts, spoilt) == (replayed.fits and replayed.ended is not None)


@QUICK
@given(grouped_documents(), situations, st.integers(0, 999))
def test_replaying_a_walk_on_its_own_procedure_fits_and_gives_its_open_rows(
    document: SopDocument, facts: frozenset[str], seed: int
) -> None:
    automaton = build(document)
    word, open_rows = walked(automaton, facts, seed)

    replayed = replay(automaton, word, facts)

    assert replayed.fits
    assert set(replayed.open_rows) == open_rows
    assert (replayed.ended in {COMPLETED, REFUSAL}) == (not open_rows)


OpenRows = frozenset[str]


def all_moves(
    automaton: Automaton, facts: frozenset[str]
) -> Iterator[tuple[OpenRows, OpenRows | Ended]]:
    """Every move between sets of open rows that a case with these facts can come to."""
    start = frozenset(automaton.first(facts))
    seen, waiting = {start}, [start]
    while waiting:
        state = waiting.pop()
        for row in state:
            for outcome in automaton.document.step(row).outcomes:
                moved = automaton.move(state, row, outcome, facts)
                target = (state - {row, *moved.closes}) | set(moved.opens)
                yield state, moved.ended or target
                if moved.ended is None and target not in seen:
                    seen.add(target)
                    waiting.append(target)


@QUICK
@given(wild_documents(), situations)
def test_looking_at_each_thread_by_itself_finds_what_walking_all_sets_finds(
    document: SopDocument, facts: frozenset[str]
) -> None:
    automaton = build(document)
    backward: dict[frozenset[str], list[frozenset[str]]] = defaultdict(list)
    last = set()
    sets = {frozenset(automaton.first(facts))}
    for source, target in all_moves(automaton, facts):
        if isinstance(target, Ended):
            last.add(source)
        else:
            backward[target].append(source)
            sets.add(target)
    ending, waiting = set(last), list(last)
    while waiting:
        new = [source for source in backward[waiting.pop()] if source not in ending]
        ending.update(new)
        waiting += new

    found = graph(document, facts)

    reached = frozenset().union(*sets)
    assert found.reached == reached
    assert found.stuck == reached - frozenset().union(*ending)


@QUICK
@given(grouped_documents(), situations)
def test_every_set_of_open_rows_can_be_reached_within_the_count(
    document: SopDocument, facts: frozenset[str]
) -> None:
    moves = list(all_moves(build(document), facts))

    sets = {source for source, _target in moves}
    assert len(sets) <= document.state_count
    assert all(isinstance(target, Ended) or target in sets for _source, target in moves)
