"""B1 in full: 2,000 walks of 40 steps; and M5: 10,000 overdue complaints climb the ladder once."""

import json
import os
import sys
import time
from datetime import timedelta

from django.db import transaction

from prima.complaints import actions
from prima.complaints.models import Escalation
from prima.complaints.queries.overdue import to_escalate
from prima.complaints.tests.machine import walk
from prima.complaints.tests.scene import NOW, Hall, say
from prima.kernel.actors import SYSTEM

WALKS = int(os.environ.get("WALKS", "2000"))
OVERDUE = int(os.environ.get("OVERDUE", "10000"))
STEPS = 40


def test_two_thousand_walks_of_forty_steps(hall: Hall) -> None:
    begin, done = time.monotonic(), 0
    for seed in range(WALKS):
        with transaction.atomic():
            done += sum(1 for one in walk(hall, seed, STEPS) if not one.endswith("(refused)"))
            transaction.set_rollback(True)
    figures = json.dumps({
        "walks": WALKS, "steps": WALKS * STEPS, "accepted": done,
        "seconds": round(time.monotonic() - begin),
    })  # fmt: skip
    sys.stdout.write(figures + "\n")


def test_ten_thousand_overdue_climb_each_step_once(hall: Hall) -> None:
    for _one in range(OVERDUE):
        say(hall)
    at, begin = NOW + timedelta(days=30), time.monotonic()
    for one in to_escalate(at):
        actions.escalate(one, by=SYSTEM, at=at)
    seconds = time.monotonic() - begin

    assert list(to_escalate(at)) == []
    told = Escalation.objects.values_list("complaint_id", "rung")
    assert len(told) == len(set(told)) == OVERDUE * 2
    figures = {"overdue": OVERDUE, "told": len(told), "seconds": round(seconds)}
    sys.stdout.write(json.dumps(figures) + "\n")
