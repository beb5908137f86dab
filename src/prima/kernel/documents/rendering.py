"""From a template of ours and somebody's data to a PDF that can be archived and read aloud."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import typst

from prima.kernel.documents.glyphs import printable

# Templates of every app are found below it, so that one may import the kernel's letter.
_ROOT: Final = Path(__file__).resolve().parents[2]
_FONTS: Final = Path(__file__).resolve().parent / "fonts"
# PDF/A-2a for the archive, PDF/UA-1 for screen readers; both are checked while writing.
_STANDARDS: Final[list[Any]] = ["a-2a", "ua-1"]


def render_pdf(template: Path, data: dict[str, Any], *, at: datetime | None = None) -> bytes:
    """Write a template with its data as PDF/A-2a and PDF/UA-1 in the bundled font.

    Data goes in as JSON and is shown as text: what a person typed is never read as markup, and a
    letter that the font lacks is shown as a mark. `at` is
    the moment kept in the file, so that the same paper written twice is the same file. Raises
    `typst.TypstError` for a faulty template.
    """
    pdf = typst.compile(
        template,
        root=_ROOT,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(printable(data), ensure_ascii=False)},
        pdf_standards=_STANDARDS,
        timestamp=int(at.timestamp()) if at is not None else None,
    )
    assert isinstance(pdf, bytes)  # noqa: S101 - one PDF is one value
    return pdf


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Read the fonts once: a ministry's paper looks the same on every machine."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FONTS]
    )
