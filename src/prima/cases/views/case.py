"""The page of one case: where it stands, the row to finish, and the papers beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prima.cases import actions, queries
from prima.cases.forms.acts import FileForm
from prima.cases.forms.work import PapersForm, StepForm
from prima.cases.models import Case, WorkItem
from prima.cases.queries import CasePage, Turn
from prima.cases.views import acts, corrections, desk, frame
from prima.kernel import clock
from prima.kernel.errors import NotAllowed, RuleBroken, require
from prima.kernel.http import ActorRequest, private
from prima.offices.public import calendar_of


@dataclass(frozen=True, slots=True)
class Work:
    """One open row on the page: its form, or the reason why there is none."""

    turn: Turn
    form: StepForm | None
    running: str
    norm: str
    is_taken_by_me: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """What was typed into a form that has no place on the page any more."""

    sentence: str
    typed: list[tuple[str, str]]


@require_safe
def case(request: ActorRequest, number: str) -> HttpResponse:
    """Everything about one case, with the form of its current row."""
    return show(request, frame.page_or_404(request, number))


@require_POST
def finished(request: ActorRequest, number: str, item: int) -> HttpResponse:
    """Finish a row; papers ticked beside it are recorded first."""
    page = frame.page_or_404(request, number)
    turn = _turn_of(request, page, item)
    form = StepForm(request.POST, turn=turn, case=page.case)
    status = frame.FORBIDDEN if turn.obstacle else frame.UNPROCESSABLE
    if form.asks_correction and turn.is_mine:
        note = str(form["note"].value() or "")
        return corrections.correction_page(request, page, item=item, note=note)
    if turn.is_mine:
        try:
            _tick(request, page)
            if form.is_valid():
                actions.finish_step(turn.item, form.how, by=request.actor, at=clock.now())
                return _go_on(request, page.case, turn)
        except RuleBroken as error:
            status = frame.status_of(error)
            form.add_error(None, str(error))
    return show(request, frame.page_or_404(request, number), bound=form, status=status)


@require_POST
def taken(request: ActorRequest, number: str, item: int) -> HttpResponse:
    """Say that I am at it, so that nobody does it twice."""
    page = frame.page_or_404(request, number)
    row = get_object_or_404(WorkItem, pk=item, case=page.case)
    try:
        actions.take_item(row, by=request.actor, at=clock.now())
    except NotAllowed:
        raise
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Langkah ini Anda kerjakan. Rekan Anda melihatnya."))
    return redirect("cases:case", number=number)


@require_POST
def papers(request: ActorRequest, number: str) -> HttpResponse:
    """Record which papers were seen, without finishing anything."""
    page = frame.page_or_404(request, number)
    require(acts.may(request.actor, page).work)
    try:
        count = _tick(request, page)
    except RuleBroken as error:
        messages.error(request, str(error))
        return show(request, frame.page_or_404(request, number), status=frame.status_of(error))
    if count:
        messages.success(request, _("Hasil pemeriksaan syarat tersimpan."))
    return redirect("cases:case", number=number)


def show(
    request: ActorRequest,
    page: CasePage,
    *,
    bound: StepForm | None = None,
    file_form: FileForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with a form that was sent in vain in its place or its content given back."""
    now, zone = clock.now(), page.case.office.time_zone
    turns = queries.turns(request.actor, page) if page.case.is_open else []
    works = list(_works(request, page, turns, bound))
    papers_form, form_id = _papers_form(request, page, works)
    context: dict[str, Any] = {
        "page": page,
        "case": page.case,
        "form": bound,
        "kept": _kept(bound, works),
        "heading": f"{page.case.service.name}, {page.case.applicant_name}",
        "status_tone": desk.TONES[page.case.state],
        "came_in": desk.came_in(page),
        "promise": desk.promise(page),
        "steps": desk.steps(page, now),
        "works": works,
        "applicant": desk.applicant(page),
        "ending": desk.ending(page),
        "papers_form_id": form_id,
        "papers": [
            (
                desk.label_of(line),
                line,
                papers_form.of(line.paper) if papers_form else None,
                desk.checked(line, zone),
            )
            for line in page.papers
        ],
        "file_form": file_form or FileForm(papers=frame.papers_of(page)),
        "may": acts.may(request.actor, page),
        "ways": list(acts.ways(request.actor, page, works_hand_over=_hands_over(works))),
        "history": list(desk.history(page)),
        "corrections": desk.corrections(page),
        "holds": desk.holds(page),
        "version_moves": queries.version_moves(page.case),
    }
    return private(request, "cases/case.html", context, status)


