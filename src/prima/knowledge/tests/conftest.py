"""What tests of shared answers stand on: two KUA and their people, set up once for a module."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from prima.knowledge.tests.scene import Room


@pytest.fixture(scope="module")
def prepared_room(prepared: None, tmp_path_factory: pytest.TempPathFactory) -> Room:
    """The district with its people and one service, once for a module."""
    from prima.knowledge.tests.scene import make_room

    return make_room(Path(tmp_path_factory.mktemp("ruang")))


@pytest.fixture
def room(prepared_room: Room, db: None) -> Room:
    """The same for one test."""
    return copy.deepcopy(prepared_room)
