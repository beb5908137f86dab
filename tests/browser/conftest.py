"""A Chromium for the run, and the application behind a loopback port."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_django import DjangoDbBlocker

from conftest import Cluster, drop, serving, using
from tests.browser import serving as in_process

if TYPE_CHECKING:
    from tests.browser.town import Town

# The server knows no quicker one.
HASHER = "prima.config.hashers.SmallArgon2PasswordHasher"


@dataclass(frozen=True)
class Site:
    """A running server with a district behind it, for all tests that leave it as it was."""

    url: str
    town: Town


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make shots` names a folder that stays; an ordinary run throws its pictures away."""
    parser.addoption("--shots", help="folder for the pictures of every page")


@pytest.fixture
def shots_folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where pictures go in this run."""
    # A run of everything reads this file too late for its option to be known.
    named = request.config.getoption("--shots", default=None)
    return Path(named) if named else tmp_path / "shots"


@pytest.fixture
def takes_all_shots(request: pytest.FixtureRequest) -> bool:
    """Whether somebody wants to look at the pictures."""
    return request.config.getoption("--shots", default=None) is not None


@pytest.fixture
def site_url(own_database: object) -> Iterator[str]:
    """The application in this process, so that a test may change a setting under it."""
    with in_process.served() as url:
        yield url


@pytest.fixture(scope="session")
def site(
    cluster: Cluster,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """The real server process over a district in all its states; made once for the run."""
    from django.test import override_settings

    from tests.browser import town

    database = cluster.clone()
    with using(database, django_db_blocker), override_settings(PASSWORD_HASHERS=[HASHER]):
        built = town.build(town.moment_of_build())
    with serving(database, tmp_path_factory.mktemp("town") / "server.log") as server:
        yield Site(server.url, built)
    drop(database)
