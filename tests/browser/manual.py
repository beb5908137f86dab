"""The manual in Indonesian: which pictures it shows and which words of the screen it names."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.architecture import screen_text
from tests.browser.pages import PAGES
from tests.browser.shot import Shot

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs" / "id" / "panduan"
PICTURES = MANUAL / "gambar"

_PICTURE = re.compile(r"!\[[^\]]+\]\(gambar/([a-z0-9-]+)-(\d+)\.png\)")
_NAMED = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_BETWEEN_TAGS = re.compile(r"<[^>]+>|\{[{%#].*?[}%#]\}|%\(\w+\)[sd]")
# A screen is shown down to here; what is below can be scrolled to, not printed.
HEIGHTS = {360: 900, 1280: 820}
COLOURS = 64


def chapters() -> list[Path]:
    """The pages of the manual."""
    return sorted(MANUAL.glob("*.md"))


def pictures() -> set[tuple[str, int]]:
    """Name and width of every picture that is shown."""
    return {
        (name, int(width))
        for chapter in chapters()
        for name, width in _PICTURE.findall(chapter.read_text("utf-8"))
    }


def shots() -> dict[str, Shot]:
    """Every page of which a picture can be taken, by its name."""
    return {shot.name: shot for shot in PAGES}


def named_words() -> Iterator[tuple[str, str]]:
    """Every word in bold with its chapter: it is what stands on a button or above a page."""
    for chapter in chapters():
        for words in _NAMED.findall(chapter.read_text("utf-8")):
            yield chapter.name, " ".join(words.split())


def words_on_screen() -> str:
    """Everything the pages say, on lines of their own."""
    source = ROOT / "src" / "prima"
    texts = [*screen_text.of_templates(source), *screen_text.of_modules(source)]
    return "\n".join(" ".join(_BETWEEN_TAGS.sub(" ", one.text).split()) for one in texts)


def small(picture: bytes) -> bytes:
    """The same picture in few colours: a page has no more, and a manual travels on slow lines."""
    kept = BytesIO()
    image = Image.open(BytesIO(picture)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
    return kept.getvalue()
