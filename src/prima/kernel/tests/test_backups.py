"""What is kept of a backup, and that files are not swept away while one is being made."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import IntegrityError, ProgrammingError, connection, transaction

from prima.kernel import backups, files
from prima.kernel.actors import SYSTEM
from prima.kernel.backups import BackupPlace, BackupRecord
from prima.kernel.journal.models import JournalEntry
from prima.kernel.tests.support import AT, OwnDatabase


def record(**changed: object) -> BackupRecord:
    """A backup that was made last night."""
    given: dict[str, object] = {
        "made_at": AT,
        "finished_at": AT + timedelta(minutes=2),
        "size": 4_000_000,
        "database_bytes": 3_000_000,
        "files": 12,
        "digest": "ab" * 32,
        "place": BackupPlace.OTHER_DISK,
    }
    return BackupRecord(**given | changed)


@pytest.mark.django_db
def test_a_backup_that_was_made_is_known_and_in_the_journal() -> None:
    assert backups.latest() is None

    backups.record_made(record(), by=SYSTEM, at=AT)
    newer = backups.record_made(record(made_at=AT + timedelta(days=1)), by=SYSTEM, at=AT)

    assert backups.latest() == newer
    entry = JournalEntry.objects.get(chain="installation", sequence=2)
    assert entry.what == "backup.made"
    assert entry.payload["digest"] == "ab" * 32


@pytest.mark.django_db
def test_a_restore_is_known_and_in_the_journal() -> None:
    restored = backups.record_restored(record(), by=SYSTEM, at=AT + timedelta(days=2))

    assert restored.restored_at == AT + timedelta(days=2)
    assert JournalEntry.objects.get(chain="installation").what == "backup.restored"


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"size": 0}, {"place": "moon"}])
def test_impossible_records_are_refused_by_the_database(wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        record(**wrong).save()


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE {} SET size = 1", "DELETE FROM {}"])
def test_the_application_cannot_change_what_was_recorded(statement: str) -> None:
    backups.record_made(record(), by=SYSTEM, at=AT)

    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format("kernel_backuprecord"))


def test_nothing_is_swept_while_a_backup_reads_the_files(
    own_database: OwnDatabase, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "FILES_DIR", tmp_path)
    orphan = settings.FILES_DIR / "ab" / ("ab" * 16)
    orphan.parent.mkdir()
    orphan.write_bytes(b"sealed")
    later = AT + timedelta(days=20_000)

    with psycopg.connect(own_database.owner_url) as backup:
        backup.execute(backups.HOLD_FILES)
        assert files.sweep(at=later) == 0
        assert orphan.exists()
        backup.execute(backups.RELEASE_FILES)

    assert files.sweep(at=later) == 1
    assert not orphan.exists()
