"""Pictures of every page of the site at two widths.

The pictures are looked at beside the sketches; they are not compared by machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, Response

from tests.browser import chromium
from tests.browser.shot import TICK, Shot

Enter = Callable[[Page, str], None]


def visit(page: Page, shot: Shot, places: Mapping[str, str]) -> int:
    """Bring the page into its state; the status of the last answer."""
    answer = page.goto(shot.path.format_map(places))
    for selector, value in shot.typed:
        _type(page.locator(selector), value.format_map(places))
    if shot.press:
        with page.expect_navigation() as sent:
            page.locator(shot.press).click()
        answer = sent.value
    assert isinstance(answer, Response)
    return answer.status


def _type(place: Locator, value: str) -> None:
    if value == TICK:
        place.check()
    elif place.evaluate("element => element.tagName") == "SELECT":
        place.select_option(value)
    else:
        place.fill(value)


def take(
    started: Browser,
    shots: Sequence[Shot],
    *,
    url: str,
    folder: Path,
    places: Mapping[str, str],
    enter: Enter,
) -> Iterator[Path]:
    """Take every page at every width and give the files as they are written."""
    folder.mkdir(parents=True, exist_ok=True)
    by_role = sorted(shots, key=lambda shot: shot.role)
    for width in chromium.WIDTHS:
        for role, group in groupby(by_role, key=lambda shot: shot.role):
            with chromium.page_of(started, width, base_url=url) as page:
                if role:
                    enter(page, role)
                for shot in group:
                    visit(page, shot, places)
                    target = folder / f"{shot.name}-{width}.png"
                    page.screenshot(path=target, full_page=True)
                    yield target
