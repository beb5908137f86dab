"""Frames that answers are written in: list, write, replace, put away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prima.complaints import actions
from prima.complaints.forms.frames import FrameForm
from prima.complaints.models import AnswerFrame
from prima.complaints.queries.frames import frames_of, offices_of_frames
from prima.kernel import clock
from prima.kernel.errors import RuleBroken, require
from prima.kernel.http import ActorRequest, private


@require_safe
def frames(request: ActorRequest) -> HttpResponse:
    """Those of my offices."""
    offices = offices_of_frames(request.actor)
    require(offices.exists())
    return private(request, "complaints/frames.html", {"frames": frames_of(offices)})


@require_http_methods(["GET", "HEAD", "POST"])
def new_frame(request: ActorRequest) -> HttpResponse:
    """Write one."""
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def frame(request: ActorRequest, pk: int) -> HttpResponse:
    """Write one anew; who sees an answer made with the old one finds it unchanged."""
    return _write(request, _found(request, pk))


@require_POST
def frame_retired(request: ActorRequest, pk: int) -> HttpResponse:
    """Put one away."""
    actions.retire_frame(_found(request, pk), by=request.actor, at=clock.now())
    messages.success(request, _("Kerangka jawaban dihapus dari daftar."))
    return redirect("complaints:frames")


def _write(request: ActorRequest, before: AnswerFrame | None) -> HttpResponse:
    offices = offices_of_frames(request.actor)
    require(offices.exists())
    form = FrameForm(request.POST if request.method == "POST" else None, offices, before)
    if form.is_valid():
        office = before.office if before else form.cleaned_data["office"]
        try:
            actions.keep_frame(
                office, form.said, replaces=before, by=request.actor, at=clock.now()
            )
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Kerangka jawaban tersimpan."))
            return redirect("complaints:frames")
    status = 422 if form.is_bound else 200
    return private(request, "complaints/frame.html", {"form": form, "frame": before}, status)


def _found(request: ActorRequest, pk: int) -> AnswerFrame:
    offices = offices_of_frames(request.actor)
    require(offices.exists())
    return get_object_or_404(frames_of(offices), pk=pk)
