"""Signals of the survey on invented offices: how often honest ones cry wolf, how many cheats show.

Pure dice, nothing is installed. `DRILL_ROUNDS` (2000) honest periods, a tenth of them for each
cheat; `DRILL_SEED`.
"""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

from prima.surveys.core.signals import Kind, Material, judge
from prima.surveys.tests import cheating
from tests.drills.report import Report

ROUNDS = int(os.environ.get("DRILL_ROUNDS", "2000"))
SEED = int(os.environ.get("DRILL_SEED", "20261123"))
MOST_FALSE = 0.05
# Periods in a row over which a lasting cheat is watched.
PERIODS = 3
SPARINGLY = 0.05
CHEATS: dict[str, Callable[[cheating.Town], cheating.Town]] = {
    "fills in 3 of 10 answers at the desk": cheating.fills_in,
    "fills in 1 of 10 answers at the desk": lambda town: cheating.fills_in(town, 0.1),
    "keeps half of the cases of one officer out of the draw": cheating.picks_happy,
    "10 friends after a bad answer": cheating.hides_bad_day,
}


def run(folder: Path) -> int:
    """The whole drill."""
    dice, report = Random(SEED), Report("signals", SEED)
    _honest(dice, report)
    for name, cheat in CHEATS.items():
        _cheat(name, cheat, dice, report)
    _year(dice, report)
    _before, now = cheating.an_office(dice)
    book = now.material()
    deleted = _raised(replace(book, kept=book.kept - 1)) | _raised(replace(book, drawn=0))
    report.check("deleted answers and draws", {Kind.MISSING, Kind.UNDRAWN} <= deleted, deleted)
    return report.finish()


def _honest(dice: Random, report: Report) -> None:
    alarms: Counter[str] = Counter()
    noisy = 0
    for _ in range(ROUNDS):
        before, now = cheating.an_office(dice)
        found = _raised(now.material(before))
        alarms.update(kind.value for kind in found)
        noisy += bool(found)
    percent = {kind.value: round(100 * alarms[kind.value] / ROUNDS, 2) for kind in Kind}
    report.figures["honest periods"] = ROUNDS
    report.figures["false alarms of each, percent"] = percent
    report.figures["false alarms of all together, percent"] = round(100 * noisy / ROUNDS, 2)
    report.check("under 5 % of honest periods", noisy / ROUNDS < MOST_FALSE, noisy / ROUNDS)


def _cheat(
    name: str,
    cheat: Callable[[cheating.Town], cheating.Town],
    dice: Random,
    report: Report,
) -> None:
    rounds = max(ROUNDS // 10, 1)
    in_one = in_three = 0
    by_kind: Counter[str] = Counter()
    for _ in range(rounds):
        heard = []
        for _period in range(PERIODS):
            before, now = cheating.an_office(dice)
            found = _raised(cheat(now).material(before))
            by_kind.update(kind.value for kind in found)
            heard.append(bool(found))
        in_one += sum(heard)
        in_three += any(heard)
    report.figures[name] = {
        "heard in one period, percent": round(100 * in_one / rounds / PERIODS, 1),
        "heard within three, percent": round(100 * in_three / rounds, 1),
        "by": {kind: round(100 * count / rounds / PERIODS, 1) for kind, count in by_kind.items()},
    }
    report.check(f"at least one signal: {name}", in_three > 0)


def _year(dice: Random, report: Report) -> None:
    """Seven months of one office: who fills in one of twenty, and who nothing."""
    rounds = max(ROUNDS // 10, 1)
    wolf = sum(bool(_raised(cheating.a_year(dice))) for _ in range(rounds))
    heard = sum(bool(_raised(cheating.a_year(dice, SPARINGLY))) for _ in range(rounds))
    report.figures["fills in 1 of 20 for seven months"] = {
        "heard in the seventh, percent": round(100 * heard / rounds, 1),
        "honest ones in their seventh, percent": round(100 * wolf / rounds, 1),
    }
    report.check("under 5 % of honest seventh months", wolf / rounds < MOST_FALSE, wolf / rounds)


def _raised(material: Material) -> set[Kind]:
    return {finding.kind for finding in judge(material)}
