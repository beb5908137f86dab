"""What is known of backups: when the last one was made, how large, and where it was put.

The backup itself is made by `config.backup`; here is only the row that the operator's checks read.
A backup never holds its own row: after a restore the row of the restored file is written again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from prima.kernel import journal
from prima.kernel.actors import Actor

CHAIN: Final = "installation"

# Whoever holds this lock shared reads files for a backup, until its session ends; sweeping files
# takes it alone.
_FILES_LOCK: Final = 0x5072696D61
HOLD_FILES: Final = f"SELECT pg_advisory_lock_shared({_FILES_LOCK})"
RELEASE_FILES: Final = f"SELECT pg_advisory_unlock_shared({_FILES_LOCK})"
_TAKE_FILES: Final = f"SELECT pg_try_advisory_xact_lock({_FILES_LOCK})"


class BackupPlace(models.TextChoices):
    """Where a backup lies, seen from the data it saves."""

    SAME_DISK = "same_disk", _("disk yang sama")
    OTHER_DISK = "other_disk", _("disk lain")


class BackupRecord(models.Model):
    """Catatan cadangan: one complete backup file that was made or restored here."""

    made_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    restored_at = models.DateTimeField(null=True)
    size = models.BigIntegerField()
    database_bytes = models.BigIntegerField()
    files = models.PositiveIntegerField()
    # Files the database speaks of that were not on disk when the backup was made.
    files_missing = models.PositiveIntegerField(default=0)
    # SHA-256 of the whole file, so that a copy elsewhere can be compared.
    digest = models.CharField(max_length=64)
    place = models.CharField(max_length=12, choices=BackupPlace.choices)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="backup_record_place_known",
                condition=models.Q(place__in=BackupPlace.values),
            ),
            models.CheckConstraint(name="backup_record_not_empty", condition=models.Q(size__gt=0)),
        ]
        indexes = [models.Index(fields=["made_at"], name="backup_record_made_at")]


@journal.action
def record_made(record: BackupRecord, *, by: Actor, at: datetime) -> BackupRecord:
    """Write down a complete backup."""
    return _record("backup.made", record, by=by, at=at)


@journal.action
def record_restored(record: BackupRecord, *, by: Actor, at: datetime) -> BackupRecord:
    """Write down from which backup this installation came back."""
    record.restored_at = at
    return _record("backup.restored", record, by=by, at=at)


def _record(what: str, record: BackupRecord, *, by: Actor, at: datetime) -> BackupRecord:
    record.save(force_insert=True)
    payload = {"made_at": record.made_at, "digest": record.digest, "files": record.files}
    journal.append(what, about=record, chain=CHAIN, by=by, at=at, payload=payload)
    return record


def latest() -> BackupRecord | None:
    """Give the newest backup known here."""
    return BackupRecord.objects.order_by("-made_at").first()


def files_may_be_swept() -> bool:
    """Say, in the transaction that sweeps, whether no backup is reading files just now."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_FILES)
        return bool(cursor.fetchone()[0])
