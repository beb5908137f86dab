"""Pages of socialisation: what I am to read, and for those who lead who has not read yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prima.kernel import clock
from prima.kernel.errors import RuleBroken
from prima.kernel.http import ActorRequest, private
from prima.sops import actions, documents, queries
from prima.sops.documents import reading as words
from prima.sops.forms.reading import ReadingForm, name_of
from prima.sops.models.readers import ReadingTask
from prima.sops.queries import reading as reads
from prima.sops.views import frame
from prima.sops.views.comparing import TONES
from prima.ui.components import Situation

ROWS_OF_A_PAGE = 50
READ = "sudah"


@require_safe
def reading(request: ActorRequest) -> HttpResponse:
    """The versions I have to read, and those I have read."""
    done = Paginator(reads.read_before(request.actor), ROWS_OF_A_PAGE)
    context = {
        "to_read": reads.to_read(request.actor, clock.now()),
        "page": done.get_page(request.GET.get("page")),
    }
    return private(request, "sops/reading.html", context)


@require_safe
def reading_version(request: ActorRequest, pk: int) -> HttpResponse:
    """What changed for me, my rows, the whole procedure, and the questions."""
    return _page(request, _task_or_404(request, pk, clock.now()))


@require_POST
def acknowledgement(request: ActorRequest, pk: int) -> HttpResponse:
    """State that I have read it; a wrong answer shows the row again."""
    now = clock.now()
    task = _task_or_404(request, pk, now)
    form = _form(task, request.POST)
    if not form.is_valid():
        return _page(request, task, form, status=frame.UNPROCESSABLE)
    try:
        actions.acknowledge(task.version, form.answers, by=request.actor, at=now)
    except RuleBroken as error:
        form.add_error(None, str(error))
        return _page(request, task, form, status=frame.status_of(error))
    messages.success(request, _("Pernyataan Anda tercatat. Terima kasih sudah membaca."))
    return redirect("sops:reading")


@require_safe
def reader_lists(request: ActorRequest) -> HttpResponse:
    """Every version that is to be read in my offices, and how many have not."""
    frame.need_sop_work(request)
    states = reads.reading_states(request.actor, clock.now())
    return private(request, "sops/reader_lists.html", {"states": states})


@require_safe
def reader_list(request: ActorRequest, pk: int) -> HttpResponse:
    """Who has not read one version, or who has."""
    now = clock.now()
    state = reads.reading_state(request.actor, pk, now)
    if state is None:
        raise Http404
    is_read = request.GET.get("saring") == READ
    found = reads.readers(request.actor, state.version, now, unread=not is_read)
    page = Paginator(found, ROWS_OF_A_PAGE).get_page(request.GET.get("page"))
    url = reverse("sops:reader_list", kwargs={"pk": pk})
    context = {
        "state": state,
        "zone": state.version.sop.office.time_zone,
        "page": page,
        "lines": reads.reader_lines(state.version, [*page.object_list], now),
        "is_read": is_read,
        "progress_label": _("%(read)d dari %(total)d orang sudah membaca")
        % {"read": state.read, "total": state.total},
        "situations": [
            Situation(_("Belum membaca"), url, not is_read, state.unread),
            Situation(_("Sudah membaca"), f"{url}?saring={READ}", is_read, state.read),
        ],
    }  # fmt: skip
    return private(request, "sops/reader_list.html", context)


def _task_or_404(request: ActorRequest, pk: int, at: datetime) -> ReadingTask:
    task = reads.reading_task(request.actor, pk, at)
    if task is None:
        raise Http404
    return task


def _form(task: ReadingTask, data: Any = None) -> ReadingForm:
    document = task.version.document
    asked = [words.asked_question(document, one) for one in task.questions]
    return ReadingForm(data, questions=task.questions, asked=asked)


def _page(
    request: ActorRequest, task: ReadingTask, form: ReadingForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of one version, perhaps with answers that were wrong."""
    document = task.version.document
    standard = reads.standard_beside(task.version, clock.now())
    table = documents.table(document, queries.situation_words(standard))
    shown = form or (_form(task) if task.read_at is None else None)
    context = {
        "task": task,
        "version": task.version,
        "document": document,
        "zone": task.version.sop.office.time_zone,
        "is_in_force": reads.is_in_force(task.version, clock.now()),
        "changes": [(one, TONES[one.row.kind]) for one in words.own_changes(task)],
        "rows": [table.rows[document.position[step.key]] for step in task.steps],
        "table": table,
        "form": shown,
        "asked": [
            (shown[name_of(one)], table.rows[document.position[one.step]])
            for one in task.questions
        ]
        if shown
        else [],
    }
    return private(request, "sops/reading_version.html", context, status)
