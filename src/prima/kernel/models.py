"""The tables of the kernel, each written beside the code that uses it."""

from prima.kernel.backups import BackupRecord
from prima.kernel.files.models import StoredFile
from prima.kernel.idempotency import RememberedResult
from prima.kernel.journal.models import JournalEntry, JournalHead
from prima.kernel.limits import AttemptCount
from prima.kernel.messages.models import OutgoingMessage
from prima.kernel.rotation.models import KeyChange

__all__ = [
    "AttemptCount",
    "BackupRecord",
    "JournalEntry",
    "JournalHead",
    "KeyChange",
    "OutgoingMessage",
    "RememberedResult",
    "StoredFile",
]
