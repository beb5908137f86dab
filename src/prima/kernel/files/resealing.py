"""Sealing stored files anew under the active key: a whole new file takes the old one's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from django.db import transaction

from prima.kernel.crypto import keys
from prima.kernel.crypto.damage import DamagedValueError
from prima.kernel.crypto.keys import UnknownKeyError
from prima.kernel.files import sealing
from prima.kernel.files.models import StoredFile
from prima.kernel.files.storing import place_of, replace

_PAGE: Final = 500
# Counted where the id of a key would stand: the bytes are missing or are no sealed file.
UNREADABLE: Final = "?"


def count_by_key() -> Counter[str]:
    """Count the files of all rows by the key they are sealed under; reads their first bytes."""
    return Counter(_key_id(name) for names in _pages() for _pk, name in names)


def reseal(unopened: set[str]) -> Iterator[int]:
    """Seal anew every file that is not under the active key; gives one after each file."""
    for names in _pages():
        ring = keys.ring()
        for pk, name in names:
            key_id = _key_id(name)
            if key_id == ring.active or key_id in ring.lost:
                continue
            try:
                done = _reseal_one(pk, name)
            except (OSError, DamagedValueError, UnknownKeyError):
                unopened.add(f"kernel_storedfile {pk}")
            else:
                yield done


def _reseal_one(pk: int, name: str) -> int:
    """Hold the row meanwhile: who erases the file waits, and its bytes do not come back."""
    held = StoredFile.objects.select_for_update(no_key=True, skip_locked=True)
    with transaction.atomic():
        if not held.filter(pk=pk, stored_name=name, removed_at=None).exists():
            return 0
        content = sealing.unseal(place_of(name).read_bytes(), name=name)
        replace(name, content)
    return 1


def _key_id(name: str) -> str:
    try:
        with open(place_of(name), "rb") as file:
            return sealing.key_id_of(file.read(sealing.HEAD), name=name)
    except (OSError, DamagedValueError):
        return UNREADABLE


def _pages() -> Iterator[list[tuple[int, str]]]:
    after = 0
    while True:
        rows = StoredFile.objects.filter(pk__gt=after, removed_at=None).order_by("pk")
        page = list(rows.values_list("pk", "stored_name")[:_PAGE])
        if not page:
            return
        yield page
        after = page[-1][0]
