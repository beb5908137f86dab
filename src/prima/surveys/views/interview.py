"""The page a surveyor asks from: it stays open without a signal and sends later."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from prima.kernel import clock, idempotency
from prima.kernel.http import ActorRequest, private
from prima.surveys import actions, queries
from prima.surveys.core.elements import Element, ElementOrder, ordered
from prima.surveys.forms.ways import InterviewForm
from prima.surveys.models import AskingTask
from prima.surveys.views.surveyor import UNPROCESSABLE, only_surveyors

_GONE: Final = 410


@require_http_methods(["GET", "HEAD", "POST"])
def interview(request: ActorRequest) -> HttpResponse:
    """All questions on one page; the same form serves with and without a signal."""
    only_surveyors(request)
    tasks = list(queries.tasks_for(request.actor, clock.now()))
    if request.method == "POST":
        return _take(request, _elements(tasks))
    form = InterviewForm(_elements(tasks), tasks)
    form.initial["person"] = request.GET.get("orang", "")
    return _page(request, form)


@require_safe
def interviewed(request: ActorRequest) -> HttpResponse:
    """The answer is in; the telephone knows by this page that it may forget its copy."""
    only_surveyors(request)
    return private(request, "surveys/interviewed.html", {})


@require_safe
def worker(request: ActorRequest) -> HttpResponse:
    """The script that opens the page without a signal; its address says for which pages."""
    only_surveyors(request)
    script = resources.files("prima.ui") / "static" / "ui" / "survey-worker.js"
    response = HttpResponse(script.read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def _take(request: ActorRequest, elements: Sequence[Element]) -> HttpResponse:
    """Note one interview; sent twice it counts once."""
    # Answered ones too: the answer may be in and only its receipt lost on the way.
    form = InterviewForm(elements, queries.tasks_given(request.actor), request.POST)
    key = request.POST.get("idempotency_key", "")
    if not form.is_valid() or len(key) < idempotency.SHORTEST_KEY:
        return _page(request, form, UNPROCESSABLE)
    try:
        actions.answer_for(
            form.task,
            channel=form.channel,
            answers=form.answers,
            comment=form.cleaned_data["comment"],
            profile=form.profile,
            key=key,
            by=request.actor,
            at=clock.now(),
        )
    except actions.LinkClosed as error:
        form.add_error("person", str(error))
        return _page(request, form, _GONE)
    return redirect("surveys:interviewed")


def _elements(tasks: Sequence[AskingTask]) -> tuple[Element, ...]:
    """In the order of the office that is asked about."""
    order = queries.order_for(tasks[0].invitation) if tasks else ElementOrder.LIST
    return ordered(order)


def _page(request: ActorRequest, form: InterviewForm, status: int = 200) -> HttpResponse:
    return private(request, "surveys/interview.html", {"form": form}, status)
