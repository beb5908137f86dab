"""Small process maps, and people who may change them, for tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from prima.kernel.actors import SYSTEM, Actor
from prima.kernel.errors import RuleBroken
from prima.offices.public import Office
from prima.sops import actions
from prima.sops.actions import ProcessWords
from prima.sops.models import BusinessProcess
from prima.sops.tests.places import KEY, NOW, small_catalogue

TODAY = NOW.date()


def writer(*offices: Office, permission: str = "write_sops") -> Actor:
    return Actor(None, "staff", {permission: frozenset(one.pk for one in offices)})


def words(name: str = "Proses baru", **more: object) -> ProcessWords:
    return ProcessWords(name=name, owner="Kepala", **more)  # type: ignore[arg-type]


def add(office: Office, name: str, under: BusinessProcess | None = None) -> BusinessProcess:
    return actions.add_process(office, words(name), under=under, by=writer(office), at=NOW)


def load(place: Path, office: Office) -> actions.LoadedProcesses:
    return actions.load_catalogue(place, office=office, by=SYSTEM, at=NOW).processes


def one_group(place: Path, text: str = "") -> Path:
    """A catalogue of one service with a map of one group."""
    small_catalogue(place)
    (place / "processes").mkdir()
    (place / "processes" / "02.yaml").write_text(
        text
        or "code: '02'\nname: Nikah\ngroup: core\nowner: Kepala\nprocesses:\n"
        f"  - code: '02.01'\n    name: Legalisasi\n    owner: Kepala KUA\n    services: [{KEY}]\n"
        "  - {code: '02.02', name: Arsip, owner: Petugas}\n"
        "relations:\n  - {supplier: Pemohon, what: Buku nikah, receiver: '02.01'}\n"
        "  - {supplier: '02.01', what: Salinan, receiver: '02.02'}\n"
    )
    return place


def told(work: Callable[[], object]) -> Callable[[], str]:
    def run() -> str:
        try:
            work()
        except RuleBroken as error:
            return str(error)
        return ""

    return run
