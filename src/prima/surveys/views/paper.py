"""Typing what was written on paper: twice, and by two people, before it counts."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from prima.kernel import clock
from prima.kernel.errors import RuleBroken
from prima.kernel.http import ActorRequest, private
from prima.surveys import actions, queries
from prima.surveys.actions import Typed
from prima.surveys.core.double_entry import Reading, compare
from prima.surveys.core.elements import ELEMENTS, Element, ElementOrder, ordered
from prima.surveys.core.profile import TRAITS
from prima.surveys.forms.ways import SettleForm, SheetNumberForm
from prima.surveys.models import PaperSheet
from prima.surveys.views.surveyor import UNPROCESSABLE, only_surveyors

_TOLD: Final = {
    Typed.ONCE: gettext_lazy(
        "Ketikan pertama tersimpan. Orang lain mengetik lembar ini sekali lagi."
    ),
    Typed.DIFFERS: gettext_lazy(
        "Ketikan Anda berbeda dari ketikan pertama. Samakan dengan kertasnya di bawah."
    ),
    Typed.COUNTED: gettext_lazy("Kedua ketikan sama. Jawaban lembar ini dihitung."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def sheets(request: ActorRequest) -> HttpResponse:
    """The form for one sheet, and the sheets that wait."""
    only_surveyors(request)
    elements = ordered(_order(request))
    form = SheetNumberForm(elements, request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, UNPROCESSABLE)
    try:
        typed = actions.type_sheet(
            number=form.cleaned_data["number"],
            answers=form.answers,
            comment=form.cleaned_data["comment"],
            profile=form.profile,
            by=request.actor,
            at=clock.now(),
        )
    except RuleBroken as error:
        form.add_error("number", str(error))
        return _page(request, form, UNPROCESSABLE)
    messages.info(request, str(_TOLD[typed]))
    return redirect("surveys:sheets")


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_difference(request: ActorRequest, key: UUID) -> HttpResponse:
    """What two people read differently, beside each other, to be set from the paper."""
    only_surveyors(request)
    sheet = queries.sheet_to_settle(request.actor, key)
    if sheet is None:
        raise Http404
    first, second = queries.readings_of(sheet)
    found = compare(first, second)
    elements = [element for element in ELEMENTS if element.key in found.elements]
    data = request.POST if request.method == "POST" else None
    form = SettleForm(elements, found=found, data=data)
    if form.is_bound and form.is_valid():
        return _settle(request, sheet, form)
    context = {
        "sheet": sheet,
        "form": form,
        "rows": [(form[one.key], *_read(one, first, second)) for one in elements],
        "traits": [(form[key], *_told(key, first, second)) for key in found.traits],
        "comments": (first.comment, second.comment) if found.is_comment else None,
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return private(request, "surveys/sheet_difference.html", context, status)


def _settle(request: ActorRequest, sheet: PaperSheet, form: SettleForm) -> HttpResponse:
    try:
        actions.settle_sheet(
            sheet,
            answers=form.answers,
            comment=form.cleaned_data.get("comment", ""),
            profile=form.profile,
            by=request.actor,
            at=clock.now(),
        )
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Bedanya sudah disamakan. Jawaban lembar ini dihitung."))
    return redirect("surveys:sheets")


def _read(element: Element, first: Reading, second: Reading) -> tuple[str, str]:
    """The two readings of one element in the words of its answers."""
    return tuple(_(element.answers[one.answers[element.key] - 1]) for one in (first, second))  # type: ignore[return-value]


def _told(key: str, first: Reading, second: Reading) -> tuple[str, str]:
    """The two readings of one trait in the words of the sheet."""
    labels = next(trait.labels for trait in TRAITS if trait.key == key)
    one, other = (labels.get(each.profile.get(key, "")) for each in (first, second))
    return _(one) if one else _("tidak diisi"), _(other) if other else _("tidak diisi")


def _order(request: ActorRequest) -> ElementOrder:
    """As printed on the sheet: one of the two orders of the regulation."""
    wanted = request.GET.get("urutan", "")
    return ElementOrder(wanted) if wanted in set(ElementOrder) else ElementOrder.LIST


def _page(request: ActorRequest, form: SheetNumberForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "lines": queries.sheets_for(request.actor),
        "order": _order(request).value,
    }
    return private(request, "surveys/sheets.html", context, status)
