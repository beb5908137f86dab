"""Threads of a group go side by side: moves, replay, and the language they accept."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
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
    build,
    errors,
    validate,
)
from prima.sops.core.automaton import COMPLETED, REFUSAL, Automaton, Move
from prima.sops.core.flow import graph
from prima.sops.core.lengths import longest_minutes, side_by_side
from prima.sops.core.replay import Done, replay
from prima.sops.tests.interleaving import accepts, grouped_documents, wild_documents
from prima.sops.tests.strategies import situations
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
