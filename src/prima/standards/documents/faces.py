"""What people read of the formats of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from prima.standards.core.faces.formats import FORMATS


@dataclass(frozen=True, slots=True)
class FormatLine:
    """One format on the page: what it is called and what it is good for."""

    name: str
    file: str
    content_type: str
    title: str
    purpose: str


def format_lines() -> list[FormatLine]:
    """Every format, in the order of the page."""
    said = {
        "sipp": (
            _("Lembar SIPP (XLSX)"),
            _(
                "Empat belas komponen setiap layanan dalam satu lembar, untuk disalin ke sistem "
                "informasi pelayanan publik (SIPP). Dibuka dengan aplikasi pengolah lembar."
            ),
        ),
        "cpsv-ap": (
            _("CPSV-AP 3.2 (JSON-LD)"),
            _("Kosakata layanan publik yang dipakai antarpemerintah, untuk portal data."),
        ),
        "hsds": (
            _("HSDS 3.0 (JSON)"),
            _("Bentuk direktori layanan Open Referral, untuk aplikasi pencari layanan."),
        ),
    }
    return [
        FormatLine(name, FORMATS[name].file, FORMATS[name].content_type, title, purpose)
        for name, (title, purpose) in said.items()
    ]
