"""What a PDF must be before an officer opens it: whole, not locked, and running nothing."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from prima.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from pikepdf import Pdf

_MOST_PAGES: Final = 300
# Where readers of archives look for the end of an archive: its record and the longest comment.
_ARCHIVE_WINDOW: Final = 22 + 65_535
_END_WINDOW: Final = 1_024

_DAMAGED: Final = _("PDF ini rusak atau terpotong. Simpan ulang sebagai PDF, lalu unggah lagi.")
_LOCKED: Final = _("PDF ini terkunci kata sandi. Hapus kata sandinya, lalu unggah lagi.")
_DISGUISED: Final = _(
    "PDF ini memuat berkas lain di dalamnya. Cetak ulang ke PDF, lalu unggah lagi."
)
_ACTIVE: Final = _(
    "PDF ini memuat perintah yang berjalan sendiri. Cetak ulang ke PDF, lalu unggah."
)
_TOO_MANY: Final = _("PDF ini terlalu banyak halamannya. Unggah hanya halaman yang diminta.")


def check(content: bytes) -> None:
    """Refuse a PDF that is cut, locked, an archive at the same time, or that runs something."""
    if b"%%EOF" not in content[-_END_WINDOW:]:
        raise RuleBroken(_DAMAGED)
    if b"PK\x05\x06" in content[-_ARCHIVE_WINDOW:]:
        raise RuleBroken(_DISGUISED)
    import pikepdf  # noqa: PLC0415 - a quarter of a second that only uploads should pay

    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as document:
            _check_document(document)
    except pikepdf.PasswordError as error:
        raise RuleBroken(_LOCKED) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise RuleBroken(_DAMAGED) from error


def _check_document(document: Pdf) -> None:
    if document.is_encrypted:
        raise RuleBroken(_LOCKED)
    if len(document.pages) > _MOST_PAGES:
        raise RuleBroken(_TOO_MANY)
    if not len(document.pages):
        raise RuleBroken(_DAMAGED)
    root = document.Root
    names: Any = root.get("/Names", {})
    if "/EmbeddedFiles" in names:
        raise RuleBroken(_DISGUISED)
    if "/JavaScript" in names or "/AA" in root or _runs(root.get("/OpenAction")):
        raise RuleBroken(_ACTIVE)


def _runs(action: Any) -> bool:
    """Say whether opening does more than showing a page: a place in the document is a list."""
    import pikepdf  # noqa: PLC0415 - as above

    return isinstance(action, pikepdf.Dictionary) and action.get("/S") != "/GoTo"
