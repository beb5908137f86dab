"""kill -9 of web, worker and PostgreSQL under load (K1, K2, K4; J4): what was acknowledged stands.

`DRILL_ROUNDS` (10) of each kind, `DRILL_SEED`, `DRILL_PORT`.
"""

import os
import time
from pathlib import Path
from random import Random

from django.db import connections

from prima.kernel import clock, journal, messages
from prima.kernel.messages import Channel
from tests.drills import compare
from tests.drills.house import House
from tests.drills.people import Crowd
from tests.drills.report import Report, say, spread

ROUNDS = int(os.environ.get("DRILL_ROUNDS", "10"))
SEED = int(os.environ.get("DRILL_SEED", "20261122"))
LONGEST = 10.0
DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
VICTIMS = ("web", "worker", "database")


def run(folder: Path) -> int:
    """The whole drill."""
    report = Report("kill", SEED)
    house = House(folder)
    house.build()
    with house.open():
        _check_settings(house, report)
        crowd = Crowd(house.url, SEED)
        crowd.start(citizens=4, officers=("officer", "head", "registrar"))
        anchor = _kill_all(house, report)
        crowd.go_home()
        say("everybody is home; waiting for the jobs")
        drained = compare.wait_for_mail()
        compare.applications(crowd.ledger, report)
        sent_again = any(one.tries > 1 for one in crowd.ledger.applied)
        report.check("requests were sent again after a kill", sent_again)
        compare.letters(house, report, drained=drained)
        compare.chain(report, anchor)
        _check_settings(house, report)
        report.figures["log_lines_of_bugs"] = house.log_tail(10_000).count("Traceback")
    return report.finish()


def _check_settings(house: House, report: Report) -> None:
    """A killed process alone does not show a disabled fsync: the cache of the system survives."""
    live = house.live_settings(*DURABLE)
    report.figures["settings"] = live
    report.check(
        "fsync, full_page_writes, synchronous_commit are on", set(live.values()) == {"on"}
    )


def _kill_all(house: House, report: Report) -> Path:
    dice = Random(SEED)
    took: dict[str, list[float]] = {victim: [] for victim in VICTIMS}
    turns = list(VICTIMS) * ROUNDS
    dice.shuffle(turns)
    anchor = journal.write_anchor()
    for number, victim in enumerate(turns):
        time.sleep(1.5 + 2 * dice.random())
        seconds = _kill(house, victim, len(took[victim]))
        took[victim].append(seconds)
        say(f"{number + 1}/{len(turns)} {victim}: answered again after {seconds:.1f} s")
        if number == len(turns) // 2:
            anchor = journal.write_anchor()
    report.figures["answering_again"] = {one: spread(took[one]) for one in VICTIMS}
    longest = max(max(one) for one in took.values())
    report.check("answering again in under 10 s", longest < LONGEST, longest)
    return Path(anchor)


def _kill(house: House, victim: str, number: int) -> float:
    """Kill and wait until the work of the victim is done again; give the seconds."""
    began = time.monotonic()
    if victim == "web":
        house.web.kill()
    elif victim == "worker":
        house.worker.kill()
        _wait_for_a_job(house)
        return time.monotonic() - began
    elif number % 3 == 2:
        house.kill_one_backend()
    else:
        house.kill_database(children=number % 3 == 1)
    house.wait_for_page()
    took = time.monotonic() - began
    connections.close_all()  # our own was cut as well
    return took


def _wait_for_a_job(house: House) -> None:
    address = f"coba-{time.monotonic_ns()}@contoh.example"
    messages.prepare(
        Channel.EMAIL, recipient=address, subject="Percobaan", body="Percobaan.", at=clock.now()
    )
    end = time.monotonic() + 60
    while not any(address in mail for mail in house.sink.taken[-200:]):
        assert time.monotonic() < end, "no job was done for a minute"
        time.sleep(0.02)
