"""The identity block of a procedure (bagian identitas, PermenPANRB 35/2012)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from prima.sops.core.model import SopDocument
from prima.sops.models import SopVersion


def identity_rows(document: SopDocument) -> list[tuple[str, Sequence[str]]]:
    """The lists of the identity block that are filled, with their names on the form."""
    identity = document.identity
    named: list[tuple[str, Sequence[str]]] = [
        (_("Dasar hukum"), identity.legal_basis),
        (_("Kualifikasi pelaksana"), identity.executor_qualification),
        (_("Keterkaitan"), identity.related_sops),
        (_("Peralatan dan perlengkapan"), identity.equipment),
        (_("Peringatan"), identity.warnings),
        (_("Pencatatan dan pendataan"), identity.records),
    ]
    return [(name, values) for name, values in named if values]


def identity_cells(version: SopVersion) -> list[tuple[str, ...]]:
    """The identity block: rows of one or two pairs of name and value."""
    document = version.document
    unset = _("Ditetapkan oleh kantor")
    identity = document.identity
    rows: list[tuple[str, ...]] = [
        (_("Nomor SOP"), identity.number or unset, _("Versi"), str(version.number)),
        (
            _("Tanggal pembuatan"), _day(identity.created_on) or unset,
            _("Tanggal revisi"), _day(identity.revised_on) or "-",
        ),
        (
            _("Tanggal efektif"), date_format(version.effective_on, "j F Y"),
            _("Disahkan oleh"), identity.approved_by or unset,
        ),
        (_("Satuan kerja"), identity.work_unit or version.sop.office.name),
    ]  # fmt: skip
    return rows + [
        (name, "; ".join(value.rstrip(".") for value in values))
        for name, values in identity_rows(document)
    ]


def _day(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "j F Y") if iso else ""
