"""The list of procedures in every state, and the course of one draft with what may be done."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prima.kernel import clock
from prima.kernel.errors import RuleBroken, StaleRecord
from prima.kernel.http import ActorRequest, private
from prima.sops import actions, permissions, queries
from prima.sops.forms.course import CommentForm
from prima.sops.models import SopDraft
from prima.sops.queries import course as reads
from prima.sops.queries import reading as readings
from prima.sops.rules import Act, DraftState
from prima.sops.views import frame
from prima.sops.views.acting import ACT_WORDS, act_url
from prima.ui.components import Moment, Situation, Tone

ROWS_OF_A_PAGE = 50

TONES: dict[str, Tone] = {
    DraftState.PLANNED: "neutral",
    DraftState.DRAFT: "info",
    DraftState.IN_REVIEW: "warning",
    DraftState.VERIFIED: "warning",
    DraftState.APPROVED: "success",
    DraftState.PUBLISHED: "success",
    DraftState.DROPPED: "neutral",
}
WAITING, IN_FORCE = "menunggu", "berlaku"


@require_safe
def drafts(request: ActorRequest) -> HttpResponse:
    """What waits for me, what is in work, what is planned, what is in force and what is over."""
    frame.need_sop_work(request)
    today = timezone.localdate(clock.now())
    lists: dict[str, Any] = {
        WAITING: reads.waiting_for(request.actor),
        "dikerjakan": queries.drafts_for(request.actor).in_work(),
        "direncanakan": queries.drafts_for(request.actor).filter(state=DraftState.PLANNED),
        IN_FORCE: reads.own_versions(request.actor, today),
        "selesai": queries.drafts_for(request.actor).filter(
            state__in=[DraftState.PUBLISHED, DraftState.DROPPED]
        ),
    }
    chosen = request.GET.get("saring", WAITING)
    chosen = chosen if chosen in lists else WAITING
    page: Page[Any] = Paginator(lists[chosen], ROWS_OF_A_PAGE).get_page(request.GET.get("page"))
    url = reverse("sops:drafts")
    names = (_("Menunggu Anda"), _("Dikerjakan"), _("Direncanakan"), _("Berlaku"), _("Selesai"))
    is_in_force = chosen == IN_FORCE
    rows = list(page.object_list)
    context = {
        "page": page,
        "chosen": chosen,
        "lines": [] if is_in_force else [(one, TONES[one.state]) for one in rows],
        "in_force": reads.in_force_lines(rows, today) if is_in_force else [],
        "situations": [
            Situation(name, f"{url}?saring={key}", key == chosen, lists[key].count())
            for key, name in zip(lists, names, strict=True)
        ],
        "reviews": queries.sop_reviews(request.actor),
        "evaluation_url": queries.evaluated([]).url
        if request.actor.offices_with("see_workload")
        else "",
        "late_readings": [
            one for one in readings.reading_states(request.actor, clock.now()) if one.is_late
        ],
        "moves": queries.moves_waiting(request.actor, clock.now()),
        "may_write": bool(request.actor.offices_with("write_sops")),
        "may_end": request.actor.offices_with("approve_sops"),
    }
    return private(request, "sops/drafts.html", context)


@require_safe
def course(request: ActorRequest, pk: int) -> HttpResponse:
    """Who did what when, what I may do now, and what was said."""
    return show_course(request, frame.draft_or_404(request, pk))


@require_POST
def comment_added(request: ActorRequest, pk: int) -> HttpResponse:
    """Say something about a row or about all of the draft."""
    found = frame.draft_or_404(request, pk)
    form = CommentForm(request.POST)
    status = frame.UNPROCESSABLE
    if form.is_valid():
        key = form.cleaned_data["step_key"]
        try:
            actions.add_comment(
                found, form.cleaned_data["text"], step_key=key, by=request.actor, at=clock.now()
            )
        except RuleBroken as error:
            form.add_error("text", str(error))
            status = frame.status_of(error)
        else:
            return redirect(_after_comment(found, key))
    return show_course(request, found, comment=form, status=status)


@require_POST
def comment_resolved(request: ActorRequest, pk: int, comment: int) -> HttpResponse:
    """Mark a comment as answered."""
    found = frame.draft_or_404(request, pk)
    said = found.comments.filter(pk=comment).first()
    if said is None:
        return redirect("sops:course", pk=pk)
    try:
        actions.resolve_comment(said, by=request.actor, at=clock.now())
    except StaleRecord as error:
        messages.error(request, str(error))
    return redirect(reverse("sops:course", kwargs={"pk": pk}) + "#catatan")


@require_POST
def newer_base(request: ActorRequest, pk: int) -> HttpResponse:
    """Go on from the version that was published meanwhile."""
    found = frame.draft_or_404(request, pk)
    try:
        actions.take_newer_base(found, by=request.actor, at=clock.now())
    except StaleRecord as error:
        messages.error(request, str(error))
        return redirect("sops:course", pk=pk)
    return redirect("sops:difference", pk=pk)


def show_course(
    request: ActorRequest,
    found: SopDraft,
    *,
    comment: CommentForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of the course, perhaps with a comment that was not accepted."""
    acts = reads.open_acts(request.actor, found)
    newest = found.sop.last_version()
    may_comment = found.is_in_work and permissions.can_comment(request.actor, found.sop.office)
    context = {
        "draft": found,
        "zone": found.sop.office.time_zone,
        "tone": TONES[found.state],
        "moments": _moments(found),
        "acts": [_button(found, act, is_first=not place) for place, act in enumerate(acts)],
        "may_write": permissions.can_write(request.actor, found.sop.office),
        "may_comment": may_comment,
        "comments": _comments(request, found),
        "comment": comment or (CommentForm() if may_comment else None),
        "form": comment,
        "newer": newest if found.is_in_work and newest != found.base else None,
        "today": _today(found),
        "state": readings.reading_state(request.actor, found.version_id, clock.now())
        if found.version_id
        else None,
        "running": _running(request, found),
    }
    return private(request, "sops/course.html", context, status)


