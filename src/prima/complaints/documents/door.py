"""The sheet on the door: how to speak, with a QR that fills in the office and the service."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prima.kernel.documents import qr_svg, render_pdf
from prima.offices.public import Office
from prima.standards.public import Service

_TEMPLATE = Path(__file__).resolve().parents[1] / "typst" / "door.typ"


def door_pdf(office: Office, service: Service | None, *, now: datetime) -> bytes:
    """One A4 sheet; what is scanned leads to the form with nothing left to choose."""
    query = {"kantor": office.key} | ({"layanan": service.key} if service else {})
    address = f"{settings.SITE_URL}{reverse('complaints:speak')}"
    data = {
        "lang": get_language() or "id",
        "title": _("Ada yang tidak sesuai janji?"),
        "office": office.name,
        "office_lines": [line for line in (office.address, office.phone) if line],
        "service": service.name if service else "",
        "lead": _("Sampaikan kepada kami. Boleh tanpa nama, tanpa akun, dan tanpa biaya."),
        "qr": qr_svg(f"{address}?{urlencode(query)}"),
        "qr_alt": _("Kode QR ke halaman laporan"),
        "address": address,
        "ways_title": _("Tanpa telepon pintar"),
        "ways": [
            _("Bicara di loket mana pun. Petugas mencatat dengan kata Anda sendiri."),
            _("Anda mendapat nomor dan lima kata di kertas, untuk melihat jawabannya."),
            _("Laporan tidak dapat dihapus, dan batas waktunya tidak dapat digeser petugas."),
        ],
        "footer": office.name,
    }
    return render_pdf(_TEMPLATE, data, at=now)
