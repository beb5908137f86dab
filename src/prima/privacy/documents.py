"""What goes on paper: the copy of somebody's data, for the one who asked for it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prima.kernel import clock
from prima.kernel.documents import render_pdf
from prima.privacy.core.copies import PersonCopy
from prima.privacy.models.breaches import Breach

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


def breach_notice(breach: Breach) -> dict[str, Any]:
    """What people and the authority are told (UU 27/2022 art. 46), as data for the template."""
    zone = breach.office.time_zone
    between = {
        "start": clock.format_moment(breach.start, zone),
        "end": clock.format_moment(breach.end, zone),
    }
    office = breach.office
    contact = [one for one in (office.address, office.phone, office.email) if one]
    return {
        "lang": "id",
        "title": _("Pemberitahuan kegagalan pelindungan data pribadi"),
        "office": office.name,
        "office_lines": contact,
        "lead": _("Kepada pemilik data pada %(count)d berkas dan lembaga pelindungan data pribadi")
        % {"count": len(breach.affected)},
        "facts": [
            [_("Apa yang terjadi"), breach.what],
            [_("Kapan"), _("%(start)s sampai %(end)s") % between],
            [_("Diketahui"), clock.format_moment(breach.found, zone)],
            [_("Data yang mungkin terlihat"), ", ".join(breach.kinds)],
            [_("Yang sudah kami lakukan"), breach.done],
            [
                _("Yang dapat Anda lakukan"),
                _(
                    "Waspadai telepon atau pesan yang memakai data Anda lalu meminta uang, kode, "
                    "atau lima kata Anda. Kami tidak pernah memintanya."
                ),
            ],
            [_("Diberitahukan paling lambat"), clock.format_moment(breach.due, zone)],
            *([[_("Hubungi kami"), ", ".join(contact)]] if contact else []),
        ],
        "footer": _("UU 27/2022 pasal 46: tertulis, paling lama 3 × 24 jam sejak diketahui."),
    }


def breach_pdf(breach: Breach, *, now: datetime) -> bytes:
    """The notice as PDF, in the language of the office."""
    with translation.override(settings.LANGUAGE_CODE):
        return render_pdf(_TEMPLATE.with_name("breach.typ"), breach_notice(breach), at=now)


def copy_pdf(copy: PersonCopy, *, now: datetime) -> bytes:
    """The copy as PDF."""
    return render_pdf(_TEMPLATE, copy_data(copy), at=now)
