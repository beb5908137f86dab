"""Back to an instant: a table is dropped in the middle of work, and PostgreSQL is brought back to
the moment before, by the steps that docs/id/menjalankan/cadangan.md gives to offices.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from prima.cases.models import Case
from prima.cases.tests import scene as scenes
from prima.config import launch, system_user
from prima.config.embedded import APPLICATION, SUPERUSER, EmbeddedServer, binaries_for
from prima.config.tests import backups
from prima.kernel import files, journal
from prima.kernel.files import StoredFile
from prima.kernel.tests.test_files import JPEG
from tests.drills.report import Report, say

ARCHIVED_SECONDS = 60


@dataclass(frozen=True)
class Known:
    """What stood in the database at an instant."""

    at: datetime
    cases: int
    files: int
    anchor: Path


def run(folder: Path) -> int:
    """The whole drill."""
    report = Report("pitr")
    server = _archiving(folder)
    with server.running():
        stage = _work_for_a_while()
        _base_backup(server, folder)
        wanted = _work_after_the_base(stage)
        _disaster(server)
    began = time.monotonic()
    say("the table is gone; going back to the instant before")
    _go_back(server, folder, wanted.at)
    with server.running():
        _wait_until_writable(server)
        report.figures["seconds_to_answering"] = round(time.monotonic() - began, 1)
        _compare(server, wanted, report)
    return report.finish()


def _archiving(folder: Path) -> EmbeddedServer:
    """A server that keeps its WAL elsewhere, as the manual says."""
    wal = folder / "wal"
    wal.mkdir()
    _give_to_server(wal)
    command = f"test ! -f {wal}/%f && cp %p {wal}/%f.part && mv {wal}/%f.part {wal}/%f"
    archiving = {"wal_level": "replica", "archive_mode": "on", "archive_command": command}
    return EmbeddedServer(settings.DATA_DIR, settings=archiving)


def _work_for_a_while() -> scenes.Scene:
    launch.create_keys()
    launch.migrate()
    return backups.fill()


def _base_backup(server: EmbeddedServer, folder: Path) -> None:
    base = folder / "base"
    address = server.url(SUPERUSER, "postgres")
    _tool(
        "pg_basebackup",
        f"--dbname={address}",
        "-D",
        str(base),
        "-c",
        "fast",
        "-X",
        "stream",
        "--manifest-checksums=SHA256",
    )
    _verify(base)


def _verify(base: Path) -> None:
    """What pg_verifybackup does; the program in the wheel of the embedded server ends at once."""
    for one in json.loads((base / "backup_manifest").read_text())["Files"]:
        with (base / one["Path"]).open("rb") as file:
            assert hashlib.file_digest(file, "sha256").hexdigest() == one["Checksum"], one["Path"]


def _work_after_the_base(stage: scenes.Scene) -> Known:
    """What came after the base backup lives in the archived WAL alone."""
    for number in range(5):
        scenes.open_at_counter(stage)
        files.store(SimpleUploadedFile(f"sesudah-{number}.jpg", JPEG))
    anchor = journal.write_anchor()
    with psycopg.connect(settings.DATABASE_URL) as connection:
        row = connection.execute("SELECT clock_timestamp()").fetchone()
    assert row is not None
    known = Known(row[0], Case.objects.count(), StoredFile.objects.count(), anchor)
    time.sleep(1)
    return known


def _disaster(server: EmbeddedServer) -> None:
    """Somebody drops the table of cases; work that came after is lost too."""
    files.store(SimpleUploadedFile("terlambat.jpg", JPEG))
    connections.close_all()
    with psycopg.connect(settings.DATABASE_OWNER_URL) as owner:
        owner.execute("DROP TABLE cases_case CASCADE")
    with psycopg.connect(server.url(SUPERUSER), autocommit=True) as connection:
        last = _value(connection, "SELECT pg_walfile_name(pg_switch_wal())")
        end = time.monotonic() + ARCHIVED_SECONDS
        while _value(connection, "SELECT last_archived_wal FROM pg_stat_archiver") != last:
            assert time.monotonic() < end, "the WAL was not archived"
            time.sleep(0.1)


def _go_back(server: EmbeddedServer, folder: Path, instant: datetime) -> None:
    shutil.move(server.cluster, folder / "spoilt")
    shutil.copytree(folder / "base", server.cluster)
    (server.cluster / "recovery.signal").touch()
    with (server.cluster / "postgresql.auto.conf").open("a") as conf:
        conf.write(f"restore_command = 'cp {folder / 'wal'}/%f %p'\n")
        conf.write(f"recovery_target_time = '{instant.isoformat()}'\n")
        conf.write("recovery_target_action = 'promote'\n")
    _give_to_server(server.cluster)


def _wait_until_writable(server: EmbeddedServer) -> None:
    with psycopg.connect(server.url(SUPERUSER), autocommit=True) as connection:
        end = time.monotonic() + ARCHIVED_SECONDS
        while _value(connection, "SELECT pg_is_in_recovery()"):
            assert time.monotonic() < end, "the server did not leave recovery"
            time.sleep(0.1)


def _compare(server: EmbeddedServer, wanted: Known, report: Report) -> None:
    found = journal.verify(wanted.anchor)
    report.figures["journal"] = found.sentences[0]
    report.figures["cases"] = Case.objects.count()
    report.check("every case of the instant is back", Case.objects.count() == wanted.cases)
    report.check("every file of the instant is back", StoredFile.objects.count() == wanted.files)
    report.check("every file opens", all(files.read(one) for one in StoredFile.objects.all()))
    report.check("the journal verifies against its anchor", found.is_whole, found.sentences)
    report.check("the application may not change the past", _is_refused(server))
    files.store(SimpleUploadedFile("lanjut.jpg", JPEG))
    report.check("work goes on", StoredFile.objects.count() == wanted.files + 1)


def _is_refused(server: EmbeddedServer) -> bool:
    with psycopg.connect(server.url(APPLICATION)) as application:
        try:
            application.execute("UPDATE kernel_journalentry SET what = 'x.y'")
        except psycopg.errors.InsufficientPrivilege:
            return True
    return False


def _value(connection: psycopg.Connection[Any], query: str) -> Any:
    row = connection.execute(query.encode()).fetchone()
    return row[0] if row else None


def _tool(program: str, *arguments: str) -> None:
    folder = binaries_for(None, settings.DATA_DIR)
    subprocess.run([str(folder / program), *arguments], check=True)


def _give_to_server(folder: Path) -> None:
    """The server runs as a user of its own when we are root."""
    user = system_user.for_server()
    for path in (folder, *folder.rglob("*")) if user else ():
        os.chown(path, user.uid, user.gid)  # type: ignore[union-attr]
    folder.chmod(0o700)
