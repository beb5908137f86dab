"""What tests of integrity stand on: a key ring and a place for files of their own."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from prima.kernel.crypto import keys


@pytest.fixture(autouse=True)
def own_keys(settings: Settings, tmp_path: Path) -> None:
    settings.PRIMA_KEYS_FILE = tmp_path / "keys.json"
    keys.create_key_file(settings.PRIMA_KEYS_FILE)
    settings.FILES_DIR = tmp_path / "files"
