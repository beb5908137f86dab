"""What tests of the survey stand on: a key ring of their own, from which links are derived."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import override_settings
from pytest_django.fixtures import Settings

from prima.kernel.crypto import keys

if TYPE_CHECKING:
    from prima.surveys.tests.places import Place


@pytest.fixture(autouse=True)
def own_keys(settings: Settings, tmp_path: Path) -> None:
    settings.PRIMA_KEYS_FILE = tmp_path / "keys.json"
    keys.create_key_file(settings.PRIMA_KEYS_FILE)


@pytest.fixture(scope="module")
def two_days(prepared: None, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A closed period with twelve bad answers of one day and ten of the best of the next."""
    from prima.surveys.tests.places import NOW, answered, close, make_place

    file = tmp_path_factory.mktemp("keys") / "keys.json"
    keys.create_key_file(file)
    with override_settings(PRIMA_KEYS_FILE=file):
        made = make_place()
        answered(made, 12, level=2)
        answered(made, 10, level=4, at=NOW + timedelta(days=1))
        close(made.kua)
    return made
