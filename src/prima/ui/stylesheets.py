"""Joins the sheets of `css/` into the files browsers fetch: `python -m prima.ui.stylesheets`.

One file costs one request; the joined files are committed, so that no page needs a build step,
and a test fails when they are older than their parts.
"""

import re
import sys
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
SHEETS: Final = ("public", "staff", "sop", "survey")
# A first visit over a slow mobile line: the whole sheet of public pages fits in four packets.
PUBLIC_BUDGET_BYTES: Final = 6 * 1024


def parts(sheet: str) -> list[Path]:
    """The component files of a sheet, in the order of their numbers."""
    return sorted((HERE / "css" / sheet).glob("*.css"))


def joined(sheet: str) -> str:
    """The text of a whole sheet: one rule a line, without comments and needless spaces."""
    text = "".join(part.read_text(encoding="utf-8") for part in parts(sheet))
    without_comments = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    lines = (line.strip() for line in without_comments.splitlines())
    return "".join(_tight(line) for line in lines if line) + "\n"


def target(sheet: str) -> Path:
    """Where the joined sheet is kept."""
    return HERE / "static" / "ui" / f"{sheet}.css"


def write() -> list[Path]:
    """Write every joined sheet and say which files changed."""
    changed = []
    for sheet in SHEETS:
        text, path = joined(sheet), target(sheet)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def _tight(line: str) -> str:
    """Drop the spaces that carry no meaning; those inside calc() and between selectors stay."""
    selector, brace, rest = line.partition("{")
    if brace:
        line = re.sub(r"\s*([>+,])\s*", r"\1", selector) + brace + rest
    line = re.sub(r"\s*([{};,])\s*", r"\1", line)
    # A colon inside quotes is text that is shown.
    return re.sub(r'(?<!"):\s+', ":", line).replace(";}", "}")


if __name__ == "__main__":
    for written in write():
        sys.stdout.write(f"{written}\n")
