"""What goes on paper: the copy of somebody's data, for the one who asked for it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prima.kernel.documents import render_pdf
from prima.privacy.core.copies import PersonCopy

_TEMPLATE = Path(__file__).resolve().parent / "typst" / "copy.typ"


def copy_data(copy: PersonCopy) -> dict[str, Any]:
    """The copy as plain data for the template."""
    return {
        "lang": get_language() or "id",
        "title": _("Salinan data pribadi"),
        "office": copy.office,
        "office_lines": [_("Berkas %(number)s") % {"number": copy.number}],
        "lead": _(
            "Inilah yang kami simpan tentang Anda pada berkas ini, atas permintaan Anda menurut "
            "UU 27/2022 pasal 32. Data orang lain tidak termasuk. Simpan baik-baik."
        ),
        "sections": [
            {"title": one.title, "rows": [[row.label, row.value] for row in one.rows]}
            for one in copy.sections
        ],
        "footer": _("%(number)s, dibuat %(moment)s")
        % {"number": copy.number, "moment": copy.made_at},
    }


def copy_pdf(copy: PersonCopy, *, now: datetime) -> bytes:
    """The copy as PDF."""
    return render_pdf(_TEMPLATE, copy_data(copy), at=now)
