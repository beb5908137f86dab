"""What every test of the kernel stands on: a key ring and folders of its own."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from prima.kernel.crypto import keys


@pytest.fixture(autouse=True)
def own_places(settings: Settings, tmp_path: Path) -> Path:
    settings.PRIMA_KEYS_FILE = tmp_path / "keys.json"
    settings.FILES_DIR = tmp_path / "files"
    settings.ANCHOR_DIR = tmp_path / "anchors"
    keys.create_key_file(settings.PRIMA_KEYS_FILE)
    return tmp_path
