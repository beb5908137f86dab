"""What tests of complaints stand on: a key ring, a place for files, people set up once."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_django.fixtures import Settings

from prima.kernel import limits_in_memory
from prima.kernel.crypto import keys

if TYPE_CHECKING:
    from prima.complaints.tests.scene import Hall


@pytest.fixture(autouse=True)
def own_keys(settings: Settings, tmp_path: Path) -> None:
    settings.PRIMA_KEYS_FILE = tmp_path / "keys.json"
    keys.create_key_file(settings.PRIMA_KEYS_FILE)
    settings.FILES_DIR = tmp_path / "files"
    limits_in_memory.forget()


@pytest.fixture(scope="module")
def prepared_hall(prepared: None) -> Hall:
    """The district with its people and one service, once for a module."""
    from prima.complaints.tests.scene import make_hall

    return make_hall()


@pytest.fixture
def hall(prepared_hall: Hall, db: None) -> Hall:
    """The same for one test."""
    return copy.deepcopy(prepared_hall)
