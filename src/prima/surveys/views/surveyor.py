"""The surveyor's list by lot: whom to ask, how to reach them, and why there was no answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from prima.kernel import clock
from prima.kernel.errors import RuleBroken, require
from prima.kernel.http import ActorRequest, attachment, private
from prima.surveys import actions, queries
from prima.surveys.actions import Contact
from prima.surveys.documents.sheet import sheet_pdf
from prima.surveys.forms.ways import NoAnswerForm
from prima.surveys.models import AskingTask
from prima.surveys.models.independence import independent_offices
from prima.surveys.rules import LONGEST_LIST, NoAnswer

UNPROCESSABLE = 422


def only_surveyors(request: ActorRequest) -> None:
    """Whoever serves in the offices they would ask about is refused, whatever their role says."""
    require(
        bool(independent_offices(request.actor)),
        _("Halaman ini untuk surveyor yang tidak bertugas di kantor yang dinilai."),
    )


@require_safe
def surveyor(request: ActorRequest) -> HttpResponse:
    """The people on the list, without names."""
    only_surveyors(request)
    tasks = list(queries.tasks_for(request.actor, clock.now()))
    context = {"tasks": tasks, "longest": LONGEST_LIST, "is_full": len(tasks) >= LONGEST_LIST}
    return private(request, "surveys/surveyor.html", context)


@require_POST
def list_taken(request: ActorRequest) -> HttpResponse:
    """Let the system draw names for the list."""
    given = actions.take_list(by=request.actor, at=clock.now())
    if given:
        messages.success(
            request,
            ngettext(
                "%(count)d orang ditambahkan melalui undian.",
                "%(count)d orang ditambahkan melalui undian.",
                given,
            )
            % {"count": given},
        )
    else:
        messages.info(request, _("Belum ada orang yang perlu ditanyai. Silakan coba besok."))
    return redirect("surveys:surveyor")


@require_safe
def person(request: ActorRequest, key: UUID) -> HttpResponse:
    """One person to ask; the name only after a click that is noted."""
    return _page(request, _task(request, key, clock.now()))


@require_POST
def contact(request: ActorRequest, key: UUID) -> HttpResponse:
    """Name and telephone in the answer to a form: no address leads to them."""
    now = clock.now()
    task = _task(request, key, now)
    shown = actions.show_contact(task, by=request.actor, at=now)
    return _page(request, task, shown=shown)


@require_POST
def without_answer(request: ActorRequest, key: UUID) -> HttpResponse:
    """Note why there is no answer."""
    now = clock.now()
    task = _task(request, key, now)
    form = NoAnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, task, form=form)
    try:
        reason = NoAnswer(form.cleaned_data["reason"])
        actions.note_no_answer(task, reason=reason, by=request.actor, at=now)
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Alasannya dihitung, tanpa nama orangnya."))
    return redirect("surveys:surveyor")


@require_POST
def sheet(request: ActorRequest, key: UUID) -> HttpResponse:
    """The paper form for somebody who would rather write."""
    now = clock.now()
    task = _task(request, key, now)
    made = actions.give_sheet(task, by=request.actor, at=now)
    pdf = sheet_pdf(made, queries.order_for(made.invitation), at=now)
    return attachment(pdf, name=f"lembar-{made.number}.pdf", content_type="application/pdf")


def _task(request: ActorRequest, key: UUID, at: datetime) -> AskingTask:
    """Somebody of the surveyor's own open list; everybody else is 404."""
    only_surveyors(request)
    task = queries.task_for(request.actor, key, at)
    if task is None:
        raise Http404
    return task


def _page(
    request: ActorRequest,
    task: AskingTask,
    *,
    shown: Contact | None = None,
    form: NoAnswerForm | None = None,
) -> HttpResponse:
    context = {"task": task, "contact": shown, "form": form or NoAnswerForm()}
    status = UNPROCESSABLE if form else 200
    return private(request, "surveys/person.html", context, status)
