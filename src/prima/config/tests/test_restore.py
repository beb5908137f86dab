"""A backup comes back on an empty machine, proves itself, and is all or nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from pytest_django import DjangoDbBlocker

import conftest
from conftest import Cluster, Database
from prima.config import cli, roles
from prima.config.backup import making, postgres, proving, restoring, unfinished
from prima.config.backup.faults import BackupError
from prima.config.backup.making import Made
from prima.config.embedded import APPLICATION, OWNER, EmbeddedServer
from prima.config.tests import backups
from prima.kernel import backups as records
from prima.kernel import clock, files, journal
from prima.kernel.crypto import key_file, keys
from prima.kernel.files import StoredFile
from prima.kernel.tests.test_files import JPEG

SOURCES = Path(cli.__file__).parents[2]
PLACES = ("FILES_DIR", "ANCHOR_DIR", "PRIMA_KEYS_FILE")


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """The folders of the installation that is saved."""
    folder = Path(tempfile.mkdtemp(prefix="prima-home-"))
    before = {name: getattr(django_settings, name) for name in PLACES}
    django_settings.FILES_DIR = folder / "files"
    django_settings.ANCHOR_DIR = folder / "anchors"
    django_settings.PRIMA_KEYS_FILE = folder / "keys.json"
    yield folder
    for name, value in before.items():
        setattr(django_settings, name, value)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def saved(home: Path, module_database: Database) -> Made:
    """One backup of an office at work, made once for all tests."""
    backups.fill()
    return backups.back_up(home / "out")


@pytest.fixture
def machine(
    saved: Made,
    cluster: Cluster,
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[Database]:
    """An empty machine: no rows, no files, no anchors; the keys came back from their safe."""
    shutil.copy(django_settings.PRIMA_KEYS_FILE, tmp_path / "keys.json")
    monkeypatch.setattr(django_settings, "PRIMA_KEYS_FILE", tmp_path / "keys.json")
    monkeypatch.setattr(django_settings, "FILES_DIR", tmp_path / "files")
    monkeypatch.setattr(django_settings, "ANCHOR_DIR", tmp_path / "anchors")
    database = cluster.empty()
    with conftest.using(database, django_db_blocker):
        yield database
    conftest.drop(database)


@pytest.fixture
def broken(
    saved: Made,
    home: Path,
    module_database: Database,
    cluster: Cluster,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Made]:
    """A backup of a journal whose last entries somebody took away: it is saved, and says so."""
    connections.close_all()
    database = cluster.clone(module_database)
    with conftest.using(database, django_db_blocker):
        with psycopg.connect(database.admin_url) as connection:
            connection.execute("ALTER TABLE kernel_journalentry DISABLE TRIGGER USER")
            connection.execute(
                "DELETE FROM kernel_journalentry WHERE chain = 'ministry' AND sequence ="
                " (SELECT sequence FROM kernel_journalhead WHERE chain = 'ministry')"
            )
        yield backups.back_up(home / "broken")
    conftest.drop(database)


def is_empty(database: Database) -> bool:
    with psycopg.connect(database.owner_url) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        ).fetchone()
    folders = (django_settings.FILES_DIR, django_settings.ANCHOR_DIR)
    left = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    return row == (0,) and not left


def test_it_comes_back_whole_and_says_what_was_proven(saved: Made, machine: Database) -> None:
    certificate = backups.restore(saved.path)

    assert certificate.findings == []
    assert [sentence.split(":")[0] for sentence in certificate.sentences] == [
        "Basis data",
        "Jurnal utuh",
        "Berkas",
        "Data pribadi",
    ]
    assert "3 berkas dibuka" in certificate.sentences[2]
    assert {files.read(one) for one in StoredFile.objects.all()} == {JPEG}
    assert not unfinished.is_left()
    assert journal.verify().is_whole


def test_a_restore_is_written_down_and_counts_as_a_known_backup(
    saved: Made, machine: Database
) -> None:
    backups.restore(saved.path)

    known = records.latest()
    assert known is not None
    assert known.restored_at is not None
    assert (known.digest, known.size, known.files) == (saved.digest, saved.size, 3)


def test_both_roles_may_again_what_they_might_and_no_more(
    saved: Made, machine: Database, module_database: Database
) -> None:
    """Also where a `prima init` that was cut off has said that new tables are wide open."""
    roles.prepare()

    backups.restore(saved.path)

    assert _rights(machine.owner_url) == _rights(module_database.owner_url)
    with (
        psycopg.connect(machine.application_url) as application,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        application.execute("UPDATE kernel_journalentry SET what = 'x.y'")


def _rights(url: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(
            "SELECT table_name, privilege_type, column_name FROM information_schema"
            ".column_privileges WHERE grantee = 'prima_app' ORDER BY 1, 2, 3"
        ).fetchall()


def test_nothing_is_written_over_what_is_there(saved: Made, machine: Database) -> None:
    backups.restore(saved.path)

    with pytest.raises(BackupError, match="sudah berisi, jadi tidak ditimpa"):
        backups.restore(saved.path)
    assert StoredFile.objects.count() == 3


@pytest.mark.parametrize("folder", ["FILES_DIR", "ANCHOR_DIR"])
def test_a_folder_with_files_is_not_written_over(
    saved: Made, machine: Database, folder: str
) -> None:
    somebodys = getattr(django_settings, folder) / "anchor-1.jsonl"
    somebodys.parent.mkdir()
    somebodys.write_text("theirs")

    with pytest.raises(BackupError, match="sudah berisi"):
        backups.restore(saved.path)
    assert somebodys.read_text() == "theirs"


def test_a_wrong_passphrase_leaves_the_machine_empty(saved: Made, machine: Database) -> None:
    with pytest.raises(BackupError, match="Kata sandi cadangan salah"):
        backups.restore(saved.path, passphrase="bukan yang itu sama sekali")

    assert is_empty(machine)


@pytest.mark.parametrize("share", [0.02, 0.6, 0.99])
def test_damage_leaves_the_machine_empty_and_a_good_copy_then_works(
    saved: Made, machine: Database, tmp_path: Path, share: float
) -> None:
    content = bytearray(saved.path.read_bytes())
    content[int(len(content) * share)] ^= 1
    damaged = tmp_path / "rusak.cadangan"
    damaged.write_bytes(content)

    with pytest.raises(BackupError, match="rusak pada bagian"):
        backups.restore(damaged)
    assert is_empty(machine)
    damaged.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(BackupError, match="terpotong"):
        backups.restore(damaged)
    assert is_empty(machine)


def test_other_keys_are_refused_with_the_way_to_the_right_ones(
    saved: Made, machine: Database, tmp_path: Path
) -> None:
    django_settings.PRIMA_KEYS_FILE.unlink()
    keys.create_key_file(django_settings.PRIMA_KEYS_FILE)

    with pytest.raises(BackupError, match=r"bukan kunci cadangan ini.*prima keys recover"):
        backups.restore(saved.path)
    assert is_empty(machine)


@pytest.mark.parametrize("signed", ["SIGNED_AS", "HEAD_SIGNED_AS"])
def test_a_backup_somebody_else_signed_is_refused(
    signed: str, saved: Made, machine: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    if signed == "HEAD_SIGNED_AS":
        monkeypatch.setattr(postgres, "restore", None)  # refused before the archive is run
    monkeypatch.setattr(making, signed, b"somebody else\n")

    with pytest.raises(BackupError, match="Tanda tangan cadangan ini bukan"):
        backups.restore(saved.path)
    assert is_empty(machine)


def test_a_key_ring_that_has_grown_since_still_restores(saved: Made, machine: Database) -> None:
    key_file.add_waiting(django_settings.PRIMA_KEYS_FILE)
    key_file.activate(django_settings.PRIMA_KEYS_FILE, at=clock.now())

    assert backups.restore(saved.path).findings == []


def test_a_backup_of_a_newer_version_is_refused_by_name(
    saved: Made, machine: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here the version that reads is made older: it does not know the last migration."""

    class Older:
        def __init__(self, _connection: None) -> None:
            known = MigrationLoader(None).disk_migrations
            self.disk_migrations = {key: known[key] for key in known if key[0] != "surveys"}

    monkeypatch.setattr(restoring, "MigrationLoader", Older)

    with pytest.raises(BackupError, match="lebih baru daripada yang terpasang"):
        backups.restore(saved.path)
    assert is_empty(machine)


