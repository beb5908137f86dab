"""A backup that cannot be made: each fault is one sentence, and the old backups stay."""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from conftest import Database
from prima.config import cli
from prima.config.backup import postgres, target
from prima.config.backup.faults import BackupError
from prima.config.tests import backups

SOURCES = Path(cli.__file__).parents[2]
Capture = pytest.CaptureFixture[str]


pytestmark = pytest.mark.usefixtures("own_folders")


def test_without_a_passphrase_nothing_is_made(
    office: Database, capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())

    assert cli.main(["backup"]) == 1
    assert "Cadangan harus tersandi" in capsys.readouterr().err
    (tmp_path / "pendek").write_text("pendek")
    assert cli.main(["backup", f"--passphrase-file={tmp_path / 'pendek'}"]) == 1
    assert "terlalu pendek" in capsys.readouterr().err
    assert cli.main(["backup", "--passphrase-file=/tidak/ada"]) == 1
    assert "tidak dapat dibaca" in capsys.readouterr().err
    assert not (tmp_path / "backups").exists()


def test_the_environment_may_hold_the_passphrase(
    office: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRIMA_BACKUP_PASSPHRASE", backups.PASSPHRASE)

    assert cli.main(["backup"]) == 0


def test_without_keys_or_rows_there_is_nothing_to_save(
    own_database: Database, secret: str, capsys: Capture
) -> None:
    assert cli.main(["backup", secret]) == 1
    assert "keys.json" in capsys.readouterr().err


def test_a_key_file_that_cannot_be_read_is_named(
    office: Database, secret: str, capsys: Capture
) -> None:
    django_settings.PRIMA_KEYS_FILE.unlink()
    django_settings.PRIMA_KEYS_FILE.mkdir()
    django_settings.PRIMA_KEYS_FILE = django_settings.PRIMA_KEYS_FILE / "keys.json"

    assert cli.main(["backup", secret]) == 1
    assert str(django_settings.PRIMA_KEYS_FILE) in capsys.readouterr().err


def test_a_full_disk_keeps_the_old_backup_and_leaves_no_half_one(
    office: Database, secret: str, tmp_path: Path
) -> None:
    """The process may write files of 100 kB only: the write fails as on a full disk."""
    assert cli.main(["backup", secret]) == 0
    (old,) = (tmp_path / "backups").iterdir()

    done = subprocess.run(
        [sys.executable, "-m", "prima.config.cli", "backup", "--keep=1", secret],
        env=_surroundings(office, tmp_path),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "Disk penuh: cadangan tidak jadi dibuat" in done.stderr
    assert "Traceback" not in done.stderr
    assert list((tmp_path / "backups").iterdir()) == [old]


def _surroundings(database: Database, folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PRIMA_")}
    return {
        **kept,
        "PYTHONPATH": str(SOURCES),
        "DATABASE_URL": database.application_url,
        "DATABASE_OWNER_URL": database.owner_url,
        "PRIMA_DATA_DIR": str(folder),
    }


def test_a_folder_that_cannot_be_written_is_named(
    office: Database, secret: str, capsys: Capture, tmp_path: Path
) -> None:
    (tmp_path / "berkas").write_text("a file, not a folder")

    assert cli.main(["backup", secret, f"--to={tmp_path / 'berkas' / 'x'}"]) == 1
    assert "tidak dapat ditulis" in capsys.readouterr().err


def test_a_named_file_is_never_written_over(
    office: Database, secret: str, capsys: Capture, tmp_path: Path
) -> None:
    file = tmp_path / "satu.cadangan"

    assert cli.main(["backup", secret, f"--to={file}"]) == 0
    assert cli.main(["backup", secret, f"--to={file}"]) == 1
    assert "sudah ada dan tidak ditimpa" in capsys.readouterr().err


def test_a_killed_run_leaves_a_draft_that_the_next_one_removes(
    office: Database, tmp_path: Path
) -> None:
    left = tmp_path / "out" / ".prima-00000000-20260101T000000Z.cadangan.part"
    left.parent.mkdir()
    left.write_bytes(b"half")

    backups.back_up(tmp_path / "out")

    assert not left.exists()


def test_a_draft_that_is_still_being_written_is_left_alone(tmp_path: Path) -> None:
    with target.writing(tmp_path / "prima-a.cadangan") as draft:
        draft.write(b"first")
        with target.writing(tmp_path / "prima-b.cadangan") as other:
            other.write(b"second")
        draft.write(b" whole")

    assert (tmp_path / "prima-a.cadangan").read_bytes() == b"first whole"
    assert (tmp_path / "prima-b.cadangan").read_bytes() == b"second"


def test_two_backups_of_one_name_do_not_destroy_each_other(tmp_path: Path) -> None:
    with target.writing(tmp_path / "malam.cadangan") as draft:
        draft.write(b"first")
        with (
            pytest.raises(BackupError, match="sedang ditulis"),
            target.writing(tmp_path / "malam.cadangan"),
        ):
            pass
        draft.write(b" whole")

    assert (tmp_path / "malam.cadangan").read_bytes() == b"first whole"


def test_a_killed_run_under_a_chosen_name_can_be_repeated(tmp_path: Path) -> None:
    (tmp_path / ".malam.cadangan.part").write_bytes(b"half")

    with target.writing(tmp_path / "malam.cadangan") as draft:
        draft.write(b"whole")

    assert (tmp_path / "malam.cadangan").read_bytes() == b"whole"


def test_tools_older_than_the_server_are_refused_with_the_way_to_newer_ones(
    tmp_path: Path,
) -> None:
    old = _tools(tmp_path / "15", "15.18 (Debian 15.18-0+deb12u1)")
    newer = _tools(tmp_path / "17", "17.2")

    assert postgres.tools_for(16, candidates=[newer, old]).major == 17
    assert postgres.tools_for(15, candidates=[newer, old]).major == 15
    with pytest.raises(BackupError, match=r"pg_dump 17.*postgresql-client-18"):
        postgres.tools_for(18, candidates=[newer, old])
    with pytest.raises(BackupError, match="tidak ada pg_dump"):
        postgres.tools_for(18, candidates=[tmp_path / "nothing"])


def _tools(folder: Path, version: str) -> Path:
    """A program that answers as pg_dump of that version does."""
    folder.mkdir()
    program = folder / "pg_dump"
    program.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}'\n")
    program.chmod(0o755)
    return folder


def test_pg_dump_that_fails_is_named_and_nothing_is_left(
    office: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _tools(tmp_path / "bin", "18.4")
    said = "pg_dump: error: could not write: No space left on device"
    (folder / "pg_dump").write_text(f"#!/bin/sh\necho '{said}' >&2\nexit 1\n")
    monkeypatch.setattr(postgres, "tools_for", lambda _server: postgres.Tools(folder, 18))

    with pytest.raises(BackupError, match="pg_dump gagal: ruang disk habis"):
        backups.back_up(tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_before_an_upgrade_the_old_tables_can_be_saved(
    office: Database, secret: str, tmp_path: Path
) -> None:
    """A newer version was installed and `prima init` has not run: now is the time for a backup."""
    with psycopg.connect(office.owner_url) as owner:
        owner.execute("DELETE FROM django_migrations WHERE app = 'kernel' AND name > '0002'")
        owner.execute("DROP TABLE kernel_backuprecord")

    assert cli.main(["backup", secret]) == 0
    assert len(list((tmp_path / "backups").glob("*.cadangan"))) == 1


def test_a_wrong_passphrase_or_name_at_a_check_is_said(
    office: Database, secret: str, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "satu.cadangan"
    assert cli.main(["backup", secret, f"--to={file}"]) == 0
    (tmp_path / "salah").write_text("bukan kata sandi yang benar")

    assert cli.main(["backup", f"--check={file}", f"--passphrase-file={tmp_path / 'salah'}"]) == 1
    assert "Kata sandi cadangan salah" in capsys.readouterr().err
    assert cli.main(["backup", f"--check={tmp_path / 'tidak-ada'}", secret]) == 1
    assert "tidak dapat dibaca" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert cli.main(["backup", f"--check={file}"]) == 1
    assert "Sebut kata sandi cadangan" in capsys.readouterr().err


def test_a_folder_of_anchors_that_cannot_be_written_is_said_and_the_rest_is_saved(
    office: Database, secret: str, capsys: Capture, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "berkas").write_text("a file, not a folder")
    settings.ANCHOR_DIR = tmp_path / "berkas" / "anchors"

    assert cli.main(["backup", secret]) == 3
    assert "Jangkar baru tidak dapat ditulis" in capsys.readouterr().err
