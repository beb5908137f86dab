"""Fixtures of the procedure tests: the people who write and judge, set up once for a module."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from prima.sops.tests.people import Desk


@pytest.fixture(scope="module")
def prepared_desk(prepared: None, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The district with its people and one service."""
    from prima.sops.tests.people import make_desk

    return make_desk(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def desk(prepared_desk: Desk, db: None) -> Desk:
    """The same for one test."""
    return copy.deepcopy(prepared_desk)
