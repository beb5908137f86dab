"""The register of improvements: list, one of them, and what is done with it."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prima.improvements import actions, permissions, queries
from prima.improvements.actions import Plan
from prima.improvements.forms import DropForm, FinishForm, NewForm, PlanForm
from prima.improvements.models import ImprovementAction
from prima.improvements.rules import MOVES, ActionState
from prima.improvements.views.frame import GET_OR_POST, Asking, ask, today
from prima.kernel import clock, files
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.http import ActorRequest
from prima.offices.public import offices_for, staff_of
from prima.ui.components import Fact, Situation, trail

PAGE: Final = 25


@require_safe
def actions_page(request: ActorRequest) -> HttpResponse:
    """What is to be done, the nearest date first; another list shows what ended."""
    found = queries.actions_for(request.actor)
    ended = request.GET.get("tampil") == "selesai"
    open_count, all_count = found.open().count(), found.count()
    shown = found.exclude(pk__in=found.open()) if ended else found.open()
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    effects = queries.effects_of(page, today())
    context = {
        "page": page,
        "rows": [
            (
                one,
                queries.element_name(one.element),
                queries.effect_text(effects[one.pk]) if one.pk in effects else "",
            )
            for one in page
        ],
        "today": today(),
        "situations": [
            Situation(_("Terbuka"), "?", not ended, open_count),
            Situation(_("Berakhir"), "?tampil=selesai", ended, all_count - open_count),
        ],
        "offices": offices_for(request.actor, "see_workload"),
    }
    return render(request, "improvements/actions.html", context)


@require_safe
def action(request: ActorRequest, pk: int) -> HttpResponse:
    """One improvement: where it comes from, who does what until when, and what it changed."""
    found = _found(request, pk)
    moves = MOVES[ActionState(found.state)]
    effect = queries.effects_of([found], today()).get(found.pk)
    context = {
        "action": found,
        "title": found.activity or queries.element_name(found.element),
        "facts": _facts(found),
        "effect": effect,
        "effect_text": queries.effect_text(effect) if effect else "",
        "can_plan": ActionState.PLANNED in moves
        and permissions.can_plan(request.actor, found.office_id),
        "can_drop": ActionState.DROPPED in moves
        and permissions.can_plan(request.actor, found.office_id),
        "can_begin": ActionState.DOING in moves,
        "can_finish": ActionState.DONE in moves,
    }
    return render(request, "improvements/action.html", context)


@require_http_methods(GET_OR_POST)
def new(request: ActorRequest, key: str) -> HttpResponse:
    """Plan something nobody proposed."""
    office = get_object_or_404(offices_for(request.actor, "see_workload"), key=key)
    form = NewForm(_sent(request), staff_of(office, clock.now()))
    asking = Asking(
        title=_("Rencanakan perbaikan"),
        button=_("Simpan rencana"),
        back=reverse("improvements:actions"),
        trail=trail(_("Perbaikan"), reverse("improvements:actions"), office.name),
        lead=_("Untuk %(office)s.") % {"office": office.name},
    )

    def do(data: dict[str, Any]) -> str:
        made = actions.open_action(
            office=office,
            element=data["element"],
            plan=_plan(data),
            by=request.actor,
            at=clock.now(),
        )
        return made.get_absolute_url()

    return ask(request, asking, form, do, _("Rencana perbaikan tersimpan."))


@require_http_methods(GET_OR_POST)
def plan(request: ActorRequest, pk: int) -> HttpResponse:
    """Say who does what until when."""
    found = _found(request, pk)
    _need(permissions.can_plan(request.actor, found.office_id))
    form = PlanForm(_sent(request), found, staff_of(found.office, clock.now()))
    asking = _asking(found, _("Rencanakan perbaikan"), _("Simpan rencana"))

    def do(data: dict[str, Any]) -> str:
        actions.plan_action(
            found, plan=_plan(data), seen=data["seen"], by=request.actor, at=clock.now()
        )
        return found.get_absolute_url()

    return ask(request, asking, form, do, _("Rencana perbaikan tersimpan."))


@require_POST
def begun(request: ActorRequest, pk: int) -> HttpResponse:
    """The work has begun."""
    found = _found(request, pk)
    try:
        actions.start_action(found, seen=found.version, by=request.actor, at=clock.now())
    except NotAllowed:
        raise
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Perbaikan tercatat sedang dikerjakan."))
    return redirect(found)


@require_http_methods(GET_OR_POST)
def finish(request: ActorRequest, pk: int) -> HttpResponse:
    """Done, with evidence."""
    found = _found(request, pk)
    form = FinishForm(_sent(request), found, files=request.FILES or None)
    lead = _("Hasilnya diukur dari nilai unsur di periode pertama sesudah hari ini.")
    asking = _asking(found, _("Selesaikan dengan bukti"), _("Simpan bukti"), lead, has_file=True)

    def do(data: dict[str, Any]) -> str:
        actions.finish_action(
            found,
            evidence=data["evidence"],
            upload=data["file"],
            seen=data["seen"],
            by=request.actor,
            at=clock.now(),
        )
        return found.get_absolute_url()

    return ask(request, asking, form, do, _("Perbaikan selesai dan buktinya tersimpan."))


@require_http_methods(GET_OR_POST)
def drop(request: ActorRequest, pk: int) -> HttpResponse:
    """Let go with a reason."""
    found = _found(request, pk)
    _need(permissions.can_plan(request.actor, found.office_id))
    form = DropForm(_sent(request), found)
    asking = _asking(
        found, _("Tidak melanjutkan perbaikan"), _("Hentikan perbaikan ini"), kind="danger"
    )

    def do(data: dict[str, Any]) -> str:
        actions.drop_action(
            found, reason=data["reason"], seen=data["seen"], by=request.actor, at=clock.now()
        )
        return found.get_absolute_url()

    return ask(request, asking, form, do, _("Perbaikan dihentikan dengan alasannya."))


@require_safe
def evidence(request: ActorRequest, pk: int) -> HttpResponse:
    """The photo or document somebody gave as evidence."""
    found = _found(request, pk)
    if found.evidence_file is None:
        raise Http404
    return files.attachment_response(found.evidence_file)


def _found(request: ActorRequest, pk: int) -> ImprovementAction:
    """One this person may see; another office's does not exist."""
    return get_object_or_404(queries.actions_for(request.actor), pk=pk)


