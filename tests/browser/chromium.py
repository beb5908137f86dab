"""The system's Chromium, started the way that works as root and in a container."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect, sync_playwright

# Narrow is a common cheap phone, wide an old office screen.
WIDTHS = {360: 740, 1280: 800}
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
)
FLAGS = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-proxy-server")
# A page of ours that takes longer than this is a fault, not a slow machine.
LONGEST_MS = 15_000


def executable() -> str:
    """Where Chromium is, or one sentence about what to do."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        msg = "Chromium is missing: install the package chromium-headless-shell or chromium."
        raise FileNotFoundError(msg)
    return found


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium for one run."""
    expect.set_options(timeout=LONGEST_MS)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        try:
            yield started
        finally:
            started.close()


@contextmanager
def page_of(started: Browser, width: int, **options: object) -> Iterator[Page]:
    """A fresh page of the given width, in Indonesian."""
    context = started.new_context(
        viewport={"width": width, "height": WIDTHS.get(width, 800)},
        locale="id-ID",
        timezone_id="Asia/Jakarta",
        **options,  # type: ignore[arg-type]
    )
    try:
        context.set_default_timeout(LONGEST_MS)
        yield context.new_page()
    finally:
        context.close()
