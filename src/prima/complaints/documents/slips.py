"""Slips to write a report on: two on an A4 sheet, each with a part that goes home."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prima.complaints.rules import Kind
from prima.kernel.documents import qr_svg, render_pdf
from prima.offices.public import Office

_TEMPLATE = Path(__file__).resolve().parents[1] / "typst" / "slips.typ"


def slips_pdf(office: Office, printed: Sequence[tuple[str, str]], *, now: datetime) -> bytes:
    """Slips of these numbers and words; the words stand on the part that goes home alone."""
    address = f"{settings.SITE_URL}{reverse('complaints:track')}"
    data = {
        "lang": get_language() or "id",
        "office": office.name,
        "slips": [{"number": number, "words": words} for number, words in printed],
        "told": _told(),
        "home": _home(office, address),
        "qr": qr_svg(address),
        "qr_alt": _("Kode QR ke halaman laporan"),
    }
    return render_pdf(_TEMPLATE, data, at=now)


def _told() -> dict[str, Any]:
    """The part that comes back to the office."""
    return {
        "title": _("Laporan masyarakat"),
        "date": _("Tanggal"),
        "kinds": [str(kind.label) for kind in Kind],
        "lead": _("Apa yang terjadi, kapan, dan di mana? Tulis dengan kata Anda sendiri."),
        "name": _("Nama dan telepon, bila Anda mau"),
        "name_note": _("Boleh kosong. Tandai siapa yang boleh tahu nama Anda:"),
        "name_choices": [_("hanya petugas yang menangani"), _("juga kantor yang dilaporkan")],
        "kept": _(
            "Dilindungi: nama tidak diberitahukan kepada yang dilaporkan bila Anda memintanya, "
            "laporan tidak dapat dihapus, dan batas waktunya tidak dapat digeser."
        ),
        "not_kept": _(
            "Tidak dilindungi: tulisan tangan dan isi cerita dapat menunjukkan siapa Anda, dan "
            "petugas yang mencatat membaca kertas ini. Melapor lewat telepon sendiri lebih aman."
        ),
        "tear": _("Sobek di sini, bawa pulang"),
    }


def _home(office: Office, address: str) -> dict[str, Any]:
    """The part that goes home."""
    ask = _("Tanpa internet: datang ke kantor dengan sobekan ini.")
    if office.phone:
        ask = _("Tanpa internet: datang ke kantor atau telepon %(phone)s dengan nomor ini.") % {
            "phone": office.phone
        }
    return {
        "title": _("Untuk Anda"),
        "number": _("Nomor laporan"),
        "words": _("Lima kata"),
        "how": _("Lihat jawabannya di"),
        "address": address,
        "when": _("Terbuka setelah petugas mencatat kertas ini."),
        "keep": _(
            "Siapa pun yang memegang sobekan ini dapat membaca jawabannya. Simpan baik-baik."
        ),
        "ask": ask,
    }
