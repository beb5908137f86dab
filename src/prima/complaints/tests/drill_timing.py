"""D4 in full: no way of being wrong is told from another by how long the answer takes."""

import json
import os
import statistics
import sys
import time
from collections.abc import Sequence
from math import erfc, sqrt

from django.test import Client
from django.urls import reverse

from prima.complaints import actions
from prima.complaints.tests.scene import NOW, Hall, say
from prima.kernel import clock, limits_in_memory

TIMINGS = int(os.environ.get("TIMINGS", "2000"))
WRONG = "satu dua tiga empat lima"
SMALLEST_P, LARGEST_GAP_MS = 0.01, 3.0


def seconds_of(client: Client, number: str) -> float:
    limits_in_memory.forget()
    begin = time.perf_counter()
    answer = client.post(reverse("complaints:followed"), {"number": number, "words": WRONG})
    taken = time.perf_counter() - begin
    assert answer.status_code == 422
    return taken


def p_of(first: Sequence[float], second: Sequence[float]) -> float:
    """Mann and Whitney's U, two-sided, by the normal law; without ties, since times have none."""
    ranked = sorted([(one, 0) for one in first] + [(one, 1) for one in second])
    ranks = sum(rank for rank, (_time, which) in enumerate(ranked, 1) if which == 0)
    n, m = len(first), len(second)
    u = ranks - n * (n + 1) / 2
    spread = sqrt(n * m * (n + m + 1) / 12)
    return erfc(abs(u - n * m / 2) / spread / sqrt(2))


def test_two_thousand_timings_of_each_wrong_answer_are_alike(hall: Hall) -> None:
    known = say(hall, at=clock.now()).complaint.number
    out, spoilt = actions.print_slips(
        hall.place.kua, 2, key="kunci-lembar-waktu", by=hall.handler, at=NOW
    )
    actions.spoil_slips(hall.place.kua, number=spoilt.number, by=hall.handler, at=NOW)
    numbers = {
        "wrong words": known, "unknown": "ADU-26-000000-0", "paper": out.number,
        "struck off": spoilt.number,
    }  # fmt: skip
    client, times = Client(), {kind: list[float]() for kind in numbers}
    for _warm in range(20):
        seconds_of(client, known)
    for _round in range(TIMINGS):
        for kind, number in numbers.items():
            times[kind].append(seconds_of(client, number))

    first = times["wrong words"]
    medians = {kind: round(statistics.median(taken) * 1000, 3) for kind, taken in times.items()}
    p = {kind: round(p_of(first, taken), 4) for kind, taken in times.items()}
    figures = {"timings": TIMINGS, "median ms": medians, "p": p}
    sys.stdout.write(json.dumps(figures) + "\n")
    assert max(medians.values()) - min(medians.values()) < LARGEST_GAP_MS
    assert min(p.values()) > SMALLEST_P
