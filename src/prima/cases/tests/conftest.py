"""Fixtures of the case tests."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from prima.cases.tests.scene import Scene


@pytest.fixture(scope="module")
def prepared_scene(prepared: None) -> Scene:
    """The stage, set up once for the tests of a module."""
    from django.conf import settings

    from prima.cases.tests import scene as scenes
    from prima.kernel.crypto import keys

    if not settings.PRIMA_KEYS_FILE.exists():
        keys.create_key_file(settings.PRIMA_KEYS_FILE)
    return scenes.set_up()


@pytest.fixture
def scene(prepared_scene: Scene, db: None) -> Scene:
    """Two KUA with their people and services."""
    return copy.deepcopy(prepared_scene)
