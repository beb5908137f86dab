"""The paper form: nine questions in the order of the office, with a number of its own."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prima.kernel import clock
from prima.kernel.documents import render_pdf
from prima.surveys.core.elements import ElementOrder, ordered
from prima.surveys.core.profile import TRAITS
from prima.surveys.models import PaperSheet

_TEMPLATE: Final = Path(__file__).resolve().parent / "typst" / "sheet.typ"


def sheet_pdf(sheet: PaperSheet, order: ElementOrder, *, at: datetime) -> bytes:
    """One sheet for one person, on one page."""
    return render_pdf(_TEMPLATE, sheet_data(sheet, order), at=at)


def sheet_data(sheet: PaperSheet, order: ElementOrder) -> dict[str, Any]:
    """What stands on the sheet; nothing of the person, the case or the day it was completed."""
    invitation, office = sheet.invitation, sheet.office
    return {
        "lang": get_language() or "id",
        "title": _("Penilaian pelayanan"),
        "office": office.name,
        "office_lines": [invitation.service.name],
        "number_label": _("Nomor lembar"),
        "number": sheet.number,
        "how": _(
            "Silang satu kotak pada setiap pertanyaan. Jangan tulis nama, nomor telepon, atau NIK."
            " Masukkan lembar ke amplop tertutup, lalu serahkan kepada surveyor paling lambat"
            " %(last)s."
        )
        % {"last": clock.format_date(invitation.expires_on)},
        "questions": [
            {"text": _(element.question), "answers": [_(answer) for answer in element.answers]}
            for element in ordered(order)
        ],
        "person": _(
            "Tentang Anda, bila berkenan: hanya dihitung, tidak disimpan bersama penilaian."
        ),
        "traits": [
            {"text": _(trait.name), "answers": [_(label) for label in trait.labels.values()]}
            for trait in TRAITS
        ],
        "comment": _("Ada saran atau masukan untuk kami?"),
        "footer": _(
            "Lembar ini hanya untuk satu penilaian. Petugas kantor tidak membaca dan tidak"
            " mengetiknya."
        ),
    }