def test_a_restore_that_was_killed_says_so_and_can_be_done_again(
    saved: Made, machine: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    unfinished.begin()
    half = django_settings.FILES_DIR / "ab" / ("ab" * 16)
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half")
    with psycopg.connect(machine.owner_url) as owner:
        owner.execute("CREATE TABLE half_restored (id int)")

    for command in (["serve"], ["init"], ["journal", "verify"], ["backup"]):
        assert cli.main(command) == 1
        assert "Pemulihan cadangan di sini belum selesai" in capsys.readouterr().err

    assert backups.restore(saved.path).findings == []
    assert not half.exists()


def test_what_a_killed_restore_left_is_cleared_in_its_own_folders_only(
    saved: Made, machine: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Begun again without the variable that named the new folder, it meets the old one."""
    unfinished.begin()
    monkeypatch.setattr(django_settings, "FILES_DIR", tmp_path / "old")
    theirs = tmp_path / "old" / "ab" / ("ab" * 16)
    theirs.mkdir(parents=True)

    with pytest.raises(BackupError, match="memakai folder lain"):
        backups.restore(saved.path)
    assert theirs.exists()


def test_a_failure_in_the_middle_undoes_everything(
    saved: Made, machine: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(proving, "prove", stop)

    with pytest.raises(KeyboardInterrupt):
        backups.restore(saved.path)
    assert is_empty(machine)


def test_a_full_disk_undoes_everything_and_says_so(
    saved: Made, machine: Database, tmp_path: Path
) -> None:
    """A folder of files that cannot be made fails in the middle of the backup, as a full disk."""
    django_settings.FILES_DIR = tmp_path / "berkas" / "files"
    (tmp_path / "berkas").write_text("not a folder")

    with pytest.raises(BackupError, match="Pemulihan tidak jadi: Not a directory"):
        backups.restore(saved.path)
    (tmp_path / "berkas").unlink()
    assert is_empty(machine)
    assert backups.restore(saved.path).findings == []


def test_two_restores_at_once_do_not_undo_each_other(saved: Made, machine: Database) -> None:
    with psycopg.connect(machine.owner_url, autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [restoring._RESTORE_LOCK])
        with pytest.raises(BackupError, match="Pemulihan lain sedang berjalan"):
            backups.restore(saved.path)


def test_a_broken_journal_comes_back_only_when_that_is_accepted(
    broken: Made, machine: Database
) -> None:
    assert "tidak cocok lagi" in broken.warnings[0]
    with pytest.raises(BackupError, match="Jurnal sudah rusak saat dicadangkan"):
        backups.restore(broken.path)
    assert is_empty(machine)

    certificate = backups.restore(broken.path, broken=True)

    assert "hilang" in certificate.findings[0]


def test_the_archive_of_an_older_server_fits_tools_that_are_not_older() -> None:
    assert postgres.tools_to_restore().major >= 18


@pytest.fixture
def empty_machine() -> Iterator[Path]:
    """A data folder with nothing in it but what the command makes there itself."""
    folder = Path(tempfile.mkdtemp(prefix="prima-r-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder / "data"
    EmbeddedServer(folder / "data").stop()
    shutil.rmtree(folder)


def _command(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PRIMA_")}
    return subprocess.Popen(
        [sys.executable, "-m", "prima.config.cli", *arguments],
        env={**kept, "PYTHONPATH": str(SOURCES), "PRIMA_DATA_DIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
def test_a_new_machine_with_its_own_server_killed_in_the_middle_goes_on(
    saved: Made, home: Path, empty_machine: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "sandi"
    secret.write_text(f"{backups.PASSPHRASE}\n")
    restore = ["restore", str(saved.path), f"--passphrase-file={secret}"]

    _, said = _run(_command(empty_machine, *restore))
    assert "tidak pernah ikut di dalam cadangan" in said
    shutil.copy(home / "keys.json", empty_machine / "keys.json")

    killed = _command(empty_machine, *restore)
    _wait_for((empty_machine / "files").is_dir, killed)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    _, said = _run(_command(empty_machine, "journal", "verify"))
    assert "belum selesai" in said

    certificate, said = _run(_command(empty_machine, *restore))
    assert "SURAT BUKTI PEMULIHAN" in certificate, said
    assert _run(_command(empty_machine, "journal", "verify"))[0].startswith("Jurnal utuh")
    server = EmbeddedServer(empty_machine)
    with server.running():
        assert _rights(server.url(OWNER)) != []
        with psycopg.connect(server.url(APPLICATION)) as application:
            row = application.execute("SELECT count(*) FROM kernel_storedfile").fetchone()
    assert row == (3,)


def _run(process: subprocess.Popen[str]) -> tuple[str, str]:
    return process.communicate(timeout=120)


def _wait_for(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.005)
