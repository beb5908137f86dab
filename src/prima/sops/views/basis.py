"""Choosing a rule of the register for the legal basis of a draft, instead of typing it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prima.kernel.errors import RuleBroken
from prima.kernel.http import ActorRequest, private
from prima.sops.core import SopDocument, editing
from prima.sops.forms.basis import ArticleForm
from prima.sops.models import SopDraft
from prima.sops.views import desk as frame
from prima.sops.views.desk import Desk
from prima.standards import public as standards
from prima.standards.public import BasisChoice, BasisDay

LONGEST_SEARCH: Final = 120


@dataclass(frozen=True, slots=True)
class BasisLine:
    """One line of the legal basis, and what keeps it from counting."""

    text: str
    findings: tuple[str, ...]


@require_http_methods(frame.GET_OR_POST)
def draft_basis(request: ActorRequest, pk: int) -> HttpResponse:
    """Search the register, choose a rule, name its article: it becomes a line of the basis."""
    desk = frame.desk_to_write(request, pk)
    day = basis_day(desk.draft)
    chosen = standards.basis_choice(request.GET.get("aturan", ""), day)
    if request.method != "POST":
        return _page(request, desk, day, chosen, ArticleForm())
    if chosen is None or not chosen.may_choose:
        sentence = chosen.sentence if chosen else _("Pilih dahulu satu aturan dari daftar.")
        messages.error(request, sentence)
        return _page(request, desk, day, chosen, ArticleForm(request.POST), refused=True)
    form = ArticleForm(request.POST)
    if form.is_valid():
        try:
            text = _add(request, desk, chosen, form.cleaned_data["article"])
        except RuleBroken as error:
            form.add_error(None, str(error))
            return _page(request, frame.again(desk, request), day, chosen, form, refused=True)
        messages.success(request, _("Ditambahkan: %(text)s") % {"text": text})
        return redirect("sops:draft_basis", pk=pk)
    return _page(request, desk, day, chosen, form, refused=True)


def basis_day(draft: SopDraft) -> BasisDay:
    """The day a draft is to take effect, or today while nobody has settled it."""
    if draft.effective_on is not None:
        return BasisDay(draft.effective_on, is_settled=True)
    return BasisDay(timezone.localdate())


def basis_lines(document: SopDocument, day: BasisDay) -> list[BasisLine]:
    """The lines as they stand, each with what is to be said of it; three queries."""
    texts = document.identity.legal_basis
    found = standards.bases_in_force(texts, day.on)
    hidden = set() if day.is_settled else {"future"}
    return [
        BasisLine(
            text,
            tuple(one.sentence for one in found if one.place == at and one.fault not in hidden),
        )
        for at, text in enumerate(texts)
    ]


def _add(request: ActorRequest, desk: Desk, chosen: BasisChoice, article: str) -> str:
    text = standards.written_basis(chosen.regulation, article)

    def change(document: SopDocument) -> SopDocument:
        basis = document.identity.legal_basis
        if text in basis:
            raise RuleBroken(_("“%(text)s” sudah ada di dasar hukum SOP ini.") % {"text": text})
        identity = replace(document.identity, legal_basis=(*basis, text))
        return editing.change_identity(document, identity)

    frame.save(request, desk, change)
    return text


def _page(
    request: ActorRequest, desk: Desk, day: BasisDay, chosen: BasisChoice | None,
    form: ArticleForm, *, refused: bool = False,
) -> HttpResponse:  # fmt: skip
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    context: dict[str, Any] = {
        "desk": desk,
        "draft": desk.draft,
        "basis": basis_lines(desk.document, day),
        "typed": typed,
        "choices": standards.basis_choices(typed, day),
        "chosen": chosen,
        "form": form,
        "has_errors": refused,
    }
    return private(
        request, "sops/draft_basis.html", context, frame.UNPROCESSABLE if refused else 200
    )
