"""Procedures with groups, made at random, and their language defined without states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from prima.sops.core import NO, REFUSED, YES, Condition, Norm, SopDocument, Step
from prima.sops.core.replay import Done
from prima.sops.tests.strategies import key, situations
from prima.sops.tests.test_groups import grouped

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


# A word of a group is one whose letters, looked at thread by thread, are words of the threads.


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
