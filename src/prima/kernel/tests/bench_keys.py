"""How fast a new key takes over: 100,000 sealed values and 400 files of 250 kB.

Not collected by `make test`; `make bench-keys` runs it and prints JSON.
"""

import json
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from conftest import Database
from prima.kernel import rotation
from prima.kernel.files.models import StoredFile
from prima.kernel.files.storing import _write
from prima.kernel.messages import OutgoingMessage
from prima.kernel.tests.support import AT

ROWS = 50_000  # two sealed values each
FILES = 400
SIZE = 250_000


@pytest.fixture(autouse=True)
def _database(own_database: Database) -> Iterator[None]:
    yield
    connections["owner"].close()


def test_rate_of_sealing_anew(own_places: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _fill()
    rotation.add_key()
    rotation.activate_key(at=AT)

    begun, cpu = time.monotonic(), time.process_time()
    outcome = rotation.reseal()
    took, cpu = time.monotonic() - begun, time.process_time() - cpu

    assert outcome.is_complete
    with capsys.disabled():
        print()  # noqa: T201 - the figures are what this is run for
        figures = {
            "values": outcome.values,
            "files": outcome.files,
            "megabytes": round(FILES * SIZE / 1e6),
            "seconds": round(took, 1),
            "cpu_seconds": round(cpu, 1),
            "values_per_second": round(outcome.values / took),
        }
        print(json.dumps(figures))  # noqa: T201 - as above


def _fill() -> None:
    OutgoingMessage.objects.bulk_create(
        (
            OutgoingMessage(
                channel="email",
                recipient=f"orang{number}@contoh.id",
                subject="Kabar",
                body=f"Isi surat {number} " * 12,
                check_code=secrets.token_urlsafe(6),
                prepared_at=AT,
            )
            for number in range(ROWS)
        ),
        batch_size=5_000,
    )
    for _file in range(FILES):
        name = secrets.token_hex(16)
        _write(name, os.urandom(SIZE))
        StoredFile.objects.create(
            stored_name=name,
            original_name="ktp.jpg",
            kind="jpeg",
            size=SIZE,
            salt="0" * 32,
            digest="0" * 64,
            stored_at=AT,
        )
