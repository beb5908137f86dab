"""A Chromium for the run, and the application behind a loopback port."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium, serving


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
