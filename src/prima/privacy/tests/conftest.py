"""Fixtures of these tests: the stage of the cases, with managers."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_django.fixtures import Settings

from prima.cases.tests.conftest import prepared_scene

if TYPE_CHECKING:
    from prima.cases.tests.scene import Scene
    from prima.kernel.actors import Actor

__all__ = ["prepared_scene"]


@pytest.fixture
def scene(prepared_scene: Scene, db: None, settings: Settings, tmp_path: Path) -> Scene:
    """Two KUA with their people and services, and folders of their own."""
    settings.FILES_DIR = tmp_path / "files"
    settings.ANCHOR_DIR = tmp_path / "anchors"
    return copy.deepcopy(prepared_scene)


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
