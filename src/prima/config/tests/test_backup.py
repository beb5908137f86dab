"""Making a backup: what is inside, what never is, and what expires."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from conftest import Database
from prima.cases.models import Case
from prima.cases.tests.scene import APPLICANT
from prima.config import cli
from prima.config.backup import making, picture, postgres, reading
from prima.config.backup.parts import Part
from prima.config.tests import backups
from prima.kernel import backups as records
from prima.kernel import clock, files
from prima.kernel.crypto import key_file
from prima.kernel.files import StoredFile
from prima.kernel.tests.support import AT
from prima.kernel.tests.test_files import JPEG

SOURCES = Path(cli.__file__).parents[2]
Capture = pytest.CaptureFixture[str]


pytestmark = pytest.mark.usefixtures("own_folders")


class _Keeper(reading.Checker):
    """Keeps all that lies in a backup."""

    def __init__(self) -> None:
        self.content = b""

    def database(self, part: Part) -> None:
        self.content += b"".join(part.blocks())

    file = anchor = database


def inside(path: Path) -> tuple[reading.Content, bytes]:
    keeper = _Keeper()
    with reading.opened(path, backups.quiet) as reader:
        reading.unlock(reader, backups.opener())
        content = reading.read(reader, keeper)
    return content, keeper.content + repr(content).encode()


def test_the_command_makes_checks_and_records_a_backup(
    office: Database, secret: str, capsys: Capture, tmp_path: Path
) -> None:
    assert cli.main(["backup", secret]) == 0

    said = capsys.readouterr().out
    (path,) = (tmp_path / "backups").glob("prima-*.cadangan")
    assert str(path) in said
    assert path.stat().st_mode & 0o777 == 0o600
    known = records.latest()
    assert known is not None
    assert (known.size, known.files, known.digest) == (path.stat().st_size, 3, _sha256(path))
    assert known.place == records.BackupPlace.SAME_DISK
    assert cli.main(["backup", f"--check={path}", secret]) == 0
    assert "utuh: dibuat" in capsys.readouterr().out


def _sha256(path: Path) -> str:
    return subprocess.run(
        ["sha256sum", str(path)], capture_output=True, text=True, check=True
    ).stdout.split()[0]


def test_the_manifest_counts_what_the_database_holds(office: Database, tmp_path: Path) -> None:
    made = backups.back_up(tmp_path / "out")

    content, _ = inside(made.path)

    assert content.manifest["counts"]["cases_case"] == Case.objects.count()
    assert content.manifest["files"]["count"] == 3
    assert content.manifest["anchors"]["count"] == 2
    assert "office:" in " ".join(content.manifest["heads"])


def test_no_key_and_no_password_is_ever_inside(office: Database, tmp_path: Path) -> None:
    ring = json.loads(django_settings.PRIMA_KEYS_FILE.read_text())
    texts = [*ring["keys"].values(), ring["index"], ring["signing"], django_settings.SECRET_KEY]
    made = backups.back_up(tmp_path / "out")

    _, everything = inside(made.path)
    plain = _plain_dump(office)

    for text in texts:
        for form in (text.encode(), *_raw(text)):
            assert form not in everything
            assert form not in plain
    assert django_settings.DATABASES["owner"]["PASSWORD"].encode() not in everything + plain


def _raw(text: str) -> list[bytes]:
    try:
        return [base64.b64decode(text, validate=True)]
    except ValueError:
        return []


def _plain_dump(database: Database) -> bytes:
    """The same dump as in a backup, but readable: custom archives are compressed."""
    tools = postgres.tools_for(18)
    return subprocess.run(
        [str(tools.folder / "pg_dump"), f"--dbname={database.owner_url}"],
        capture_output=True,
        check=True,
    ).stdout


def test_a_dump_shows_no_number_of_a_person_and_a_backup_nothing(
    office: Database, tmp_path: Path
) -> None:
    """Names stand in plain rows, because officers search by them; the backup seals all."""
    made = backups.back_up(tmp_path / "out")

    dump = _plain_dump(office)
    sealed = made.path.read_bytes()

    assert b"cases_case" in dump
    for canary in (APPLICANT.nik, "8123456789", APPLICANT.email, "foto-1.jpg"):
        assert str(canary).encode() not in dump
    for canary in (APPLICANT.name, "cases_case", "PGDMP", "pg_dump"):
        assert str(canary).encode() not in sealed


def test_work_that_goes_on_meanwhile_is_left_out_whole(
    office: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    in_thread: Callable[..., object],
) -> None:
    """A file stored after the picture was taken belongs to the next backup, with its row."""
    taken = picture.name_of

    def and_then_somebody_works(connection: picture.Connection) -> str:
        name = taken(connection)
        in_thread(lambda: files.store(SimpleUploadedFile("baru.jpg", JPEG)))
        return name

    monkeypatch.setattr(picture, "name_of", and_then_somebody_works)
    made = backups.back_up(tmp_path / "out")

    content, _ = inside(made.path)
    assert StoredFile.objects.count() == 4
    assert content.manifest["files"]["count"] == 3
    assert content.manifest["counts"]["kernel_storedfile"] == 3


def test_a_file_swept_away_in_the_middle_of_a_backup_is_not_swept(
    office: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    in_thread: Callable[..., object],
) -> None:
    """The row goes while the backup runs; the nightly sweep comes; the file is saved."""
    taken = picture.name_of

    def erase_and_sweep(connection: picture.Connection) -> str:
        name = taken(connection)
        in_thread(lambda: StoredFile.objects.all()[:1].get().delete())
        assert in_thread(lambda: files.sweep(at=clock.now() + timedelta(days=3))) == 0
        return name

    monkeypatch.setattr(picture, "name_of", erase_and_sweep)
    made = backups.back_up(tmp_path / "out")

    assert made.missing == []
    assert made.files == 3
    assert files.sweep(at=clock.now() + timedelta(days=3)) == 1


def test_a_file_that_was_erased_for_a_person_is_not_missed(
    office: Database, tmp_path: Path
) -> None:
    with transaction.atomic():
        files.remove(StoredFile.objects.filter(pk__in=StoredFile.objects.all()[:1]), at=AT)

    made = backups.back_up(tmp_path / "out")

    assert (made.files, made.missing) == (2, [])


def test_a_file_that_is_gone_is_named_and_the_rest_is_saved(
    office: Database, secret: str, capsys: Capture, tmp_path: Path
) -> None:
    stored = StoredFile.objects.order_by("stored_name")[1]
    (tmp_path / "files" / stored.stored_name[:2] / stored.stored_name).unlink()

    assert cli.main(["backup", secret, "--keep=1"]) == 3

    told = capsys.readouterr()
    assert stored.stored_name in told.err
    (path,) = (tmp_path / "backups").glob("*.cadangan")
    content, _ = inside(path)
    assert content.manifest["missing"] == [stored.stored_name]
    known = records.latest()
    assert known is not None
    assert known.files_missing == 1


def test_old_backups_expire_and_others_in_the_folder_do_not(
    office: Database, secret: str, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    mark = making.installation_id()
    signs = [mark] * 3
    key_file.renew_signing(django_settings.PRIMA_KEYS_FILE, at=clock.now())
    signs += [making.installation_id()] * 2  # the sign comes from the key that was just renewed
    old = [
        folder / f"prima-{sign}-202601{day:02}T000000Z.cadangan"
        for day, sign in enumerate(signs, start=1)
    ]
    others = [folder / "prima-00000000-20260101T000000Z.cadangan", folder / "foto.jpg"]
    for file in (*old, *others):
        file.write_bytes(b"x")

    assert cli.main(["backup", secret, "--keep=3"]) == 0

    assert [file.exists() for file in old] == [False, False, False, True, True]
    assert all(file.exists() for file in others)
    assert not list(folder.glob(f"prima-{mark}-*"))
    assert len(list(folder.glob(f"prima-{signs[-1]}-*"))) == 3