def _running(request: ActorRequest, found: SopDraft) -> queries.RunningCases:
    """Cases that are under way while this draft is judged or its version begins."""
    is_shown = found.is_handed_in or found.version_id is not None
    if not is_shown:
        return queries.RunningCases(0)
    return queries.running_cases(found, request.actor, clock.now())


def _after_comment(found: SopDraft, key: str) -> str:
    """Back to the row that was spoken of, else to the course."""
    if key:
        return reverse("sops:difference", kwargs={"pk": found.pk}) + f"#langkah-{key}"
    return reverse("sops:course", kwargs={"pk": found.pk}) + "#catatan"


def _comments(request: ActorRequest, found: SopDraft) -> list[dict[str, Any]]:
    places = found.document.position
    writes = permissions.can_write(request.actor, found.sop.office)
    return [
        {
            "comment": one,
            "number": places[one.step_key] + 1 if one.step_key in places else None,
            "may_resolve": one.is_open
            and found.is_in_work
            and (writes or one.by_id == request.actor.id),
        }
        for one in found.comments.select_related("by", "resolved_by")
    ]


def _moments(found: SopDraft) -> list[Moment]:
    zone = found.sop.office.time_zone
    moves = list(found.moves.select_related("by"))
    made = []
    for move in moves:
        said = f"{move.by.name}, {clock.format_moment(move.at, zone)}"
        note = f"{said}. {move.reason}" if move.reason else said
        made.append(Moment(str(ACT_WORDS[Act(move.act)].past), note, "done"))
    if made and (found.is_in_work or found.state == DraftState.PLANNED):
        made.append(
            Moment(_("Sekarang: %(state)s") % {"state": found.get_state_display()}, state="now")
        )
    return made


def _button(found: SopDraft, act: Act, *, is_first: bool) -> dict[str, str]:
    is_main = is_first and act not in {Act.RECALL, Act.RETURN}
    kind = "danger" if act == Act.DROP else "main" if is_main else "second"
    return {"label": str(act.label), "url": act_url(found, act), "kind": kind}


def _today(found: SopDraft) -> date:
    return timezone.localdate(clock.now(), ZoneInfo(found.sop.office.time_zone))
