"""What paper and language need: fonts, the typesetter, the encoding of names."""

from __future__ import annotations

import sys
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _
from typst import TypstError

from prima.config.doctor.finding import Finding, ok, problem
from prima.kernel import clock, documents

PAGE = Path(__file__).with_name("page.typ")


def paper() -> Finding:
    """One page is really set, in the bundled font."""
    title = _("Pembuatan PDF")
    data = {"title": _("Halaman uji"), "office": "Prima", "line": "áéíóú — ‘’ “”"}
    try:
        made = documents.render_pdf(PAGE, data, at=clock.now())
    except (TypstError, RuntimeError, OSError):
        made = b""
    if not made.startswith(b"%PDF-"):
        return problem(
            "paper",
            title,
            _("Satu halaman uji tidak dapat dibuat; tanda terima pun tidak."),
            _("Pasang lagi Prima: huruf atau pembuat PDF-nya rusak."),
        )
    return ok("paper", title, _("Satu halaman uji berhasil dibuat."))


def language() -> Finding:
    """Both languages are there and names of files keep their letters."""
    title = _("Bahasa")
    with translation.override("en"):
        english = translation.gettext("Layanan") != "Layanan"
    if not english or sys.getfilesystemencoding().lower() != "utf-8":
        return problem(
            "language",
            title,
            _("Terjemahan tidak lengkap atau sistem tidak memakai UTF-8."),
            _("Pasang lagi Prima dan isi LANG=C.UTF-8."),
        )
    return ok("language", title, _("Bahasa Indonesia dan Inggris lengkap."))
