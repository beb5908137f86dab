"""The list of complaints in one's hands, and one of them with what is to be done."""

from __future__ import annotations

from typing import Final

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prima.complaints import actions, permissions, queries
from prima.complaints.forms.explaining import ExplainForm
from prima.complaints.forms.handling import AnswerForm
from prima.complaints.forms.merging import MergeForm
from prima.complaints.models import Complaint
from prima.complaints.models.procedure import steps_of
from prima.complaints.queries.alike import alike, copied_answer
from prima.complaints.queries.desk import Desk
from prima.complaints.queries.frames import frames_for
from prima.complaints.queries.inbox import APPROVAL, CONTESTED, LATE, MINE, lines
from prima.complaints.queries.shared_answers import citable, likeliest, source_of
from prima.complaints.rules import ANSWER_PARTS, COUNTED_FINDINGS, ComplaintStatus, EventKind
from prima.complaints.views.acts import DO, FORMS, offered_to
from prima.kernel import clock, codes
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord, require
from prima.kernel.http import ActorRequest, private
from prima.ui.components import Situation

PAGE: Final = 25
LONGEST_SEARCH: Final = 120
NEEDS: Final = "handle_complaints"
_UNPROCESSABLE, _CONFLICT = 422, 409


@require_safe
def inbox(request: ActorRequest) -> HttpResponse:
    """Nearest date first; without anything about who spoke."""
    require(bool(request.actor.offices_with(NEEDS)))
    number = codes.normalise_number(request.GET.get("q", "")[:40])
    if number and queries.one_for(request.actor, number) is not None:
        return redirect("complaints:complaint", number=number)
    only, at = request.GET.get("keadaan", ""), clock.now()
    only = only if only in [key for key, _label in _looks()] else ""
    asked = request.GET.get("q", "")[:LONGEST_SEARCH]
    marks = actions.marks_for(asked) if asked else []
    if marks:
        rows = queries.by_words(request.actor, marks)
    else:
        rows = queries.inbox(request.actor, at=at, only=only)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": lines(list(page), at),
        "filters": _filters(only),
        "asked": asked,
        "searched": bool(marks),
        "more_than": queries.MOST_FOUND
        if marks and page.paginator.count == queries.MOST_FOUND
        else 0,
        "may_set_limits": bool(request.actor.offices_with("decide_complaints")),
    }
    return private(request, "complaints/inbox.html", context)


@require_safe
def complaint(request: ActorRequest, number: str) -> HttpResponse:
    """One complaint: what was said, what happened, what can be done."""
    found = _found(request, number)
    return _show(request, found, _prepared(request, found) if request.GET else {})


def _prepared(request: ActorRequest, found: Complaint) -> dict[str, forms.Form]:
    """The form the address asks for, filled in from a frame, a shared answer or another report."""
    offered, asked = offered_to(request.actor, Desk(found)), request.GET
    frame, shared = asked.get("kerangka", ""), asked.get("jawaban", "")
    if "merge" in offered and asked.get("gabung"):
        return {"merge": MergeForm(None, found, initial={"into": asked["gabung"][:40]})}
    if "answer" in offered and frame.isdecimal():
        filled = frames_for(found).filter(pk=frame[:18]).values(*ANSWER_PARTS).first()
        return {"answer": AnswerForm(None, found, initial=filled or {})}
    if "explain" in offered and shared.isdecimal():
        cited = citable(found).filter(pk=shared[:18]).first()
        return {"explain": ExplainForm(None, found, cited=cited)}
    return {}


@require_POST
def acted(request: ActorRequest, number: str, act: str) -> HttpResponse:
    """Do it, or show the page again with what was typed and why not."""
    found = _found(request, number)
    if act not in FORMS:
        raise Http404
    form = FORMS[act](request.POST, found)
    status = _UNPROCESSABLE
    if form.is_valid():
        try:
            DO[act](request.actor, found, form)
        except NotAllowed:
            raise
        except RuleBroken as error:
            form.add_error(None, str(error))
            status = _CONFLICT if isinstance(error, StaleRecord) else _UNPROCESSABLE
        else:
            return _done(request, number)
    return _show(request, found, {act: form}, status=status)


def _done(request: ActorRequest, number: str) -> HttpResponse:
    """Back to the page, or to the list where it went out of one's hands."""
    if queries.one_for(request.actor, number) is None:
        messages.success(request, _("Tersimpan. Kantor lain yang menanganinya sekarang."))
        return redirect("complaints:inbox")
    messages.success(request, _("Tersimpan."))
    return redirect("complaints:complaint", number=number)


def _found(request: ActorRequest, number: str) -> Complaint:
    require(bool(request.actor.offices_with(NEEDS)))
    found = queries.one_for(request.actor, number)
    if found is None:
        raise Http404
    return found


def _can_propose(request: ActorRequest, found: Complaint) -> bool:
    return (
        found.finding in COUNTED_FINDINGS
        and found.service_id is not None
        and permissions.can_decide(request.actor, found)
        and not found.events.filter(kind=EventKind.PROPOSED).exists()
    )


def _looks() -> list[tuple[str, str]]:
    return [
        ("", _("Belum selesai")),
        (LATE, _("Terlambat")),
        (MINE, _("Tugas saya")),
        (CONTESTED, _("Dibantah")),
        (APPROVAL, _("Menunggu persetujuan")),
        *((key, str(label)) for key, label in ComplaintStatus.choices),
    ]


def _filters(only: str) -> list[Situation]:
    return [
        Situation(label, f"?keadaan={key}" if key else "?", current=key == only)
        for key, label in _looks()
    ]


def _show(
    request: ActorRequest, found: Complaint, sent: dict[str, forms.Form], status: int = 200
) -> HttpResponse:
    desk = Desk(found)
    offered = offered_to(request.actor, desk)
    context = {
        "complaint": found,
        "desk": desk,
        "events": found.events.select_related("by"),
        "receipts": queries.receipts_to_send(found),
        "dates": found.deadlines.order_by("due_at"),
        "alike": alike(request.actor, found),
        "copied": copied_answer(request.actor, found) if desk.has["has_copy"] else None,
        "acts": [(one, sent.get(one) or FORMS[one](None, found, prefix=None)) for one in offered],
        "frames": frames_for(found) if "answer" in offered else [],
        "needs_approval": desk.has["wants_approval"]
        and permissions.needs_approval(request.actor, found),
        "step": found.sop_step
        and steps_of(found, clock.now()).get(found.sop_step, found.sop_step),
        "can_merge": "merge" in offered,
        "answers": likeliest(found) if "explain" in offered else [],
        "answered_from": source_of(found),
        "form": next((one for one in sent.values() if one.is_bound), None),
        "zone": found.office.time_zone,
        "can_moderate": permissions.can_moderate(request.actor, found),
        "can_propose": _can_propose(request, found),
    }
    return private(request, "complaints/complaint.html", context, status=status)
