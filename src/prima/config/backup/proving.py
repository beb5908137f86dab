"""The proof of a restore: chains, files and sealed values are read again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.db import models

from prima.config.backup import target
from prima.config.backup.faults import BackupError
from prima.config.backup.reading import Content
from prima.kernel import backups, clock, files, journal
from prima.kernel.actors import SYSTEM
from prima.kernel.crypto import EncryptedTextField
from prima.kernel.crypto.damage import DamagedValueError, LostValueError
from prima.kernel.crypto.fields import Unopened
from prima.kernel.files import StoredFile

_LOOKED_AT: Final = 50
_TELL_EVERY: Final = 100


@dataclass(slots=True)
class Certificate:
    """What was proven, in sentences for the operator."""

    sentences: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)


def prove(
    content: Content, progress: Callable[[str], Any], *, accept_broken_journal: bool
) -> Certificate:
    """Read again what was restored; raises `BackupError` at the first thing that is not right."""
    certificate = Certificate()
    counts = content.manifest["counts"]
    certificate.sentences.append(
        f"Basis data: {sum(counts.values())} baris pada {len(counts)} tabel, sama dengan cadangan."
    )
    with progress("Memeriksa jurnal") as advance:
        _prove_journal(certificate, advance, accept_broken=accept_broken_journal)
    with progress("Memeriksa berkas") as advance:
        _prove_files(certificate, set(content.manifest["missing"]), advance)
    _prove_sealed_values(certificate)
    return certificate


def record(path: Path, content: Content) -> None:
    """Write down from which backup this installation came back."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    same = target.is_same_disk(path, settings.DATA_DIR)
    now = clock.now()
    restored = backups.BackupRecord(
        made_at=content.made_at,
        finished_at=content.made_at,
        size=path.stat().st_size,
        database_bytes=content.manifest["database"]["bytes"],
        files=content.manifest["files"]["count"],
        files_missing=len(content.manifest["missing"]),
        digest=digest,
        place=backups.BackupPlace.SAME_DISK if same else backups.BackupPlace.OTHER_DISK,
    )
    backups.record_restored(restored, by=SYSTEM, at=now)


def _prove_journal(
    certificate: Certificate, advance: Callable[[int, int], None], *, accept_broken: bool
) -> None:
    anchors = sorted(Path(settings.ANCHOR_DIR).glob("anchor-*.jsonl"))
    report = journal.verify(anchors[-1] if anchors else None, progress=advance)
    if report.is_whole:
        certificate.sentences.append(report.sentences[0])
        return
    if not accept_broken:
        raise BackupError(
            f"{report.sentences[0]} Jurnal sudah rusak saat dicadangkan. Pakai cadangan yang "
            "lebih lama, atau terima dengan --accept-broken-journal."
        )
    certificate.findings.extend(report.sentences)


def _prove_files(
    certificate: Certificate, missing: set[str], advance: Callable[[int, int], None]
) -> None:
    total = StoredFile.objects.filter(removed_at=None).count()
    lost = 0
    for done, stored in enumerate(_stored(), start=1):
        if stored.stored_name not in missing:
            lost += _is_lost(stored, done)
        if done % _TELL_EVERY == 0 or done == total:
            advance(done, total)
    certificate.sentences.append(
        f"Berkas: {total - len(missing) - lost} berkas dibuka dan cocok dengan sidik jarinya."
    )
    if lost:
        certificate.findings.append(f"{lost} berkas tersegel dengan kunci yang sudah hilang.")
    if missing:
        certificate.findings.append(
            f"{len(missing)} berkas sudah tidak ada saat dicadangkan: {', '.join(missing)}."
        )


def _is_lost(stored: StoredFile, number: int) -> bool:
    """Open a file and compare it with its row; say whether its key was declared lost before."""
    try:
        plain = files.read(stored)
    except LostValueError:
        return True
    except (OSError, DamagedValueError) as error:
        raise BackupError(f"Berkas ke-{number} tidak dapat dibuka sesudah dipulihkan.") from error
    if hashlib.sha256(bytes.fromhex(stored.salt) + plain).hexdigest() != stored.digest:
        raise BackupError(f"Berkas ke-{number} tidak cocok dengan sidik jarinya.")
    return False


def _stored() -> Iterator[StoredFile]:
    """Page by page: a list of a million files would not fit."""
    last = ""
    while page := list(
        StoredFile.objects.defer("original_name")
        .filter(stored_name__gt=last, removed_at=None)
        .order_by("stored_name")[:1_000]
    ):
        yield from page
        last = page[-1].stored_name


def _prove_sealed_values(certificate: Certificate) -> None:
    """Open one value of every sealed column that holds any."""
    opened = sum(
        _opens(model, column.name)
        for model in apps.get_models()
        for column in model._meta.concrete_fields
        if isinstance(column, EncryptedTextField)
    )
    certificate.sentences.append(
        f"Data pribadi: dari {opened} kolom tersegel masing-masing satu nilai dibuka."
    )


def _opens(model: type[models.Model], column: str) -> bool:
    newest = model._base_manager.order_by("-pk").values_list(column, flat=True)
    try:
        return any(value and not isinstance(value, Unopened) for value in newest[:_LOOKED_AT])
    except DamagedValueError as error:
        raise BackupError(
            f"Nilai tersegel di {model._meta.db_table} tidak dapat dibuka dengan kunci ini."
        ) from error
