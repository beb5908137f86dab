"""The tables of the kernel, each written beside the code that uses it."""

from prima.kernel.journal.models import JournalEntry, JournalHead

__all__ = ["JournalEntry", "JournalHead"]
