"""What every test of the kernel stands on: a key ring and folders of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from prima.kernel.crypto import keys
from prima.kernel.tests import mail_server as mail
from prima.kernel.tests.mail_server import MailServer


@pytest.fixture(autouse=True)
def own_places(settings: Settings, tmp_path: Path) -> Path:
    settings.PRIMA_KEYS_FILE = tmp_path / "keys.json"
    settings.FILES_DIR = tmp_path / "files"
    settings.ANCHOR_DIR = tmp_path / "anchors"
    keys.create_key_file(settings.PRIMA_KEYS_FILE)
    return tmp_path


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server that takes everything until it is told otherwise."""
    with mail.running() as server:
        yield server
