"""How fast the journal is written and read again.

Not collected by `make test`; `make bench-journal` runs it and prints JSON.
"""

import json
import os
import time
from pathlib import Path

import pytest

from prima.kernel import journal
from prima.kernel.tests.support import OwnDatabase, do

CHAINS = tuple(f"office:{number}" for number in range(1, 11))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "10000"))
SINGLE = 500


def test_rate_of_writing_and_verifying(
    own_database: OwnDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    started = time.perf_counter()
    for number in range(SINGLE):
        do(CHAINS[number % len(CHAINS)], step=number)
    actions = SINGLE / (time.perf_counter() - started)
    for number in range(ROUNDS):
        do(*CHAINS, step=number)
    anchor, signing = timed_anchor()

    started = time.perf_counter()
    report = journal.verify(anchor)
    seconds = time.perf_counter() - started

    assert report.is_whole
    found = {
        "actions_of_one_entry_per_second": round(actions),
        "entries": report.entries,
        "anchor_seconds": round(signing, 2),
        "verify_seconds": round(seconds, 2),
        "verified_per_second": round(report.entries / seconds),
    }
    with capsys.disabled():
        print(json.dumps(found, indent=2))  # noqa: T201 - this is the result


def timed_anchor() -> tuple[Path, float]:
    """Sign all heads, and say how long it took."""
    started = time.perf_counter()
    path = journal.write_anchor()
    return path, time.perf_counter() - started
