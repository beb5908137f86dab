"""The manual shows pages that exist, in pictures taken from them, and names their real words."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium, manual, shots

if TYPE_CHECKING:
    from tests.browser.conftest import Site

ROLES = {"pemohon", "petugas-loket", "penyelia", "pimpinan", "pengelola"}


def test_there_is_a_chapter_for_every_role() -> None:
    chapters = {path.stem for path in manual.chapters()} - {"README"}
    overview = (manual.MANUAL / "README.md").read_text("utf-8")

    assert chapters >= ROLES
    assert all(f"({chapter}.md)" in overview for chapter in chapters)


def test_every_picture_is_of_a_page_that_is_tested_and_no_file_is_left_over() -> None:
    shown = manual.pictures()

    assert {name for name, _width in shown} <= set(manual.shots())
    files = {path.name for path in manual.PICTURES.glob("*.png")}
    assert files == {f"{name}-{width}.png" for name, width in shown}


def test_every_word_in_bold_stands_on_a_screen() -> None:
    said = manual.words_on_screen().lower()

    unknown = [(chapter, words) for chapter, words in manual.named_words()
               if words.lower() not in said]  # fmt: skip

    assert unknown == []


@pytest.mark.browser
def test_the_pictures_of_the_manual_can_be_taken(
    started_browser: Browser, site: Site, shots_folder: Path, takes_all_shots: bool
) -> None:
    """An ordinary run takes two; `make pictures` takes all and puts them into the manual."""
    wanted = sorted(manual.pictures())
    if not takes_all_shots:
        wanted = wanted[:2]
    shots_folder.mkdir(parents=True, exist_ok=True)

    def by_visitor(one: tuple[str, int]) -> tuple[int, str]:
        return one[1], manual.shots()[one[0]].role

    for (width, role), group in groupby(sorted(wanted, key=by_visitor), key=by_visitor):
        with chromium.page_of(started_browser, width, base_url=site.url) as page:
            page.set_viewport_size({"width": width, "height": manual.HEIGHTS[width]})
            if role:
                site.town.enter(page, role)
            for name, _width in group:
                shot = manual.shots()[name]
                assert shots.visit(page, shot, site.town.places) == shot.status
                target = shots_folder / f"{name}-{width}.png"
                target.write_bytes(manual.small(page.screenshot()))

    assert {path.name for path in shots_folder.glob("*.png")} >= {
        f"{name}-{width}.png" for name, width in wanted
    }
