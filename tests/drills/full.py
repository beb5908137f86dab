"""A full disk for files, temporary bodies, logs and the database, each on its own (K5, E6).

Needs root, because each place is a small file system in memory. `DRILL_SEED`, `DRILL_PORT`.
"""

import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from pathlib import Path
from random import Random

from django.conf import settings
from django.db import connections

from prima.cases.models import Case
from prima.kernel import journal
from prima.kernel.files.models import StoredFile
from tests.drills import compare
from tests.drills.house import House
from tests.drills.people import Applied, Citizen, Crowd, Person, picture
from tests.drills.report import Report, say

SEED = int(os.environ.get("DRILL_SEED", "20261122"))
BACK_SECONDS = 30.0
# One application with photos, and one whose papers will all be brought.
PHOTOS, BROUGHT = True, False
NO_ROOM = "penyimpanan kami sedang penuh"


def run(folder: Path) -> int:
    """The whole drill."""
    report = Report("full", SEED)
    if os.geteuid() != 0:
        report.check("the drill runs as root", False, "mount needs it")
        return report.finish()
    sizes = {"data/postgres": "400m", "files": "8m", "temporary": "8m", "logs": "4m"}
    with ExitStack() as stack:
        places = {
            name: stack.enter_context(_small(folder / name, size)) for name, size in sizes.items()
        }
        _full_places(folder, places, report)
    return report.finish()


@contextmanager
def _small(place: Path, size: str) -> Iterator[Path]:
    place.mkdir(mode=0o711, parents=True, exist_ok=True)
    options = f"size={size},mode=0711"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def _full_places(folder: Path, places: dict[str, Path], report: Report) -> None:
    settings.FILES_DIR = places["files"] / "kept"  # this process opens files to compare
    extra = {"PRIMA_FILES_DIR": str(settings.FILES_DIR), "TMPDIR": str(places["temporary"])}
    house = House(folder, extra=extra)
    house.web.log = places["logs"] / "web.log"
    house.build()
    with house.open():
        crowd = Crowd(house.url, SEED)
        anchor = Path(journal.write_anchor())
        _expect(crowd, report, "before", {PHOTOS: (302, ""), BROUGHT: (302, "")})
        with _filled(places["files"]):
            _expect(crowd, report, "files full", {PHOTOS: (422, NO_ROOM), BROUGHT: (302, "")})
            drafts = list(settings.FILES_DIR.glob("*/*.part"))
            report.check("files full: no half file stays", not drafts, drafts)
        with _filled(places["temporary"]):
            _expect(crowd, report, "bodies full", {PHOTOS: (507, NO_ROOM), BROUGHT: (302, "")})
        with _filled(places["logs"]):
            house.status("/tidak-ada/")
            _expect(crowd, report, "log full", {PHOTOS: (302, ""), BROUGHT: (302, "")})
        with _filled(places["data/postgres"]):
            _database_full(house, crowd, report)
        _recovers(house, crowd, report)
        drained = compare.wait_for_mail()
        compare.applications(crowd.ledger, report)
        compare.letters(house, report, drained=drained)
        compare.chain(report, anchor)
        report.check("no application without an answer was kept", _all_known(crowd))


@contextmanager
def _filled(place: Path) -> Iterator[None]:
    """Fill a file system to its last byte while the block runs."""
    filler = place / "filler"
    with filler.open("wb", buffering=0) as file:
        block = b"\0" * 65536
        while block:
            try:
                file.write(block)
            except OSError:
                block = block[: len(block) // 2]
    say(f"{place.name} is full")
    try:
        yield
    finally:
        filler.unlink()
        connections.close_all()


def _expect(
    crowd: Crowd, report: Report, name: str, wanted: Mapping[bool, tuple[int, str]]
) -> None:
    """Reading works, and each kind of application gets the answer it should."""
    reads = {
        path: Person(crowd.url, "10.80.0.1").get(path).status for path in ("/layanan/", "/lacak/")
    }
    report.check(f"{name}: reading works", set(reads.values()) == {200}, reads)
    for photos, (status, sentence) in wanted.items():
        found, text, kept = _apply(crowd, f"{name}-{'foto' if photos else 'bawa'}", photos=photos)
        kind = "with photos" if photos else "papers to bring"
        report.check(f"{name}: {kind}: {status}", found == status, found)
        if sentence:
            report.check(f"{name}: {kind}: a clear sentence", sentence in text, text[:300])
        if found == HTTPStatus.UNPROCESSABLE_ENTITY:
            report.check(f"{name}: {kind}: what was typed is kept", kept)


def _apply(crowd: Crowd, name: str, *, photos: bool) -> tuple[int, str, bool]:
    dice = Random(f"{SEED}-{name}")
    citizen = Citizen(crowd, Person(crowd.url, f"10.81.0.{dice.randrange(250)}"), f"Warga {name}")
    answer = citizen.browser.get(compare.FORM)
    if answer.status != HTTPStatus.OK:
        return answer.status, answer.text, True
    form = compare.form_of(answer.text)
    case = Applied(citizen.name, form.fields["idempotency_key"])
    fields: dict[str, object] = {
        **form.fields,
        "name": citizen.name,
        "phone": "0812 3456 7890",
        "email": "warga@contoh.example",
    }
    for place, field in enumerate(form.files):
        if photos and place == 0:
            paper = field.removeprefix("file_")
            case.pictures[paper] = LARGE
            fields[field] = picture(LARGE)
        else:
            fields[f"bring_{field.removeprefix('file_')}"] = "on"
    sent = citizen.browser.post(form.action, fields, is_form=False)
    if sent.status == HTTPStatus.FOUND:
        citizen.read_receipt(case)
        crowd.ledger.applied.append(case)
    return sent.status, sent.text, citizen.name in sent.text


def _large() -> int:
    """The seed of a photo beyond what a body may keep in memory."""
    return next(seed for seed in range(100) if len(picture(seed).read()) > 2**18)


LARGE = _large()


def _database_full(house: House, crowd: Crowd, report: Report) -> None:
    """Write until the database itself notices: then writing is refused, reading still works."""
    statuses: dict[int, int] = {}
    for place in range(40):
        status, text, _kept = _apply(crowd, f"penuh-{place}", photos=False)
        statuses[status] = statuses.get(status, 0) + 1
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            report.check("database full: a clear sentence", "terganggu" in text, text[:300])
            break
    report.figures["database_full"] = statuses
    report.check(
        "database full: taken or 503, nothing else", set(statuses) <= {302, 503}, statuses
    )
    reads = [house.status("/layanan/") for _time in range(20)]
    report.figures["reads_while_database_full"] = {
        str(one): reads.count(one) for one in set(reads)
    }
    report.check("database full: reads answer or say 503", set(reads) <= {200, 503}, set(reads))


def _recovers(house: House, crowd: Crowd, report: Report) -> None:
    say("room again")
    began = time.monotonic()
    house.wait_for_page(seconds=60)
    took = time.monotonic() - began
    report.figures["back_after_room_ms"] = round(took * 1000)
    report.check("it goes on without repair", took < BACK_SECONDS, took)
    _expect(crowd, report, "after", {PHOTOS: (302, ""), BROUGHT: (302, "")})


def _all_known(crowd: Crowd) -> bool:
    known = {one.number for one in crowd.ledger.applied}
    rows = set(Case.objects.values_list("number", flat=True))
    files = set(StoredFile.objects.values_list("stored_name", flat=True))
    on_disk = {path.name for path in settings.FILES_DIR.glob("*/*")}
    return rows == known and files <= on_disk
