"""How fast a procedure of 30 rows is validated, drawn, and written and read as BPMN.

Not collected by `make test`; `make bench-sops` runs it and prints JSON. The bar is 2 ms each for
validating, drawing and writing: the cheapest of many rounds, as other work can only add to it.
"""

import json
import statistics
import time
from collections.abc import Callable

import pytest

from prima.sops.core import errors, validate
from prima.sops.core.bpmn_reading import read_bpmn
from prima.sops.core.bpmn_writing import write_bpmn
from prima.sops.core.drawing import draw
from prima.sops.core.svg import row_svg
from prima.sops.tests.bpmn_files import long_procedure

ROUNDS = 200
BAR_MS = 2.0


def test_time_of_a_procedure_of_30_rows(capsys: pytest.CaptureFixture[str]) -> None:
    document = long_procedure(30)
    content = write_bpmn(document)
    assert errors(validate(document)) == []
    names = {"yes": "Ya", "no": "Tidak", "refused": "Ditolak"}

    def pictures() -> None:
        drawing = draw(document)
        for index in range(len(document.steps)):
            row_svg(drawing, index, title="", names=names)

    figures = {
        "validate": measured(lambda: validate(document)),
        "draw": measured(pictures),
        "write_bpmn": measured(lambda: write_bpmn(document)),
        "read_bpmn": measured(lambda: read_bpmn(content)),
    }

    with capsys.disabled():
        print()  # noqa: T201 - the figures are what this is run for
        told = {"part": "bpmn", "rows": 30, "bytes": len(content), "cpu_ms": figures}
        print(json.dumps(told))  # noqa: T201 - as above
    for name in ("validate", "draw", "write_bpmn"):
        assert figures[name]["least"] <= BAR_MS, name


def measured(work: Callable[[], object]) -> dict[str, float]:
    took = []
    for _round in range(ROUNDS):
        begun = time.thread_time()
        work()
        took.append((time.thread_time() - begun) * 1000)
    return {"least": round(min(took), 3), "median": round(statistics.median(took), 3)}
