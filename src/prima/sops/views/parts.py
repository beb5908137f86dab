"""The parts of a procedure beside its rows: the identity block and the columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prima.kernel.errors import RuleBroken
from prima.kernel.http import ActorRequest, private
from prima.sops.core import SopDocument, editing
from prima.sops.forms import ColumnsForm, IdentityForm
from prima.sops.views import desk as frame
from prima.sops.views.basis import basis_day, basis_lines
from prima.sops.views.desk import Desk, PartChanged

LEFT, RIGHT, REMOVE = "kiri", "kanan", "hapus"
_MOVES: Final = {LEFT: -1, RIGHT: 1}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was saved, and the status of the answer that says so."""

    sentence: str
    status: int


@require_http_methods(frame.GET_OR_POST)
def draft_identity(request: ActorRequest, pk: int) -> HttpResponse:
    """The identity block of a draft."""
    desk = frame.desk_to_write(request, pk)
    sent = request.POST if request.method == "POST" else None
    form = IdentityForm(sent, identity=desk.document.identity)
    if not form.is_valid():
        return _identity(request, desk, form)

    def change(document: SopDocument) -> SopDocument:
        changed = editing.change_identity(document, form.changed)
        frame.check_seen(request.POST.get("seen", ""), document.identity, changed.identity)
        return changed

    refusal = _save(request, desk, change)
    if refusal is None:
        messages.success(request, _("Bagian identitas disimpan."))
        return redirect("sops:draft", pk=pk)
    desk = frame.again(desk, request)
    form = IdentityForm(request.POST, identity=desk.document.identity)
    form.add_error(None, refusal.sentence)
    return _identity(request, desk, form, status=refusal.status)


@require_http_methods(frame.GET_OR_POST)
def draft_columns(request: ActorRequest, pk: int) -> HttpResponse:
    """The columns of a draft: names, duties, order, one more or one less."""
    desk = frame.desk_to_write(request, pk)
    go, _colon, key = request.POST.get("go", "").partition(":")
    form = _columns_form(request, desk, removed=key if go == REMOVE else "")
    if not form.is_valid():
        return _columns(request, desk, form)

    def change(document: SopDocument) -> SopDocument:
        columns = tuple(editing.clean_actor(one) for one in form.changed)
        frame.check_seen(request.POST.get("seen", ""), document.actors, columns)
        return _rearranged(replace(document, actors=columns), go, key)

    refusal = _save(request, desk, change)
    if refusal is None:
        messages.success(request, _("Pelaksana disimpan."))
        return redirect("sops:draft_columns" if go else "sops:draft", pk=pk)
    desk = frame.again(desk, request)
    form = _columns_form(request, desk)
    form.add_error(None, refusal.sentence)
    return _columns(request, desk, form, status=refusal.status)


def _columns_form(request: ActorRequest, desk: Desk, *, removed: str = "") -> ColumnsForm:
    """The columns as typed; one that a colleague added meanwhile stays as it is stored."""
    if request.method != "POST":
        return ColumnsForm(document=desk.document)
    typed = request.POST.copy()
    for name, value in ColumnsForm(document=desk.document).initial.items():
        typed.setdefault(name, value)
    form = ColumnsForm(typed, document=desk.document)
    busy = [step.key for step in desk.document.steps if removed in step.actors]
    if busy and f"label_{removed}" in form.fields:
        form.add_error(f"label_{removed}", _still_busy(desk, busy))
    return form


def _rearranged(document: SopDocument, go: str, key: str) -> SopDocument:
    if key not in document.actor_by_key:
        return document
    if go == REMOVE:
        return editing.remove_actor(document, key) if len(document.actors) > 1 else document
    return editing.move_actor(document, key, _MOVES[go]) if go in _MOVES else document


def _still_busy(desk: Desk, keys: list[str]) -> str:
    numbers = ", ".join(str(desk.document.step_number(key)) for key in keys)
    return _(
        "Pelaksana ini mengerjakan langkah %(numbers)s. Ganti pelaksana langkah itu dahulu."
    ) % {"numbers": numbers}


def _save(request: ActorRequest, desk: Desk, change: frame.Change) -> Refusal | None:
    """Save, or the sentence that stands above what was typed."""
    try:
        frame.save(request, desk, change)
    except PartChanged:
        kept = _(
            "Isian Anda masih ada di halaman ini dan belum disimpan. Bandingkan, lalu simpan."
        )
        return Refusal(f"{frame.saved_since(frame.again(desk, request))} {kept}", frame.CONFLICT)
    except RuleBroken as error:
        return Refusal(str(error), frame.status_of(error))
    return None


def _identity(
    request: ActorRequest, desk: Desk, form: IdentityForm, *, status: int = 200
) -> HttpResponse:
    names = form.changed_data if status == frame.CONFLICT else []
    context = {
        "form": form,
        "basis": basis_lines(desk.document, basis_day(desk.draft)),
        "seen": editing.mark_of(desk.document.identity),
        "stored": [(form.fields[name].label, _one_line(form.initial[name])) for name in names],
    }
    return _page(request, desk, "sops/draft_identity.html", context, status)


def _columns(
    request: ActorRequest, desk: Desk, form: ColumnsForm, *, status: int = 200
) -> HttpResponse:
    labels = tuple(actor.label for actor in desk.document.actors)
    context = {
        "form": form,
        "seen": editing.mark_of(desk.document.actors),
        "stored": [(_("Pelaksana"), _one_line(labels))] if status == frame.CONFLICT else [],
    }
    return _page(request, desk, "sops/draft_columns.html", context, status)


def _one_line(value: str | tuple[str, ...]) -> str:
    """What a colleague stored, to be read beside what was typed."""
    return value if isinstance(value, str) else "; ".join(value)


def _page(
    request: ActorRequest, desk: Desk, template: str, context: dict[str, Any], status: int
) -> HttpResponse:
    if context["form"].errors and status == HTTPStatus.OK:
        status = frame.UNPROCESSABLE
    return private(request, template, {"desk": desk, "draft": desk.draft, **context}, status)
