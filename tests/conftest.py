"""What browser tests of every folder share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium


@pytest.fixture(scope="session")
def started_browser() -> Iterator[Browser]:
    """One Chromium for the run; a second one cannot be started in the same process."""
    with chromium.browser() as started:
        yield started
