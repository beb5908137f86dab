"""Small real files."""

from __future__ import annotations

import io

from django.core.files.base import ContentFile
from PIL import Image


def png(name: str = "ktp.png", colour: str = "white") -> ContentFile[bytes]:
    """A picture that is what its name says."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "PNG")
    return ContentFile(out.getvalue(), name=name)


def jpeg() -> bytes:
    """A photo as a phone makes it, only smaller."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "grey").save(out, "JPEG")
    return out.getvalue()
