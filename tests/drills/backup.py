"""The machine is lost: backups made in the middle of work come back elsewhere, with keys from two
people, and nothing that was acknowledged before the backup began is missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.conf import settings

from prima.config.embedded import APPLICATION, EmbeddedServer
from tests.drills.house import House
from tests.drills.people import Crowd
from tests.drills.report import Report, say

SEED = int(os.environ.get("DRILL_SEED", "20261122"))
ROUNDS = 3
SECONDS_OF_WORK = 6
PORTS = (8131, 8132, 8133)


@dataclass(frozen=True)
class Saved:
    """One backup, and what citizens had in hand before it began."""

    path: Path
    acknowledged: frozenset[str]
    seconds: float


def run(folder: Path) -> int:
    """The whole drill."""
    report = Report("backup", SEED)
    house = House(folder, web_port=PORTS[0], mail_port=PORTS[1])
    house.build()
    sheets = _escrow(folder)
    with house.open():
        crowd = Crowd(house.url, SEED)
        crowd.start(citizens=4, officers=("officer", "head", "registrar"))
        saved = [_back_up(folder, crowd, number) for number in range(ROUNDS)]
        crowd.go_home()
    report.figures |= {
        "backup_seconds_under_load": [round(one.seconds, 1) for one in saved],
        "acknowledged_applications": len(crowd.ledger.applied),
        "requests_without_an_answer": crowd.ledger.unanswered,
        "answers_that_were_no_page": crowd.ledger.refused,
    }
    report.check("no request failed while a backup ran", not crowd.ledger.unanswered)
    say("the machine is lost")
    for number, one in enumerate(saved):
        _bring_back(folder / f"machine-{number}", one, sheets, report)
    _spoil(folder, saved[-1], sheets, report)
    return report.finish()


def _escrow(folder: Path) -> list[str]:
    """Two people at once: each has a passphrase and a sheet."""
    phrases = []
    for number in (1, 2):
        file = folder / f"sandi-{number}"
        file.write_text(f"kata sandi pemegang ke-{number}")
        phrases.append(f"--holder-passphrase-file={file}")
    _prima(settings.DATA_DIR, "keys", "escrow", f"--to={folder / 'sheets'}", *phrases)
    return [*map(str, sorted((folder / "sheets").iterdir())), *phrases]


def _back_up(folder: Path, crowd: Crowd, number: int) -> Saved:
    """Work goes on before, during and after."""
    time.sleep(SECONDS_OF_WORK)
    with crowd.ledger.lock:
        acknowledged = frozenset(one.number for one in crowd.ledger.applied)
    path = folder / f"malam-{number}.cadangan"
    say(f"backup {number}: {len(acknowledged)} applications acknowledged so far")
    began = time.monotonic()
    _prima(settings.DATA_DIR, "backup", f"--to={path}")
    return Saved(path, acknowledged, time.monotonic() - began)


def _bring_back(machine: Path, saved: Saved, sheets: list[str], report: Report) -> None:
    """Two people come with their sheets; one command brings the keys, one the office."""
    began = time.monotonic()
    _prima(machine, "keys", "recover", *sheets)
    certificate = _prima(machine, "restore", str(saved.path), *_shares(sheets))
    seconds = time.monotonic() - began
    server = EmbeddedServer(machine)
    with server.running(), psycopg.connect(server.url(APPLICATION)) as connection:
        rows = connection.execute("SELECT number FROM cases_case").fetchall()
    there = {number for (number,) in rows}
    missing = sorted(saved.acknowledged - there)
    report.figures.setdefault("restore_seconds", []).append(round(seconds, 1))
    report.check(f"{saved.path.stem}: proven whole", "SURAT BUKTI PEMULIHAN" in certificate)
    report.check(f"{saved.path.stem}: acknowledged before and lost: 0", not missing, missing[:5])
    journal = _prima(machine, "journal", "verify")
    report.check(f"{saved.path.stem}: journal whole", journal.startswith("Jurnal utuh"), journal)
    _go_on(machine, saved, report)
    shutil.rmtree(machine)


def _go_on(machine: Path, saved: Saved, report: Report) -> None:
    """The office serves again."""
    house = House(machine, {"PRIMA_DATA_DIR": str(machine)}, web_port=PORTS[2])
    try:
        house.web.start()
        house.wait_for_page()
        report.check(f"{saved.path.stem}: pages answer", True)
    finally:
        assert house.web.popen is not None
        house.web.popen.terminate()
        house.web.popen.wait(timeout=30)


def _spoil(folder: Path, saved: Saved, sheets: list[str], report: Report) -> None:
    """One byte in the middle is changed: nothing is restored, and the part is named."""
    content = bytearray(saved.path.read_bytes())
    content[len(content) // 2] ^= 1
    saved.path.write_bytes(content)
    machine = folder / "machine-spoilt"
    _prima(machine, "keys", "recover", *sheets)
    done = _run(machine, "restore", str(saved.path), *_shares(sheets))
    report.figures["said_of_a_changed_byte"] = done.stderr.strip().splitlines()[-1]
    report.check("a changed byte is refused and named", "rusak pada bagian" in done.stderr)


def _shares(sheets: list[str]) -> list[str]:
    return [one if one.startswith("--") else f"--share={one}" for one in sheets]


def _prima(data: Path, *arguments: str) -> str:
    done = _run(data, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "prima.config.cli", *arguments],
        env={**os.environ, "PRIMA_DATA_DIR": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )
