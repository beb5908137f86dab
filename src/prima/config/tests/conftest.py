"""What the tests of backup and restore share; applications are loaded after this file is read."""

from pathlib import Path

import pytest
from pytest_django import Settings

from conftest import Database


@pytest.fixture
def own_folders(tmp_path: Path, settings: Settings) -> None:
    """Keys, anchors, files and backups where nobody else looks."""
    settings.PRIMA_KEYS_FILE = tmp_path / "keys.json"
    settings.ANCHOR_DIR = tmp_path / "anchors"
    settings.FILES_DIR = tmp_path / "files"
    settings.BACKUP_DIR = tmp_path / "backups"


@pytest.fixture
def office(own_database: Database) -> Database:
    """An office at work."""
    from prima.config.tests import backups

    backups.fill()
    return own_database


@pytest.fixture
def secret(tmp_path: Path) -> str:
    """The option that names a file with the passphrase."""
    from prima.config.tests import backups

    file = tmp_path / "sandi"
    file.write_text(f"{backups.PASSPHRASE}\n")
    return f"--passphrase-file={file}"
