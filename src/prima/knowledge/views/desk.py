"""The information desk: find the answer, read it out, note in ten seconds whether it helped."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prima.kernel import clock, idempotency
from prima.kernel.errors import NotAllowed, RuleBroken, require
from prima.kernel.http import ActorRequest, private
from prima.knowledge import actions, queries
from prima.knowledge.forms import DeskForm
from prima.knowledge.models import KnowledgeVersion
from prima.knowledge.rules import DeskChannel, Satisfaction
from prima.offices.public import Office

SHOWN: Final = 5
LONGEST_SEARCH: Final = 120
_UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: ActorRequest) -> HttpResponse:
    """Search by what was asked; sent, the question is noted with its answer."""
    offices = queries.offices_of_desk(request.actor)
    require(offices.exists())
    asked = request.POST.get("question", "") or request.GET.get("q", "")
    asked = asked.replace("\x00", "").strip()[:LONGEST_SEARCH]
    readable = queries.published_for(request.actor, timezone.localdate(clock.now()))
    found = list(queries.matching(readable, asked)[:SHOWN]) if asked else []
    sent = request.POST if request.method == "POST" else None
    form = DeskForm(sent, offices, readable, found, initial=_likely(asked, found, offices))
    if sent is not None and form.is_valid() and _note(request, form):
        messages.success(request, _("Pertanyaan tercatat."))
        return redirect("knowledge:desk")
    return _show(request, form, found, asked)


def _likely(
    asked: str, found: list[KnowledgeVersion], offices: QuerySet[Office]
) -> dict[str, Any]:
    """What needs no choosing; which answer was read out is chosen when there are several."""
    only = found[0] if len(found) == 1 else None
    service = only.article.service if only else None
    return {
        "question": asked,
        "answered_with": only.pk if only else None if found else "",
        "service": service.key if service else None,
        "office": offices[0].key,
    }


def _show(
    request: ActorRequest, form: DeskForm, found: list[KnowledgeVersion], asked: str
) -> HttpResponse:
    now = clock.now()
    context = {
        "form": form,
        "asked": asked,
        "lines": queries.lines(found, timezone.localdate(now)),
        "figures": queries.desk_figures(request.actor, now),
        "unanswered": queries.unanswered(request.actor, now),
        "typed_url": f"{reverse('complaints:typed')}?jenis=information",
    }
    status = _UNPROCESSABLE if form.is_bound else 200
    return private(request, "knowledge/desk.html", context, status)


def _note(request: ActorRequest, form: DeskForm) -> bool:
    def noted() -> str:
        made = actions.take_question(_asked(form.cleaned_data), by=request.actor, at=clock.now())
        return str(made.pk)

    key = request.POST.get("idempotency_key", "")
    try:
        if len(key) >= idempotency.SHORTEST_KEY:
            idempotency.once(key, "desk.question", noted)
        else:
            noted()
    except NotAllowed:
        raise
    except RuleBroken as error:
        form.add_error(None, str(error))
        return False
    return True


def _asked(data: dict[str, Any]) -> actions.Asked:
    return actions.Asked(
        office=data["office"],
        service=data["service"],
        channel=DeskChannel(data["channel"]),
        question=data["question"],
        answered_with=data["answered_with"],
        source=data["source"],
        satisfaction=Satisfaction(data["satisfaction"]),
    )
