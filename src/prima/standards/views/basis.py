"""Choosing a rule of the register for the legal basis of a draft, instead of typing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prima.kernel import clock
from prima.kernel.errors import RuleBroken
from prima.kernel.http import ActorRequest
from prima.standards import actions, permissions, queries, rules
from prima.standards.forms.basis import ChosenBasisForm
from prima.standards.models import StandardDraft
from prima.standards.queries import BasisChoice, BasisDay, today_at
from prima.standards.views.drafts import draft_or_404
from prima.standards.views.frame import GET_OR_POST, UNPROCESSABLE, typed

PART = "legal_basis"


@require_http_methods(GET_OR_POST)
def draft_basis(request: ActorRequest, pk: int) -> HttpResponse:
    """Search the register, choose a rule, say what it rules here: it becomes a row of the part."""
    found = draft_or_404(request, pk)
    if not permissions.can_write_standards(request.actor, found.office):
        raise PermissionDenied(_("Halaman ini untuk penyusun standar pelayanan."))
    day = BasisDay(today_at(found.office))
    chosen = queries.basis_choice(request.GET.get("aturan", ""), day)
    if request.method != "POST":
        return _page(request, found, day, chosen, ChosenBasisForm())
    form = ChosenBasisForm(request.POST)
    if chosen is None or not chosen.may_choose:
        sentence = chosen.sentence if chosen else _("Pilih dahulu satu aturan dari daftar.")
        messages.error(request, sentence)
    elif form.is_valid():
        try:
            _add(request, found, chosen, form.cleaned_data)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Ditambahkan: %(text)s") % {"text": chosen.regulation})
            return redirect("standards:draft_basis", pk=pk)
    return _page(request, found, day, chosen, form, status=UNPROCESSABLE)


def _add(
    request: ActorRequest, found: StandardDraft, chosen: BasisChoice, said: dict[str, Any]
) -> None:
    regulation = chosen.regulation
    row = {
        "rule": regulation.name.short,
        "title": regulation.full_name,
        "article": queries.article_text(said["article"]),
        "about": said["about"],
        "source": regulation.link or regulation.source,
        "source_checked": regulation.source_checked,
        "in_force": True,
    }
    rows = [*found.content_data[PART]]
    if any((one["rule"], one["article"]) == (row["rule"], row["article"]) for one in rows):
        raise RuleBroken(_("Aturan dan pasal itu sudah ada di dasar hukum standar ini."))
    actions.save_part(
        found, PART, {PART: [*rows, row]}, revision=found.revision, by=request.actor,
        at=clock.now(),
    )  # fmt: skip


def _page(
    request: ActorRequest, found: StandardDraft, day: BasisDay, chosen: BasisChoice | None,
    form: ChosenBasisForm, *, status: int = 200,
) -> HttpResponse:  # fmt: skip
    search = typed(request)
    context = {
        "draft": found,
        "rows": found.content_data[PART],
        "slug": rules.PART_SLUGS[PART],
        "typed": search,
        "choices": queries.basis_choices(search, day),
        "chosen": chosen,
        "form": form,
        "has_errors": status == UNPROCESSABLE,
    }
    return render(request, "standards/manage/basis.html", context, status=status)
