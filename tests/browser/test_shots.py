"""A picture of every page at both widths, from a real server."""

from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium, shots

pytestmark = pytest.mark.browser


class Server(Protocol):
    """What a picture needs to know of the running server."""

    url: str


def test_every_page_is_taken_at_both_widths(
    started_browser: Browser, server: Server, shots_folder: Path
) -> None:
    taken = list(shots.take(started_browser, shots.PAGES, url=server.url, folder=shots_folder))

    names = {f"{page.name}-{width}.png" for page in shots.PAGES for width in chromium.WIDTHS}
    assert {path.name for path in taken} == names
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in taken)


def test_a_picture_behind_a_log_in_says_what_is_missing(
    started_browser: Browser, tmp_path: Path
) -> None:
    page = shots.Shot("meja", "/meja/", role="officer")

    with pytest.raises(ValueError, match="log-in"):
        list(shots.take(started_browser, [page], url="http://127.0.0.1", folder=tmp_path))
