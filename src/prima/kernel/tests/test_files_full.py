"""A disk that is full while somebody sends a file."""

import errno
import os
from pathlib import Path

import pytest

from prima.kernel import files
from prima.kernel.errors import RuleBroken
from prima.kernel.tests.test_files import PNG, upload


@pytest.mark.django_db
def test_a_full_disk_is_said_in_words_and_leaves_no_half_file(
    own_places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr("prima.kernel.files.storing.os.fsync", full)
        with pytest.raises(RuleBroken, match="sedang penuh"):
            files.store(upload("ktp.png", PNG))
    assert list(own_places.rglob("*.part")) == []

    assert files.read(files.store(upload("ktp.png", PNG))) == PNG
