"""The identity block of a procedure (bagian identitas, PermenPANRB 35/2012)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from prima.sops.core.model import SopDocument
from prima.sops.models import SopVersion

Part = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Approval:
    """Who set the procedure: the box for signature and stamp stands between position and name."""

    position: str
    name: str = ""
    nip: str = ""


@dataclass(frozen=True, slots=True)
class IdentityBlock:
    """The block as the form has it: two halves, then pairs of lists."""

    lines: tuple[str, ...]
    title: str
    number: str
    facts: tuple[tuple[str, str], ...]
    approval: Approval
    parts: tuple[tuple[Part, Part], ...]


def identity_block(version: SopVersion, institution: Sequence[str] = ()) -> IdentityBlock:
    """The block on paper. What the office has not set yet says so, as on the page.

    `institution` are the names of the offices above, the top first.
    """
    identity = version.document.identity
    unset = _("Ditetapkan oleh kantor")
    # An approved version is complete as it is; only a proposal still waits for the office.
    undated = "-" if version.approver_title else unset
    named = _lists(version.document)
    return IdentityBlock(
        lines=_lines(version, institution),
        title=identity.title,
        number=_number(version),
        facts=(
            (_("Nomor SOP"), _number(version) or unset),
            (_("Tanggal pembuatan"), _day(identity.created_on) or undated),
            (_("Tanggal revisi"), _revised(version) or "-"),
            (_("Tanggal efektif"), date_format(version.effective_on, "j F Y")),
        ),
        approval=_approval(version),
        parts=tuple((named[at], named[at + 1]) for at in range(0, len(named), 2)),
    )


def _approval(version: SopVersion) -> Approval:
    """Who approved the version here; of one from a file only what the file says."""
    nip = _("NIP %(nip)s") % {"nip": version.approver_nip} if version.approver_nip else ""
    if version.approver_title:
        return Approval(version.approver_title, version.approver_name, nip)
    return Approval(version.document.identity.approved_by or _("Ditetapkan oleh kantor"))


def _number(version: SopVersion) -> str:
    return version.sop_number or version.document.identity.number


def _revised(version: SopVersion) -> str:
    """The day of revision: as written, else the approval of a version that replaces another."""
    written = version.document.identity.revised_on
    if written or version.supersedes_id is None or version.approved_on is None:
        return _day(written)
    return date_format(version.approved_on, "j F Y")


def _lines(version: SopVersion, institution: Sequence[str]) -> tuple[str, ...]:
    """Institution, then the work unit: from the highest to the one that set the procedure."""
    identity = version.document.identity
    unit = identity.work_unit or version.sop.office.name
    lines = (identity.institution, *institution, unit)
    return tuple(dict.fromkeys(line for line in lines if line))


def _lists(document: SopDocument) -> list[Part]:
    """The six lists of the form, in pairs: left and right."""
    identity = document.identity
    return [
        (_("Dasar hukum"), identity.legal_basis),
        (_("Kualifikasi pelaksana"), identity.executor_qualification),
        (_("Keterkaitan"), identity.related_sops),
        (_("Peralatan dan perlengkapan"), identity.equipment),
        (_("Peringatan"), identity.warnings),
        (_("Pencatatan dan pendataan"), identity.records),
    ]


def identity_cells(version: SopVersion) -> list[tuple[str, ...]]:
    """The block on the page: rows of one or two pairs of name and value."""
    unset = _("Ditetapkan oleh kantor")
    identity = version.document.identity
    rows: list[tuple[str, ...]] = [
        (_("Nomor SOP"), _number(version) or unset, _("Versi"), str(version.number)),
        (
            _("Tanggal pembuatan"),
            _day(identity.created_on) or ("-" if version.approver_title else unset),
            _("Tanggal revisi"), _revised(version) or "-",
        ),
        (
            _("Tanggal efektif"), date_format(version.effective_on, "j F Y"),
            _("Disahkan oleh"), _approval(version).position,
        ),
        (_("Satuan kerja"), identity.work_unit or version.sop.office.name),
    ]  # fmt: skip
    return rows + [(name, joined(values)) for name, values in _lists(version.document) if values]


def joined(values: Sequence[str]) -> str:
    """Several entries of a list in one line."""
    return "; ".join(value.rstrip(".") for value in values)


def _day(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "j F Y") if iso else ""
