"""How fast a backup is made and comes back: 100,000 cases and 20,000 files to another machine."""

from __future__ import annotations

import hashlib
import io
import os
import resource
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
from django.conf import settings
from PIL import Image

from prima.cases.actions import bulk
from prima.cases.tests import scene as scenes
from prima.config import launch
from prima.kernel import clock
from prima.kernel.files import StoredFile, sealing
from tests.drills.report import Report, say

CASES = int(os.environ.get("BENCH_CASES", "100000"))
FILES = int(os.environ.get("BENCH_FILES", "20000"))
FILE_SIZE = int(os.environ.get("BENCH_FILE_SIZE", "52000"))

MEGABYTE = 1_000_000
LEAST_MEGABYTES_A_SECOND = 50
MOST_SECONDS_FOR_TEN = 600
TEN = 10_000 * MEGABYTE
PASSPHRASE = "PRIMA_BACKUP_PASSPHRASE"


def run(folder: Path) -> int:
    """The whole measurement."""
    report = Report("backup_speed")
    with launch.database():
        launch.create_keys()
        launch.migrate()
        _fill(report)
        report.figures["disk_mb_per_second"] = _disk(folder)
        made = _back_up(folder, report)
    _restore(folder, made, report)
    return report.finish()


def _fill(report: Report) -> None:
    """Cases by the bulk maker, files as pictures of a telephone: bytes that do not compress."""
    stage = scenes.set_up()
    pattern = scenes.walk_to_end(stage, scenes.open_at_counter(stage))
    say(f"{CASES} cases")
    bulk.copy_ended_case(pattern, CASES)
    say(f"{FILES} files")
    for first in range(0, FILES, 1_000):
        StoredFile.objects.bulk_create(_stored(min(1_000, FILES - first)))
    os.sync()
    with psycopg.connect(settings.DATABASE_OWNER_URL) as owner:
        row = owner.execute(
            "SELECT sum(pg_table_size(oid))::bigint, sum(pg_total_relation_size(oid))::bigint"
            " FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        ).fetchone()
    assert row is not None
    report.figures["rows_mb"] = round(row[0] / MEGABYTE)
    report.figures["rows_with_indexes_mb"] = round(row[1] / MEGABYTE)


def _stored(count: int) -> list[StoredFile]:
    return [_store(_picture()) for _ in range(count)]


def _picture() -> bytes:
    """A small real picture, made as large as a photo of a page by the camera's own data."""
    start, rest = _PICTURE[:2], _PICTURE[2:]
    filling = b""
    while len(filling) < FILE_SIZE - len(_PICTURE):
        filling += b"\xff\xeb\xff\xff" + secrets.token_bytes(65_533)
    return start + filling[: FILE_SIZE - len(_PICTURE)] + rest


def _small() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (8, 6), "white").save(stream, "JPEG")
    return stream.getvalue()


_PICTURE = _small()


def _store(content: bytes) -> StoredFile:
    """As `files.store` does, without a sync to disk for each."""
    name, salt = secrets.token_hex(16), secrets.token_hex(16)
    place = Path(settings.FILES_DIR) / name[:2] / name
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    place.write_bytes(b"".join(sealing.seal(content, name=name)))
    return StoredFile(
        stored_name=name,
        original_name="foto.jpg",
        kind="jpeg",
        size=len(content),
        salt=salt,
        digest=hashlib.sha256(bytes.fromhex(salt) + content).hexdigest(),
        stored_at=clock.now(),
    )


def _disk(folder: Path) -> int:
    """What the disk itself takes: one gigabyte, synced."""
    block = secrets.token_bytes(MEGABYTE)
    began = time.monotonic()
    with (folder / "probe").open("wb") as file:
        for _ in range(1_000):
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    seconds = time.monotonic() - began
    (folder / "probe").unlink()
    return round(1_000 / seconds)


def _back_up(folder: Path, report: Report) -> Path:
    seconds = _command("backup", f"--to={folder / 'backup'}", data=settings.DATA_DIR)
    (made,) = (folder / "backup").iterdir()
    saved = report.figures["rows_mb"] + FILES * FILE_SIZE / MEGABYTE
    report.figures |= {
        "backup_seconds": round(seconds, 1),
        "backup_mb": round(made.stat().st_size / MEGABYTE),
        "backup_mb_per_second": round(saved / seconds),
        "backup_file_mb_per_second": round(made.stat().st_size / MEGABYTE / seconds),
        "most_memory_of_a_command_mb": _memory(),
    }
    slowest = min(LEAST_MEGABYTES_A_SECOND, report.figures["disk_mb_per_second"])
    report.check(
        "50 MB of rows and files a second, or the disk's limit",
        report.figures["backup_mb_per_second"] >= slowest,
        report.figures["backup_mb_per_second"],
    )
    checked = _command("backup", f"--check={made}", data=settings.DATA_DIR)
    report.figures["check_seconds"] = round(checked, 1)
    return made


def _restore(folder: Path, made: Path, report: Report) -> None:
    machine = folder / "machine"
    machine.mkdir(mode=0o700)
    shutil.copy(settings.PRIMA_KEYS_FILE, machine / "keys.json")
    seconds = _command("restore", str(made), data=machine)
    answering = _until_answering(machine)
    saved = report.figures["rows_mb"] * MEGABYTE + FILES * FILE_SIZE
    ten = round((seconds + answering) * TEN / saved)
    report.figures |= {
        "restore_seconds": round(seconds, 1),
        "restore_mb_per_second": round(saved / MEGABYTE / seconds),
        "first_page_after_seconds": round(answering, 1),
        "restore_of_10_gb_seconds_extrapolated": ten,
        "most_memory_of_a_command_mb": _memory(),
    }
    report.check("10 GB answer again in 10 minutes (extrapolated)", ten <= MOST_SECONDS_FOR_TEN)


def _command(*arguments: str, data: Path) -> float:
    say(f"prima {arguments[0]}")
    began = time.monotonic()
    subprocess.run(_program(*arguments), env=_surroundings(data), check=True, stdout=sys.stderr)
    return time.monotonic() - began


def _until_answering(data: Path) -> float:
    """Start serving and ask until a page comes."""
    began = time.monotonic()
    with subprocess.Popen(_program("serve", "--port=8137"), env=_surroundings(data)) as served:
        try:
            _poll(lambda: _answers("http://127.0.0.1:8137/"))
        finally:
            served.terminate()
    return time.monotonic() - began


def _poll(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def _answers(url: str) -> bool:
    done = subprocess.run(
        ["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", url],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout == "200"


def _program(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "prima.config.cli", *arguments]


def _surroundings(data: Path) -> dict[str, str]:
    return {**os.environ, "PRIMA_DATA_DIR": str(data), PASSPHRASE: "lima kata untuk pengukuran"}


def _memory() -> int:
    """The most memory any command of this run took, the database left out."""
    return round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1_000)
