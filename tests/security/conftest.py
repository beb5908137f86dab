"""The stage for attacks: two offices at work, in an own database or in one that is rolled back.

The applications are loaded after this file is read, so each fixture imports what it needs.
"""

from typing import TYPE_CHECKING

import pytest
from pytest_django import DjangoDbBlocker

if TYPE_CHECKING:
    from tests.architecture.world import World


@pytest.fixture
def people(db: None) -> "World":
    """Everybody of the access table; what happens is rolled back."""
    from tests.architecture import world

    return world.build()


@pytest.fixture
def open_house(own_database: object, django_db_blocker: DjangoDbBlocker) -> "World":
    """The same for a real server: other processes see the rows."""
    from tests.architecture import world

    with django_db_blocker.unblock():
        return world.build()
