"""Fixtures of these tests: the stage of the cases, with managers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_django.fixtures import Settings

if TYPE_CHECKING:
    from prima.cases.tests.scene import Scene
    from prima.kernel.actors import Actor


@pytest.fixture
def scene(db: None, settings: Settings, tmp_path: Path) -> Scene:
    """Two KUA with their people and services, and folders of their own."""
    from prima.cases.tests import scene as scenes
    from prima.kernel.crypto import keys

    settings.FILES_DIR = tmp_path / "files"
    settings.ANCHOR_DIR = tmp_path / "anchors"
    if not settings.PRIMA_KEYS_FILE.exists():
        keys.create_key_file(settings.PRIMA_KEYS_FILE)
    return scenes.set_up()


@pytest.fixture
def manager(scene: Scene) -> Actor:
    """Who answers for the data of the office."""
    from prima.privacy.tests.people import add_manager

    return add_manager(scene.office)


@pytest.fixture
def stranger_manager(scene: Scene) -> Actor:
    """The same next door."""
    from prima.privacy.tests.people import add_manager

    return add_manager(scene.other_office)
