"""Exchanging files with SP4N-LAPOR, whose interface is closed."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from prima.complaints import actions, documents
from prima.complaints.core.national import Difference, Differing, NationalState
from prima.complaints.forms.national import LinkForm, ListForm
from prima.complaints.queries import national as reading
from prima.kernel import clock, codes
from prima.kernel.errors import RuleBroken, require
from prima.kernel.http import ActorRequest, attachment, private

PAGE: Final = 25
NEEDS: Final = "decide_complaints"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_UNPROCESSABLE: Final = 422

_STATES: Final = {
    NationalState.WAITING: gettext_lazy("belum ditindaklanjuti"),
    NationalState.IN_PROCESS: gettext_lazy("proses"),
    NationalState.DONE: gettext_lazy("selesai"),
    NationalState.ARCHIVED: gettext_lazy("arsip"),
}
_DIFFERENCES: Final = {
    Difference.UNKNOWN_HERE: gettext_lazy(
        "Ada di SP4N-LAPOR, tidak ada di sini. Catat sebagai laporan, lalu kaitkan nomornya."
    ),
    Difference.OTHER_NUMBER: gettext_lazy(
        "Nomornya tidak sama dengan yang tercatat di sini. Periksa keduanya; tidak ada yang "
        "diubah."
    ),
    Difference.DONE_THERE: gettext_lazy("Di SP4N-LAPOR selesai, di sini belum."),
    Difference.DONE_HERE: gettext_lazy("Di sini selesai, di SP4N-LAPOR belum. Isikan jawabannya."),
    Difference.MISSING_THERE: gettext_lazy("Sudah diserahkan, tetapi tidak ada dalam daftar ini."),
}


@require_safe
def national(request: ActorRequest) -> HttpResponse:
    """What could be handed over, and how both registers stand."""
    return _page(request)


@require_POST
def handed_over(request: ActorRequest) -> HttpResponse:
    """Mark what was chosen; the file holds it from now on."""
    require(bool(request.actor.offices_with(NEEDS)))
    chosen = request.POST.getlist("laporan")[: reading.MOST_AT_ONCE]
    found = list(reading.not_handed_over(request.actor).filter(number__in=chosen))
    if not found:
        messages.error(request, _("Pilih sekurangnya satu laporan."))
    else:
        done = actions.hand_over(found, by=request.actor, at=clock.now())
        messages.success(
            request,
            ngettext(
                "%(n)d laporan masuk ke berkas. Unduh berkasnya, lalu isikan di SP4N-LAPOR.",
                "%(n)d laporan masuk ke berkas. Unduh berkasnya, lalu isikan di SP4N-LAPOR.",
                done,
            )
            % {"n": done},
        )
    return redirect("complaints:national")


@require_safe
def handed_file(request: ActorRequest) -> HttpResponse:
    """Everything that was handed over and has no number there yet."""
    require(bool(request.actor.offices_with(NEEDS)))
    found = reading.awaiting_number(request.actor)
    content = documents.national_workbook(found, on=timezone.localdate(clock.now()))
    return attachment(content, name="untuk-sp4n-lapor.xlsx", content_type=XLSX)


@require_POST
def linked(request: ActorRequest) -> HttpResponse:
    """Note one number by hand."""
    require(bool(request.actor.offices_with(NEEDS)))
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _page(request, link=form, status=_UNPROCESSABLE)
    number = codes.normalise_number(form.cleaned_data["number"])
    found = reading.decided(request.actor).filter(number=number).first()
    if found is None:
        form.add_error("number", _("Nomor itu tidak ditemukan di kantor Anda. Periksa ejaannya."))
        return _page(request, link=form, status=_UNPROCESSABLE)
    try:
        actions.link_national(
            found, tracking=form.cleaned_data["tracking"], by=request.actor, at=clock.now()
        )
    except RuleBroken as error:
        form.add_error("tracking", str(error))
        return _page(request, link=form, status=_UNPROCESSABLE)
    messages.success(request, _("Tersimpan."))
    return redirect("complaints:national")


@require_POST
def compared(request: ActorRequest) -> HttpResponse:
    """Read the list from there, note what it says, and show where both differ."""
    require(bool(request.actor.offices_with(NEEDS)))
    form = ListForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, table=form, status=_UNPROCESSABLE)
    lines = form.cleaned_data["table"]
    found = actions.take_list(lines, by=request.actor, at=clock.now())
    return _page(request, read=len(lines), found=found)


def _page(
    request: ActorRequest,
    *,
    table: ListForm | None = None,
    link: LinkForm | None = None,
    read: int | None = None,
    found: list[Differing] | None = None,
    status: int = 200,
) -> HttpResponse:
    require(bool(request.actor.offices_with(NEEDS)))
    page = Paginator(reading.standings(request.actor), PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "waiting": reading.not_handed_over(request.actor)[: reading.MOST_AT_ONCE],
        "in_file": len(reading.awaiting_number(request.actor)),
        "page": page,
        "standings": [
            (reading.standing(one), _STATES[NationalState(one.state)] if one.state else "")
            for one in page
        ],
        "differing": reading.differing(request.actor),
        "table": table or ListForm(),
        "link": link or LinkForm(),
        "read": read,
        "found": [(one, _DIFFERENCES[one.kind]) for one in found or []],
    }
    return private(request, "complaints/national.html", context, status=status)


def _state(state: str) -> str:
    return str(_STATES[NationalState(state)]) if state else ""
