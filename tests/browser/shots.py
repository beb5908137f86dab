"""Pictures of pages at 360 and 1280 pixels: `python -m tests.browser.shots --url http://…`.

The pictures are looked at beside the sketches; they are not compared by machine.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser import chromium

LogIn = Callable[[Page, str], None]


@dataclass(frozen=True, slots=True)
class Shot:
    """One page to be taken; the role says who is logged in, empty is a citizen."""

    name: str
    path: str
    role: str = ""


PAGES: tuple[Shot, ...] = (
    Shot("ui", "/ui/"),
    Shot("ui-petugas", "/ui/petugas/"),
    Shot("404", "/tidak-ada/"),
)


def take(
    started: Browser,
    shots: Sequence[Shot],
    *,
    url: str,
    folder: Path,
    log_in: LogIn | None = None,
) -> Iterator[Path]:
    """Take every page at every width and give the files as they are written."""
    folder.mkdir(parents=True, exist_ok=True)
    by_role = sorted(shots, key=lambda shot: shot.role)
    for width in chromium.WIDTHS:
        for role, group in groupby(by_role, key=lambda shot: shot.role):
            with chromium.page_of(started, width, base_url=url) as page:
                _enter(page, role, log_in)
                for shot in group:
                    page.goto(shot.path)
                    target = folder / f"{shot.name}-{width}.png"
                    page.screenshot(path=target, full_page=True)
                    yield target


def _enter(page: Page, role: str, log_in: LogIn | None) -> None:
    if not role:
        return
    if log_in is None:
        msg = f"Pages of the role {role} need a log-in: give a file of log-ins."
        raise ValueError(msg)
    log_in(page, role)


def log_in_with(logins: dict[str, tuple[str, str]]) -> LogIn:
    """Log in through the page, as people do; one (user name, password) for each role."""

    def log_in(page: Page, role: str) -> None:
        name, password = logins[role]
        page.goto("/masuk/")
        page.fill("[name=login]", name)
        page.fill("[name=password]", password)
        page.locator("main form button").first.click()
        page.wait_for_url(lambda address: "/masuk/" not in address)

    return log_in


def main() -> None:
    """Take all pages of a running server."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--out", type=Path, default=Path("shots"))
    parser.add_argument("--logins", type=Path, help='JSON: {"role": ["user name", "password"]}')
    given = parser.parse_args()

    log_in = log_in_with(json.loads(given.logins.read_text())) if given.logins else None
    with chromium.browser() as started:
        for path in take(started, PAGES, url=given.url, folder=given.out, log_in=log_in):
            sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
