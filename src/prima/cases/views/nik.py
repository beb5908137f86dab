"""The whole NIK, shown once to somebody who gives a reason; nothing of it is kept on the way."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from prima.cases import actions, permissions
from prima.cases.rules import NikReason
from prima.cases.views import frame
from prima.kernel import clock
from prima.kernel.errors import RuleBroken, require
from prima.kernel.http import ActorRequest, private


class NikForm(forms.Form):
    """Why all sixteen digits are needed."""

    reason = forms.ChoiceField(
        label=_("Untuk apa NIK lengkap diperlukan?"),
        choices=NikReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih untuk apa NIK lengkap diperlukan")},
    )


@require_safe
def nik(request: ActorRequest, number: str) -> HttpResponse:
    """Ask for the reason."""
    return _show(request, number, NikForm())


@require_POST
def nik_shown(request: ActorRequest, number: str) -> HttpResponse:
    """Show it in the answer to the form: no address leads to it again."""
    form = NikForm(request.POST)
    if not form.is_valid():
        return _show(request, number, form, status=frame.UNPROCESSABLE)
    page = frame.page_or_404(request, number)
    require(permissions.can_work(request.actor, page.case))
    try:
        reason = NikReason(form.cleaned_data["reason"])
        digits = actions.show_nik(page.case, reason=reason, by=request.actor, at=clock.now())
    except RuleBroken as error:
        form.add_error(None, str(error))
        return _show(request, number, form, status=frame.status_of(error))
    context = {"case": page.case, "nik": f"{digits[:6]} {digits[6:12]} {digits[12:]}"}
    return private(request, "cases/case_nik.html", context)


def _show(request: ActorRequest, number: str, form: NikForm, status: int = 200) -> HttpResponse:
    page = frame.page_or_404(request, number)
    require(permissions.can_work(request.actor, page.case))
    return private(request, "cases/case_nik.html", {"case": page.case, "form": form}, status)
