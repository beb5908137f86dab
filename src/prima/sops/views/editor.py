"""Writing a procedure in its table: one page a draft, and a form for each row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prima.kernel.errors import RuleBroken
from prima.kernel.http import ActorRequest
from prima.sops import queries
from prima.sops.core import Norm, SopDocument, Step, editing
from prima.sops.forms import RowForm
from prima.sops.rules import DraftState
from prima.sops.views import desk as frame
from prima.sops.views.desk import Desk, Difference, PartChanged
from prima.sops.views.hints import FILL

# What the buttons of the row do besides saving it.
INSERT, UP, DOWN = "sisip", "naik", "turun"
_MOVES: Final = {UP: -1, DOWN: 1}


@require_safe
def draft(request: ActorRequest, pk: int) -> HttpResponse:
    """The table of a draft with its findings; while nothing is written its course is all."""
    desk = frame.open_desk(request, pk)
    if desk.draft.state == DraftState.PLANNED:
        return redirect("sops:course", pk=pk)
    return frame.show(request, desk)


@require_http_methods(frame.GET_OR_POST)
def draft_row(request: ActorRequest, pk: int, key: str) -> HttpResponse:
    """One row: its form below the table; sent, the row is saved and moved or followed by one."""
    desk = frame.desk_to_write(request, pk)
    step = _step(desk, key)
    if request.method != "POST":
        if step is None:
            raise Http404
        return frame.show(request, desk, frame.editor_of(desk, step))
    if step is None:
        return _gone(request, desk, key)
    return _save_row(request, desk, step)


@require_POST
def draft_rows(request: ActorRequest, pk: int) -> HttpResponse:
    """A new row below another; with fields when a row that was deleted is added again."""
    desk = frame.desk_to_write(request, pk)
    key, after = _new_key(desk), request.POST.get("after") or None
    form = None
    if "text" in request.POST:
        editor = frame.editor_of(desk, _empty(key), request.POST)
        form = editor.form
        if not form.is_valid():
            return frame.show(request, desk, replace(editor, is_gone=True), status=422)

    def change(document: SopDocument) -> SopDocument:
        place = after if after in document.position else _last(document)
        document = editing.insert_row(document, key=key, after=place)
        return editing.change_row(document, form.changed) if form else document

    return _changed(request, desk, change, to=key)


@require_http_methods(frame.GET_OR_POST)
def draft_row_removal(request: ActorRequest, pk: int, key: str) -> HttpResponse:
    """What follows from deleting a row, and deleting it."""
    desk = frame.desk_to_write(request, pk)
    step = _step(desk, key)
    if step is None:
        raise Http404
    if request.method != "POST":
        return _removal(request, desk, step)

    def change(document: SopDocument) -> SopDocument:
        frame.check_seen(request.POST.get("seen", ""), _present(document, key))
        return editing.delete_row(document, key)

    try:
        frame.save(request, desk, change)
    except PartChanged:
        desk = frame.again(desk, request)
        stored = _step(desk, key)
        if stored is not None:
            messages.warning(request, frame.saved_since(desk))
            return _removal(request, desk, stored, status=frame.CONFLICT)
        messages.info(request, _("Langkah itu sudah dihapus rekan Anda."))
        return redirect("sops:draft", pk=pk)
    number = desk.document.step_number(key)
    messages.success(request, _("Langkah %(number)d dihapus.") % {"number": number})
    return redirect("sops:draft", pk=pk)


def _save_row(request: ActorRequest, desk: Desk, step: Step) -> HttpResponse:
    """Save what was typed, then do what the button says."""
    go, key = request.POST.get("go", ""), step.key
    editor = frame.editor_of(desk, step, request.POST if "text" in request.POST else None)
    if go == FILL and editor.hint and editor.form.is_bound:
        filled = request.POST.copy()
        filled["amount"], filled["unit"] = str(editor.hint.amount), editor.hint.unit
        editor = frame.editor_of(desk, step, filled)
    form, seen = editor.form, request.POST.get("seen", "")
    if form.is_bound and not form.is_valid():
        return frame.show(request, desk, editor, status=frame.UNPROCESSABLE)
    below = _new_key(desk) if go == INSERT else ""

    def change(document: SopDocument) -> SopDocument:
        if form.is_bound:
            frame.check_seen(seen, _present(document, key), editing.clean_row(form.changed))
            document = editing.change_row(document, form.changed)
        if below:
            document = editing.insert_row(document, key=below, after=key)
        return editing.move_row(document, key, _MOVES[go]) if go in _MOVES else document

    try:
        return _changed(request, desk, change, to=below or key)
    except PartChanged:
        return _conflict(request, frame.again(desk, request), key)


def _changed(request: ActorRequest, desk: Desk, change: frame.Change, *, to: str) -> HttpResponse:
    """Save and go to a row; a refusal is said on the page of the draft."""
    try:
        frame.save(request, desk, change)
    except editing.TooManyError:
        messages.error(request, _("Tabel sudah penuh. Pecah SOP ini menjadi beberapa SOP."))
        return redirect("sops:draft", pk=desk.draft.pk)
    except RuleBroken as error:
        messages.error(request, str(error))
        return frame.show(request, frame.again(desk, request), status=frame.status_of(error))
    url = reverse("sops:draft_row", kwargs={"pk": desk.draft.pk, "key": to})
    return redirect(f"{url}#id_text")


def _conflict(request: ActorRequest, desk: Desk, key: str) -> HttpResponse:
    """A colleague saved this row: both are shown, and nothing is lost on either side."""
    step = _step(desk, key)
    if step is None:
        return _gone(request, desk, key)
    editor = frame.editor_of(desk, step, request.POST)
    form = editor.form
    form.full_clean()
    differences = [_difference(form, name) for name in form.changed_data]
    shown = replace(editor, differences=differences, stored_by=frame.saved_since(desk))
    return frame.show(request, desk, shown, status=frame.CONFLICT)


def _gone(request: ActorRequest, desk: Desk, key: str) -> HttpResponse:
    """A colleague deleted this row: what was typed may become a new one."""
    editor = frame.editor_of(desk, _empty(key), request.POST)
    url = reverse("sops:draft_rows", kwargs={"pk": desk.draft.pk})
    gone = replace(editor, is_gone=True, url=url, seen="")
    return frame.show(request, desk, gone, status=frame.CONFLICT)


def _removal(request: ActorRequest, desk: Desk, step: Step, *, status: int = 200) -> HttpResponse:
    number = desk.document.step_number
    context = {
        "desk": desk,
        "draft": desk.draft,
        "step": step,
        "number": number(step.key),
        "seen": editing.mark_of(step),
        "leading": [number(one.key) for one in editing.leading_to(desk.document, step.key)],
    }
    return render(request, "sops/draft_row_removal.html", context, status=status)


def _difference(form: RowForm, name: str) -> Difference:
    field, bound = form.fields[name], form[name]
    return Difference(
        str(bound.label), _shown(field, form.initial.get(name)), _shown(field, bound.data)
    )


def _shown(field: forms.Field, value: Any) -> str:
    """A value of a form as its reader sees it."""
    if isinstance(field, forms.BooleanField):
        return _("Ya") if value else _("Tidak")
    values = value if isinstance(value, list | tuple) else [value]
    if isinstance(field, forms.ChoiceField):
        words = dict(cast(Iterable[tuple[str, str]], field.choices))
        values = [words.get(one, one) for one in values]
    return ", ".join(", ".join(str(one).split("\n")) for one in values if one not in {None, ""})


def _step(desk: Desk, key: str) -> Step | None:
    return desk.document.step(key) if key in desk.document.position else None


def _present(document: SopDocument, key: str) -> Step:
    """The row as it is stored now; a colleague may have deleted it in this very moment."""
    if key not in document.position:
        raise PartChanged
    return document.step(key)


def _new_key(desk: Desk) -> str:
    draft = desk.draft
    return editing.new_step_key(queries.step_keys(draft.sop), above=draft.revision)


def _empty(key: str) -> Step:
    return Step(key, "", (), "process", Norm(None, "working_minute"))


def _last(document: SopDocument) -> str | None:
    return document.steps[-1].key if document.steps else None
