"""The compliance sheet as people read it: sentences, where each is mended, and a file of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.offices.public import Office
from prima.sops.core.compliance import CODES, Fault
from prima.sops.documents.closing import spent
from prima.standards.public import Service

LABELS: Final[Mapping[str, Promise]] = {
    "no_standard": gettext_lazy("Tanpa standar"),
    "standard_not_set": gettext_lazy("Standar belum ditetapkan"),
    "empty_component": gettext_lazy("Komponen kosong"),
    "standard_basis_ended": gettext_lazy("Dasar hukum standar dicabut"),
    "no_sop": gettext_lazy("Tanpa SOP"),
    "sop_longer": gettext_lazy("SOP melebihi janji"),
    "sop_basis_ended": gettext_lazy("Dasar hukum SOP dicabut"),
    "review_late": gettext_lazy("Peninjauan terlambat"),
    "not_heard": gettext_lazy("Belum dibahas dengan masyarakat"),
}
_SENTENCES: Final[Mapping[str, Promise]] = {
    "no_standard": gettext_lazy("Belum ada standar pelayanan."),
    "standard_not_set": gettext_lazy("Standarnya masih usulan, belum ditetapkan keputusan."),
    "empty_component": gettext_lazy("Komponen kosong: %(parts)s."),
    "standard_basis_ended": gettext_lazy("Standar mengutip %(rules)s yang tidak berlaku lagi."),
    "no_sop": gettext_lazy("Belum ada SOP yang berlaku."),
    "sop_longer": gettext_lazy(
        "Waktu normal SOP %(minutes)s, lebih lama daripada yang dijanjikan, %(promised)s."
    ),
    "sop_basis_ended": gettext_lazy("SOP mengutip %(rules)s yang tidak berlaku lagi."),
    "review_late": gettext_lazy("%(count)d peninjauan ulang melewati tenggat."),
    "not_heard": gettext_lazy("Setahun ini belum dibahas dengan masyarakat."),
}
# What begins a formula in a sheet: such a cell is written as text (CWE-1236).
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class FaultLine:
    """One fault in words, with the page on which it is mended (none where the viewer may not)."""

    code: str
    text: str
    url: str
    link: str


@dataclass(frozen=True, slots=True)
class Begun:
    """What somebody has begun about a service already, by id."""

    standard_draft: int | None = None
    sop_draft: int | None = None
    review: int | None = None


def fault_lines(
    found: Iterable[Fault], service: Service, office: Office, begun: Begun, may: frozenset[str]
) -> list[FaultLine]:
    """The faults of one service; `may` are the permissions of the viewer in the office."""
    ways = _ways(service, office, begun)
    lines = []
    for one in found:
        permission, url, link = ways[one.code]
        shown = permission in may
        lines.append(FaultLine(one.code, _said(one), url if shown else "", link if shown else ""))
    return lines


def _said(one: Fault) -> str:
    values = dict(one.values)
    for name in ("minutes", "promised"):
        if isinstance(values.get(name), int):
            values[name] = spent(int(str(values[name])))
    return str(_SENTENCES[one.code]) % values


def _ways(service: Service, office: Office, begun: Begun) -> dict[str, tuple[str, str, str]]:
    """By fault: the permission needed, the page, and the words of the link."""
    here = f"?layanan={service.key}&kantor={office.key}"
    standard = (
        ("write_standards", reverse("standards:draft", args=[begun.standard_draft]),
         _("Lanjutkan rancangan standar"))
        if begun.standard_draft
        else ("write_standards", reverse("standards:draft_new") + here, _("Susun standar"))
    )  # fmt: skip
    sop = (
        ("write_sops", reverse("sops:draft", args=[begun.sop_draft]), _("Lanjutkan rancangan SOP"))
        if begun.sop_draft
        else ("write_sops", reverse("sops:draft_new") + here, _("Rencanakan SOP"))
    )
    review = (
        ("see_register", reverse("standards:review", args=[begun.review]), _("Buka peninjauan"))
        if begun.review
        else ("", "", "")
    )
    heard = f"{reverse('standards:consultation_new')}?kantor={office.key}"
    return {
        "no_standard": standard,
        "standard_not_set": standard,
        "empty_component": standard,
        "standard_basis_ended": standard,
        "no_sop": sop,
        "sop_longer": sop,
        "sop_basis_ended": sop,
        "review_late": review,
        "not_heard": ("write_standards", heard, _("Catat konsultasi publik")),
    }


def compliance_csv(rows: Iterable[tuple[Service, Iterable[Fault]]]) -> bytes:
    """One line a service and one column a fault, for a spreadsheet that reads Indonesian CSV."""
    out = io.StringIO()
    sheet = csv.writer(out, delimiter=";", lineterminator="\r\n")
    sheet.writerow([_("Layanan"), *(str(LABELS[code]) for code in CODES)])
    for service, found in rows:
        said = {one.code: _said(one) for one in found}
        sheet.writerow(_cell(text) for text in (service.name, *(said.get(c, "") for c in CODES)))
    return out.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
