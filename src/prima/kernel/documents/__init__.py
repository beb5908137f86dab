"""Paper: PDF from typst templates whose data is JSON, and QR codes.

Each app keeps its `.typ` beside its `documents.py` and starts it with

    #import "/kernel/documents/letter.typ": data, letter
"""

from prima.kernel.documents.qr import qr_svg
from prima.kernel.documents.rendering import render_pdf

__all__ = ["qr_svg", "render_pdf"]
