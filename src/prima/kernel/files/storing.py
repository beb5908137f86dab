"""Keeping a file from a person, reading it again, and clearing what no row refers to."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.kernel import backups, clock
from prima.kernel.errors import RuleBroken
from prima.kernel.files import kinds, names, sealing
from prima.kernel.files.models import StoredFile

LARGEST: Final = 10 * 1024 * 1024

# A transaction may still be open that will write the row of a young file.
_SPARED_FOR: Final = timedelta(hours=24)

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_NO_ROOM: Final = gettext_lazy(
    "Tempat penyimpanan kami sedang penuh, jadi berkas ini belum tersimpan. Kirim lagi nanti, "
    "atau bawa berkasnya ke kantor."
)


def store(
    upload: File[bytes],
    *,
    largest: int = LARGEST,
    sound_too: bool = False,
    at: datetime | None = None,
) -> StoredFile:
    """Check, seal and keep an uploaded file; gives its saved row, or refuses with a sentence.

    Photos, drawings and PDFs; voice notes only where `sound_too`.

    The bytes are on disk before the row is written: a row whose file is missing cannot exist.
    """
    _check_size(upload.size or 0, largest)
    found = kinds.recognise(upload.read(largest + 1), sound_too=sound_too)
    shown_name = names.safe_name(upload.name or "", found.kind)
    stored_name = secrets.token_hex(16)
    salt = secrets.token_hex(16)
    _write(stored_name, found.content)
    return StoredFile.objects.create(
        stored_name=stored_name,
        original_name=shown_name,
        kind=found.kind,
        size=len(found.content),
        salt=salt,
        digest=hashlib.sha256(bytes.fromhex(salt) + found.content).hexdigest(),
        stored_at=at if at is not None else clock.now(),
    )


def read(stored: StoredFile) -> bytes:
    """Give the content of a file as it was stored; a damaged one raises `DamagedValueError`."""
    return sealing.unseal(place_of(stored.stored_name).read_bytes(), name=stored.stored_name)


def remove(rows: QuerySet[StoredFile], *, at: datetime) -> int:
    """Destroy content and name of files for good, and keep digest and times; gives how many.

    The row says so first, the bytes go once that is certain. A crash in between leaves bytes that
    `sweep` takes away: no row vouches for them any more.
    """
    names = list(rows.filter(removed_at=None).values_list("stored_name", flat=True))
    StoredFile.objects.filter(stored_name__in=names).update(original_name="", removed_at=at)
    transaction.on_commit(partial(_unlink, names))
    return len(names)


@transaction.atomic
def _unlink(names: Iterable[str]) -> None:
    """Take bytes away, unless a backup reads them just now: then `sweep` does it tomorrow."""
    if backups.files_may_be_swept():
        for name in names:
            place_of(name).unlink(missing_ok=True)


@transaction.atomic
def sweep(*, at: datetime) -> int:
    """Remove files older than a day that no row refers to; gives how many.

    While a backup runs nothing is removed: its picture of the rows is older than ours.
    """
    if not backups.files_may_be_swept():
        return 0
    before = (at - _SPARED_FOR).timestamp()
    removed = 0
    for folder in Path(settings.FILES_DIR).glob("[0-9a-f][0-9a-f]"):
        old = [path for path in folder.iterdir() if path.stat().st_mtime < before]
        known = set(
            StoredFile.objects.filter(
                stored_name__in=[path.name for path in old], removed_at=None
            ).values_list("stored_name", flat=True)
        )
        for path in old:
            if path.name not in known:
                path.unlink(missing_ok=True)
                removed += 1
    return removed


def _check_size(size: int, largest: int) -> None:
    if not size:
        raise RuleBroken(_("Berkas ini kosong. Pilih berkas lain, lalu unggah lagi."))
    if size > largest:
        sentence = _(
            "Berkas ini %(size)s, batasnya %(largest)s. Perkecil dahulu, lalu unggah lagi."
        )
        raise RuleBroken(
            sentence % {"size": filesizeformat(size), "largest": filesizeformat(largest)}
        )


def place_of(stored_name: str) -> Path:
    """Where the bytes of a file lie."""
    return Path(settings.FILES_DIR) / stored_name[:2] / stored_name


def _write(stored_name: str, content: bytes) -> None:
    """Write beside, make durable, then give the name: a crash leaves a whole file or none.

    A full disk is refused in words: papers can also be brought, and the form keeps the rest.
    """
    place = place_of(stored_name)
    draft = place.with_name(f"{stored_name}.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_draft(draft, place, content)
    except OSError as error:
        draft.unlink(missing_ok=True)
        if error.errno in _FULL:
            raise RuleBroken(_NO_ROOM) from error
        raise


def replace(stored_name: str, content: bytes) -> None:
    """Seal a content anew in place of the old bytes; a reader finds the old ones or the new."""
    place = place_of(stored_name)
    draft = place.with_name(f"{stored_name}.new")
    draft.unlink(missing_ok=True)  # of a rotation that was killed
    _write_draft(draft, place, content, owner=place.stat())


def _write_draft(
    draft: Path, place: Path, content: bytes, *, owner: os.stat_result | None = None
) -> None:
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.writelines(sealing.seal(content, name=place.name))
        file.flush()
        os.fsync(file.fileno())
    if owner and os.geteuid() == 0:  # what root seals anew stays the server's
        os.chown(draft, owner.st_uid, owner.st_gid)
    draft.rename(place)
    _make_durable(place.parent)


def _make_durable(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
