"""QR codes as pictures that scale, for pages and for paper."""

from __future__ import annotations

import io
from typing import Final

import segno

# Medium correction (15 %): survives a fold or a stamp and stays small enough for a receipt.
_CORRECTION: Final = "m"


def qr_svg(text: str, *, label: str = "") -> str:
    """Give an SVG document; with a label it says what it is to those who cannot see it.

    The quiet zone of four modules is part of the picture (ISO/IEC 18004, 9.1), dark modules are
    black on white whatever the page's colours are.
    """
    code = segno.make(text, error=_CORRECTION, micro=False)
    out = io.BytesIO()
    code.save(
        out,
        kind="svg",
        border=4,
        dark="#000",
        light="#fff",
        xmldecl=False,
        omitsize=True,
        title=label or None,
        svgclass=None,
        lineclass=None,
    )
    return out.getvalue().decode("utf-8")
