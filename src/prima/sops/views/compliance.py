"""The compliance sheet of an office, on the page and as a file."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prima.kernel import clock
from prima.kernel.http import ActorRequest, attachment
from prima.offices.public import Office
from prima.sops import documents
from prima.sops.core.compliance import CODES, counts
from prima.sops.queries import compliance as reads
from prima.sops.queries.compliance import ComplianceRow, ComplianceSheet
from prima.sops.rules import COMPLIANCE_READERS
from prima.ui.components import Situation

_PAGE = 50
_ALL = "semua"


@require_safe
def compliance(request: ActorRequest) -> HttpResponse:
    """What each service of an office lacks, with the way to mend it; filtered by what is wrong."""
    sheet, offices = _sheet(request)
    wanted = request.GET.get("temuan", "")
    faulty = [row for row in sheet.rows if row.faults]
    shown = [row for row in faulty if any(one.code == wanted for one in row.faults)]
    rows = shown if wanted in CODES else sheet.rows if wanted == _ALL else faulty
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    may = _permissions(request, sheet.office)
    context = {
        "sheet": sheet,
        "offices": offices,
        "page": page,
        "lines": [(row.service, _lines(row, sheet.office, may)) for row in page],
        "faulty": len(faulty),
        "situations": _situations(sheet, wanted, len(faulty)),
        "may_set": "set_standards" in may,
    }
    return render(request, "sops/compliance.html", context)


def _sheet(request: ActorRequest) -> tuple[ComplianceSheet, list[Office]]:
    offices = list(reads.compliance_offices(request.actor))
    if not offices:
        raise PermissionDenied(
            _("Halaman ini untuk penyusun, peninjau, dan pengesah standar dan SOP.")
        )
    key = request.GET.get("kantor", "")
    for office in offices:
        if not key or office.key == key:
            today = clock.now().astimezone(ZoneInfo(office.time_zone)).date()
            return reads.compliance_sheet(office, today), offices
    raise Http404


def _permissions(request: ActorRequest, office: Office) -> frozenset[str]:
    """What the viewer may do there; all of them read the register of rules and its reviews."""
    held = {name for name in COMPLIANCE_READERS if request.actor.may(name, office.pk)}
    return frozenset({*held, "see_register"})


def _lines(row: ComplianceRow, office: Office, may: frozenset[str]) -> list[documents.FaultLine]:
    begun = documents.Begun(row.standard_draft, row.sop_draft, row.review)
    return documents.fault_lines(row.faults, row.service, office, begun, may)


def _situations(sheet: ComplianceSheet, wanted: str, faulty: int) -> list[Situation]:
    """The filter: what is wrong with how many services."""
    here = f"?kantor={sheet.office.key}&temuan="
    numbers = counts(row.faults for row in sheet.rows)
    return [
        Situation(_("Perlu dilengkapi"), here, wanted not in {*CODES, _ALL}, faulty),
        *(
            Situation(str(documents.LABELS[code]), f"{here}{code}", wanted == code, number)
            for code, number in numbers.items()
            if number
        ),
        Situation(_("Semua layanan"), f"{here}{_ALL}", wanted == _ALL, len(sheet.rows)),
    ]


@require_safe
def compliance_file(request: ActorRequest) -> HttpResponse:
    """The whole sheet for a spreadsheet."""
    sheet, _offices = _sheet(request)
    content = documents.compliance_csv((row.service, row.faults) for row in sheet.rows)
    return attachment(
        content,
        name=f"kepatuhan-{sheet.office.key}-{sheet.on:%Y-%m-%d}.csv",
        content_type="text/csv; charset=utf-8",
    )
