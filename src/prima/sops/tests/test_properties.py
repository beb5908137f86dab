"""What holds for every procedure, tried on random ones."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prima.sops.core import (
    Ended,
    Norm,
    Promise,
    SopDocument,
    build,
    content_hash,
    errors,
    from_data,
    to_data,
    validate,
)
from prima.sops.core.flow import fact_sets
from prima.sops.core.lengths import longest_minutes
from prima.sops.tests.strategies import (
    SITUATIONS,
    any_documents,
    key,
    settable_documents,
    situations,
)
from prima.sops.tests.test_automaton import document as example

QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def walk(document: SopDocument, facts: frozenset[str], seed: int, limit: int) -> Ended | None:
    """Finish rows with random outcomes until the procedure ends, or until the limit."""
    chance = random.Random(seed)
    automaton = build(document)
    open_row = automaton.first(facts)[0]
    for _ in range(limit):
        after = automaton.after(open_row, chance.choice(document.step(open_row).outcomes), facts)
        if isinstance(after, Ended):
            return after
        (open_row,) = after
    return None


@QUICK
@given(any_documents())
def test_a_document_survives_being_written_and_read(document: SopDocument) -> None:
    again = from_data(to_data(document))

    assert again == document
    assert content_hash(again) == content_hash(document)


@QUICK
@given(any_documents(), any_documents())
def test_equal_hash_means_equal_content(one: SopDocument, other: SopDocument) -> None:
    assert (content_hash(one) == content_hash(other)) == (one == other)


@QUICK
@given(any_documents(), situations)
def test_an_open_row_always_applies_to_the_case(
    document: SopDocument, facts: frozenset[str]
) -> None:
    for arc in build(document).arcs(facts):
        if isinstance(arc.target, str):
            assert document.step(arc.target).applies_when.holds(facts)


@QUICK
@given(settable_documents())
def test_what_an_office_would_set_passes(document: SopDocument) -> None:
    assert errors(validate(document)) == []


@QUICK
@given(any_documents(), st.integers(0, 9), st.integers(0, 7))
def test_a_case_under_a_valid_procedure_can_always_end(
    document: SopDocument, seed: int, picked: int
) -> None:
    if errors([f for f in validate(document) if f.rule in {"V6", "V13"}]):
        return
    facts = frozenset(name for bit, name in enumerate(SITUATIONS) if picked >> bit & 1)
    if not build(document).first(facts):
        return

    assert walk(document, facts, seed, limit=20_000) is not None


@QUICK
@given(settable_documents())
def test_the_longest_path_equals_the_longest_of_all_paths(document: SopDocument) -> None:
    stop = document.steps[-1].key
    minutes = longest_minutes(document, "received", f"step:{stop}:done", 450)

    assert minutes == max(_all_rows(document, facts) for facts in fact_sets(document))


def _all_rows(document: SopDocument, facts: frozenset[str]) -> int:
    """Where decisions only go back or refuse, the normal path is every row that applies."""
    return sum(
        step.norm.working_minutes(450)
        for step in document.steps[1:]
        if step.applies_when.holds(facts)
    )


def test_checking_a_procedure_takes_time_in_proportion_to_its_rows() -> None:
    def seconds(rows: int) -> float:
        document = long_document(rows)
        best = []
        for _ in range(5):
            started = time.perf_counter()
            validate(document, Promise(10_000, "working_day", "received", "step:row1:done"))
            best.append(time.perf_counter() - started)
        return min(best)

    small, large = seconds(500), seconds(4_000)

    assert large < small * 8 * 3


def long_document(rows: int) -> SopDocument:
    """A valid procedure of many rows, every other a decision that goes back one row."""
    base = example()
    process = replace(base.steps[1], exits=(), symbol="process", norm=Norm(1, "working_minute"))
    steps = [replace(base.steps[0], key=key(0))]
    for index in range(1, rows - 1):
        decides = index % 2 == 0
        steps.append(
            replace(
                process,
                key=key(index),
                symbol="decision" if decides else "process",
                exits=(("no", key(index - 1)),) if decides else (),
            )
        )
    steps.append(replace(base.steps[0], key=key(rows - 1)))
    assert all(one.key != other.key for one, other in pairwise(steps))
    return replace(base, steps=tuple(steps))