def _works(
    request: ActorRequest, page: CasePage, turns: list[Turn], bound: StepForm | None
) -> Iterator[Work]:
    """The open rows; while the case waits for the applicant nothing can be finished."""
    waits = page.case.held_since is not None
    calendar, now = calendar_of(page.case.office), clock.now()
    for turn in turns:
        form = None
        if turn.is_mine and not waits:
            is_sent = bound is not None and bound.turn.item.pk == turn.item.pk
            form = bound if is_sent else StepForm(turn=turn, case=page.case)
        yield Work(
            turn=turn,
            form=form,
            running=desk.running(turn.item, calendar, now),
            norm=desk.norm(turn.step.norm),
            is_taken_by_me=turn.item.taken_by_id == request.actor.id,
        )


def _papers_form(
    request: ActorRequest, page: CasePage, works: list[Work]
) -> tuple[PapersForm | None, str]:
    """The ticks travel with the row that is finished, or alone when there is none of mine."""
    if not acts.may(request.actor, page).work or not page.case.is_open:
        return None, ""
    mine = [work.turn.item.pk for work in works if work.form is not None]
    form_id = f"langkah-{mine[0]}" if mine else "periksa-syarat"
    data = request.POST if request.method == "POST" else None
    return PapersForm(data, papers=frame.papers_of(page), form_id=form_id), form_id


def _tick(request: ActorRequest, page: CasePage) -> int:
    """Record what was seen; each paper is an act of its own."""
    form = PapersForm(request.POST, papers=frame.papers_of(page))
    changed = list(form.changed) if form.is_valid() else []
    for paper, seen_as in changed:
        if seen_as is None:
            actions.untick_paper(paper, by=request.actor, at=clock.now())
        else:
            actions.tick_paper(paper, seen_as, by=request.actor, at=clock.now())
    return len(changed)


def _turn_of(request: ActorRequest, page: CasePage, pk: int) -> Turn:
    """The row that was sent; one that is closed by now is left for the action to judge."""
    found = next((turn for turn in queries.turns(request.actor, page) if turn.item.pk == pk), None)
    if found is not None:
        return found
    item = get_object_or_404(WorkItem, pk=pk, case=page.case)
    return Turn(item, page.case.sop_version.automaton.document.step(item.step_key), "", "")


def _kept(bound: StepForm | None, works: list[Work]) -> Kept | None:
    """A form that was sent in vain and has no place any more gives back what was typed."""
    if bound is None or any(work.form is bound for work in works):
        return None
    refused = " ".join(str(error) for error in bound.non_field_errors())
    sentence = bound.turn.obstacle or refused or _("Langkah ini sudah tidak terbuka.")
    return Kept(sentence, bound.typed)


def _go_on(request: ActorRequest, case: Case, turn: Turn) -> HttpResponse:
    case.refresh_from_db(fields=["status"])
    if case.is_open:
        done = _("Langkah “%(step)s” selesai.") % {"step": turn.step.text}
    else:
        done = _("Berkas berakhir: %(status)s.") % {"status": case.get_status_display()}
    messages.success(request, done)
    return redirect("cases:case", number=case.number)


def _hands_over(works: list[Work]) -> bool:
    return any(work.form is not None and work.form.asked.receiver for work in works)
