"""A Chromium for the run, and the application behind a loopback port."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium, serving


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make shots` names a folder that stays; an ordinary run throws its pictures away."""
    parser.addoption("--shots", help="folder for the pictures of every page")


@pytest.fixture
def shots_folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where pictures go in this run."""
    # A run of everything reads this file too late for its option to be known.
    named = request.config.getoption("--shots", default=None)
    return Path(named) if named else tmp_path / "shots"


@pytest.fixture(scope="session")
def started_browser() -> Iterator[Browser]:
    """One Chromium; each test opens pages of its own in it."""
    with chromium.browser() as started:
        yield started


@pytest.fixture
def site_url() -> Iterator[str]:
    """The application, without any database behind it unless the test asks for one."""
    with serving.served() as url:
        yield url
