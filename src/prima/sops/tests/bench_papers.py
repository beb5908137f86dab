"""How fast the papers of a procedure of 30 rows are written: document, file to edit, poster.

Not collected by `make test`; `make bench-sops` runs it and prints JSON. The bar is 250 ms for the
PDF. Every round has other texts, because the typesetter remembers what it has set before.
"""

import json
import statistics
import time
from collections.abc import Callable

import pytest

from prima.sops import documents
from prima.sops.core import SopDocument
from prima.sops.models import SopVersion
from prima.sops.tests.test_sheet import NOW, procedure, version_of

ROUNDS = 30
BAR_MS = 250.0


def test_time_of_the_papers_of_30_rows(capsys: pytest.CaptureFixture[str]) -> None:
    figures = {
        "pdf_a4": _measured(lambda version: _sheets(version, "a4")),
        "pdf_f4": _measured(lambda version: _sheets(version, "f4")),
        "docx": _measured(_file),
        "poster": _measured(_poster),
    }

    with capsys.disabled():
        print()  # noqa: T201 - the figures are what this is run for
        print(json.dumps({"part": "pdf", "rows": 30, "ms": figures}))  # noqa: T201 - as above
    assert figures["pdf_a4"]["median"] <= BAR_MS
    assert figures["pdf_f4"]["median"] <= BAR_MS


def _measured(work: Callable[[SopVersion], bytes]) -> dict[str, float]:
    """Milliseconds on the clock, from the stored version to the file."""
    took = []
    for number in range(ROUNDS):
        version = version_of(_other(number))
        begun = time.perf_counter()
        work(version)
        took.append((time.perf_counter() - begun) * 1000)
    worst = sorted(took)[-2]
    return {
        "least": round(min(took), 1),
        "median": round(statistics.median(took), 1),
        "second_worst": round(worst, 1),
    }


def _other(number: int) -> SopDocument:
    text = f"Memeriksa kelengkapan berkas permohonan nomor {time.time_ns()} {number} langkah"
    return procedure(30, text=text)


def _sheets(version: SopVersion, paper: str) -> bytes:
    shown = documents.table(version.document, {})
    return documents.sop_pdf(
        version, shown, closing=[], language="id", at=NOW, paper=documents.PAPERS[paper]
    )


def _file(version: SopVersion) -> bytes:
    shown = documents.table(version.document, {})
    return documents.sop_docx(version, shown, closing=[], language="id", at=NOW)


def _poster(version: SopVersion) -> bytes:
    return documents.poster_pdf(version, None, situations={}, language="id", at=NOW)
