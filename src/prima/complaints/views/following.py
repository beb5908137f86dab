"""Following a report by number and words, and answering the office; no account, no cookie."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from prima.complaints import actions, queries
from prima.complaints.forms.checklist import GiveForm
from prima.complaints.forms.speaking import ReportCodeForm, TalkForm
from prima.complaints.models import Complaint
from prima.complaints.queries.checklist import still_missing
from prima.complaints.queries.shared_answers import readable_source
from prima.complaints.rules import EventKind
from prima.complaints.views import passes
from prima.kernel import clock, limits_in_memory
from prima.kernel.actors import CITIZEN
from prima.kernel.errors import RuleBroken
from prima.kernel.http import network_address
from prima.ui.components import Moment

SENDINGS: Final = (200, 60 * 60)
ACTS: Final = ("reply", "confirm", "contest", "withdraw")
ASKS_WITHDRAWAL: Final = "ask-withdraw"


@login_not_required
@require_safe
def track(request: HttpRequest) -> HttpResponse:
    """Ask for what stands on the receipt."""
    return render(request, "complaints/track.html", {"form": ReportCodeForm()})


@login_not_required
@csrf_exempt  # nothing to forge: no cookie counts here, number and words are the key
@never_cache
@require_POST
def followed(request: HttpRequest) -> HttpResponse:
    """Number and words open the page; a pass in it lets its reader answer."""
    form = ReportCodeForm(request.POST)
    address = network_address(request)
    found = form.opened(partial(queries.find_by_code, address=address, at=clock.now()))
    if found is None:
        return render(request, "complaints/track.html", {"form": form}, status=422)
    if isinstance(found, queries.Paper):
        return render(request, "complaints/paper.html", {"paper": found})
    return show(request, found, TalkForm())


@login_not_required
@csrf_exempt  # nothing to forge: no cookie counts here, the pass was given for number and words
@never_cache
@require_POST
def talked(request: HttpRequest) -> HttpResponse:
    """What the person who spoke says to the answer, or to a question of the office."""
    limits_in_memory.check("complaints.talk", network_address(request), limit=SENDINGS)
    opened = passes.complaint_of(request.POST.get("pass", ""))
    complaint = queries.with_pass(opened) if opened else None
    if complaint is None:
        return redirect("complaints:track")
    form = TalkForm(request.POST)
    act = request.POST.get("act", "")
    if act == ASKS_WITHDRAWAL and complaint.is_open:
        context = {"complaint": complaint, "token": passes.new_pass(complaint.pk)}
        return render(request, "complaints/withdraw.html", context)
    if act not in ACTS or not form.is_valid():
        return show(request, complaint, form, status=422)
    try:
        _do(complaint, act, form.cleaned_data["text"])
    except RuleBroken as error:
        form.add_error("text", str(error))
        return show(request, complaint, form, status=422)
    found = queries.with_pass(complaint.pk)
    return show(request, found or complaint, TalkForm(), said=act)


def _do(complaint: Complaint, act: str, text: str) -> None:
    at = clock.now()
    if act == "reply":
        actions.reply(complaint, text=text, by=CITIZEN, at=at)
    elif act == "contest":
        actions.contest(complaint, reason=text, by=CITIZEN, at=at)
    elif act == "confirm":
        actions.confirm(complaint, by=CITIZEN, at=at)
    else:
        actions.withdraw(complaint, by=CITIZEN, at=at)


def show(
    request: HttpRequest,
    complaint: Complaint,
    form: TalkForm,
    status: int = 200,
    *,
    said: str = "",
    giving: GiveForm | None = None,
) -> HttpResponse:
    """The page of a complaint; what was just sent and refused stays in its own form."""
    zone = complaint.office.time_zone
    context: dict[str, Any] = {
        "complaint": complaint,
        "form": form,
        "talk": queries.talk_of(complaint),
        "dates": complaint.deadlines.filter(
            met_at=None, stage__in=("verify", "first_answer", "settle")
        ),
        "moments": [
            Moment(str(EventKind(one.kind).label), clock.format_moment(one.at, zone), "done")
            for one in queries.talk_of(complaint)
        ],
        "missing": [
            giving if giving and giving.item == one else GiveForm(one)
            for one in still_missing(complaint)
        ],
        "has_errors": giving is not None,
        "token": passes.new_pass(complaint.pk),
        "said": said,
        "cited": readable_source(complaint),
        "title": _("Laporan %(number)s") % {"number": complaint.number},
    }
    return render(request, "complaints/followed.html", context, status=status)
