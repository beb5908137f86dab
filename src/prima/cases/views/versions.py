"""Running cases beside a new version of their procedure: what could move, and the decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from prima.cases import actions, queries
from prima.cases.actions import MOST_AT_ONCE, Decided
from prima.cases.forms.versions import ALL, VersionForm
from prima.cases.queries import MovableLine, NewVersion
from prima.cases.rules import VersionChoice
from prima.kernel import clock
from prima.kernel.http import ActorRequest, private
from prima.ui.components import Situation

ON_A_PAGE: Final = 50
UNPROCESSABLE: Final = 422
# More refusals than these are not read; their cases stand in the list with the reason.
MOST_TOLD: Final = 3

CAN, CANNOT, KEPT = "dapat", "tidak", "dibiarkan"


@dataclass(frozen=True, slots=True)
class _Lists:
    """The lines by what may be done with them, and which list is looked at."""

    chosen: str
    lines: dict[str, list[MovableLine]]

    @property
    def shown(self) -> Sequence[MovableLine]:
        return self.lines[self.chosen]


@require_safe
def movable(request: ActorRequest, pk: int) -> HttpResponse:
    """Which running cases could follow this version, which not and why."""
    new = _version_or_404(request, pk)
    lists = _lists(request, new)
    return _show(request, new, lists, _form(request, new, lists))


@require_safe
def movable_of_draft(request: ActorRequest, pk: int) -> HttpResponse:
    """The same before a draft is published; afterwards its version has the page."""
    _need(request)
    draft = queries.draft_for(request.actor, pk)
    if draft is None:
        raise Http404
    if draft.version_id is not None:
        return redirect("cases:movable", pk=draft.version_id)
    if not draft.is_handed_in:
        messages.info(request, _("Berkas dapat dibandingkan setelah rancangan ini diajukan."))
        return redirect("sops:course", pk=pk)
    new = queries.draft_version_for(request.actor, draft, clock.now())
    if new is None:
        raise Http404
    return _show(request, new, _lists(request, new), None)


@require_POST
def movable_decided(request: ActorRequest, pk: int) -> HttpResponse:
    """Move the chosen cases, or note that they are let run."""
    new = _version_or_404(request, pk)
    lists = _lists(request, new)
    form = _form(request, new, lists)
    if form is None or new.version is None:
        messages.info(request, _("Tidak ada berkas yang dapat Anda putuskan di sini."))
        return redirect(_address(pk, lists.chosen))
    if not form.is_valid():
        return _show(request, new, lists, form, UNPROCESSABLE)
    ids = _chosen(form, lists)
    is_move = request.POST.get("choice") == VersionChoice.MOVED
    decide = actions.move_cases if is_move else actions.let_run
    reason, now = form.cleaned_data["reason"], clock.now()
    decided = decide(new.version, ids, reason=reason, by=request.actor, at=now)
    _report_done(request, decided.done, is_move=is_move, left=len(ids) - MOST_AT_ONCE)
    _report_refused(request, decided, lists)
    return redirect(_address(pk, lists.chosen))


def _need(request: ActorRequest) -> None:
    if not queries.seen_by(request.actor):
        raise PermissionDenied(_("Halaman ini untuk kepala dan penyelia."))


def _version_or_404(request: ActorRequest, pk: int) -> NewVersion:
    _need(request)
    new = queries.version_for(request.actor, pk, clock.now())
    if new is None:
        raise Http404
    return new


def _lists(request: ActorRequest, new: NewVersion) -> _Lists:
    lines: dict[str, list[MovableLine]] = {CAN: [], CANNOT: [], KEPT: []}
    for line in queries.movable_lines(request.actor, new, clock.now()):
        name = KEPT if line.kept_because else CAN if line.can_move else CANNOT
        lines[name].append(line)
    chosen = request.GET.get("saring", "")
    if chosen not in lines:
        chosen = next((name for name, found in lines.items() if found), CAN)
    return _Lists(chosen, lines)


def _form(request: ActorRequest, new: NewVersion, lists: _Lists) -> VersionForm | None:
    """The form, where there is something to decide and this person may."""
    if not lists.shown or not request.actor.offices_with("approve_sops"):
        return None
    if not queries.is_in_force(new, clock.now()):
        return None
    return VersionForm(
        request.POST if request.method == "POST" else None,
        shown=[line.case.number for line in lists.shown],
        count=len(lists.shown),
    )


def _chosen(form: VersionForm, lists: _Lists) -> list[int]:
    is_all, ticked = form.cleaned_data["scope"] == ALL, set(form.ticked)
    return [line.case.pk for line in lists.shown if is_all or line.case.number in ticked]


def _address(pk: int, chosen: str) -> str:
    return f"{reverse('cases:movable', kwargs={'pk': pk})}?saring={chosen}"


def _report_done(request: ActorRequest, done: int, *, is_move: bool, left: int) -> None:
    said = (
        ngettext("%(n)d berkas dipindahkan.", "%(n)d berkas dipindahkan.", done)
        if is_move
        else ngettext("%(n)d berkas dibiarkan berjalan.", "%(n)d berkas dibiarkan berjalan.", done)
    )
    if done:
        messages.success(request, said % {"n": done})
    if left > 0:
        again = _("Masih ada %(n)d berkas. Lakukan sekali lagi untuk melanjutkan.")
        messages.info(request, again % {"n": left})


def _report_refused(request: ActorRequest, decided: Decided, lists: _Lists) -> None:
    """The first few by number; the others stand in the list with their reason."""
    numbers = {line.case.pk: line.case.number for line in lists.shown}
    for pk, why in list(decided.refused.items())[:MOST_TOLD]:
        messages.warning(request, f"{numbers[pk]}: {why}")
    more = len(decided.refused) - MOST_TOLD
    if more > 0:
        said = ngettext(
            "%(n)d berkas lain juga tidak berubah.", "%(n)d berkas lain juga tidak berubah.", more
        )
        messages.warning(request, said % {"n": more})


def _show(
    request: ActorRequest,
    new: NewVersion,
    lists: _Lists,
    form: VersionForm | None,
    status: int = 200,
) -> HttpResponse:
    now = clock.now()
    page = Paginator(lists.shown, ON_A_PAGE).get_page(request.GET.get("page"))
    is_coming = new.begins_on is not None and new.begins_on > queries.today_of(new, now)
    is_over = new.version is not None and not is_coming and not queries.is_in_force(new, now)
    context = {
        "new": new,
        "page": page,
        "lines": page.object_list,
        "chosen": lists.chosen,
        "is_empty": not any(lists.lines.values()),
        "moved": queries.moved_count(request.actor, new, now),
        "situations": _situations(request, lists),
        "form": form,
        "ticked": form.ticked if form else (),
        "is_coming": is_coming,
        "is_over": is_over,
        "draft": new.version is None,
    }
    return private(request, "cases/movable.html", context, status)


def _situations(request: ActorRequest, lists: _Lists) -> list[Situation]:
    names = (_("Dapat dipindahkan"), _("Tidak dapat"), _("Dibiarkan berjalan"))
    return [
        Situation(name, f"{request.path}?saring={key}", key == lists.chosen, len(found))
        for name, (key, found) in zip(names, lists.lines.items(), strict=True)
    ]
