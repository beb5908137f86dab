"""How fast a procedure of 30 rows with three threads of six is checked, and a history replayed.

Not collected by `make test`; `make bench-sops` runs it and prints JSON. The group has 342 sets of
open rows; the bar for checking is that of a procedure without groups, 2 ms.
"""

import json
from dataclasses import replace

import pytest

from prima.sops.core import Done, SopDocument, build, errors, replay, validate
from prima.sops.tests.bench_bpmn import BAR_MS, measured
from prima.sops.tests.bpmn_files import long_procedure

INSIDE = range(6, 24)


def grouped_procedure() -> SopDocument:
    """30 rows, of which 18 lie in three threads; none of them decides."""
    document = long_procedure(30)
    steps = tuple(
        replace(step, symbol="process", exits=(), group="bersama", thread=f"jalur-{at // 6}")
        if at in INSIDE
        else replace(step, symbol="process", exits=()) if step.symbol == "decision" else step
        for at, step in enumerate(document.steps)
    )  # fmt: skip
    return replace(document, steps=steps)


def walk(document: SopDocument) -> list[Done]:
    """All rows once, thread by turns."""
    automaton, history = build(document), list[Done]()
    waiting = list(automaton.first())
    while waiting:
        row = waiting.pop(0)
        outcome = document.step(row).outcomes[0]
        moved = automaton.move({row, *waiting}, row, outcome)
        waiting += moved.opens
        history.append(Done(row, outcome))
    return history


def test_time_of_a_procedure_with_a_group(capsys: pytest.CaptureFixture[str]) -> None:
    document = grouped_procedure()
    automaton, history = build(document), walk(document)
    assert errors(validate(document)) == []
    assert replay(automaton, history).fits

    figures = {
        "validate": measured(lambda: validate(document)),
        "replay": measured(lambda: replay(automaton, history)),
    }

    with capsys.disabled():
        print()  # noqa: T201 - the figures are what this is run for
        told = {"part": "groups", "rows": 30, "sets": document.state_count, "cpu_ms": figures}
        print(json.dumps(told))  # noqa: T201 - as above
    assert figures["validate"]["least"] <= BAR_MS