def _need(allowed: bool) -> None:
    if not allowed:
        raise NotAllowed(_("Hanya kepala dan penyelia yang merencanakan perbaikan kantornya."))


def _sent(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _plan(data: dict[str, Any]) -> Plan:
    return Plan(data["activity"].strip(), data["owner"], data["due_on"])


def _asking(
    found: ImprovementAction, title: str, button: str, lead: str = "", **more: Any
) -> Asking:
    about = queries.element_name(found.element) or found.activity
    steps = trail(
        _("Perbaikan"), reverse("improvements:actions"), about, found.get_absolute_url(), title
    )
    return Asking(
        title, button, found.get_absolute_url(), steps, lead or found.activity or about, **more
    )


def _facts(found: ImprovementAction) -> list[Fact]:
    rows = [
        Fact(_("Kantor"), found.office.name),
        Fact(_("Asal"), found.get_source_kind_display()),
        Fact(_("Unsur"), queries.element_name(found.element) or "–"),
        Fact(_("Penanggung jawab"), _owner(found)),
        Fact(_("Batas waktu"), clock.format_date(found.due_on) if found.due_on else "–"),
    ]
    if found.completed_on:
        rows.append(Fact(_("Selesai"), clock.format_date(found.completed_on)))
    if similar := queries.similar_text(found, today()):
        rows.append(Fact(_("Pengaduan serupa"), similar))
    if found.reason:
        rows.append(Fact(_("Alasan"), found.reason))
    return rows


def _owner(found: ImprovementAction) -> str:
    return f"{found.owner}, {found.owner_title}" if found.owner else "–"
