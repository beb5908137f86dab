"""Pages on which a draft is compared, moved on, dropped or set, and a service is ended."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prima.kernel import clock
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.http import ActorRequest
from prima.standards import actions, documents, permissions
from prima.standards.core.content import Decree
from prima.standards.forms.drafts import DecisionForm, EndingForm, ReasonForm
from prima.standards.models import Service, StandardDraft
from prima.standards.queries import consultations
from prima.standards.queries import drafting as reads
from prima.standards.views.drafts import draft_or_404, need_writer
from prima.standards.views.frame import GET_OR_POST, Asking, Done, ask, sent
from prima.ui.components import Crumb

TEMPLATE = "standards/manage/ask.html"


@require_safe
def draft_difference(request: ActorRequest, pk: int) -> HttpResponse:
    """What the draft would change in the version in force, component by component."""
    draft = draft_or_404(request, pk)
    last = _against(draft)
    context = {
        "draft": draft,
        "against": last,
        "parts": documents.compared(last.content if last else None, draft),
    }
    return render(request, "standards/manage/difference.html", context)


def _against(draft: StandardDraft) -> Any:
    return reads.last_standard(draft.service, draft.office) or draft.base


@require_POST
def draft_moved(request: ActorRequest, pk: int) -> HttpResponse:
    """Give the draft to the public discussion, or write on."""
    draft = draft_or_404(request, pk)
    try:
        actions.move_draft(draft, to=request.POST.get("to", ""), by=request.actor, at=clock.now())
    except NotAllowed:
        raise
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Keadaan rancangan sudah diubah."))
    return redirect(draft)


@require_http_methods(GET_OR_POST)
def draft_drop(request: ActorRequest, pk: int) -> HttpResponse:
    """End a draft that will not be set."""
    draft = draft_or_404(request, pk)
    form = ReasonForm(sent(request))
    asking = Asking(
        title=_("Batalkan rancangan"),
        lead=_("Rancangan tetap dapat dibaca, tetapi tidak dilanjutkan. Standar tidak berubah."),
        button=_("Batalkan rancangan ini"),
        kind="danger",
        back=draft.get_absolute_url(),
        template=TEMPLATE,
        extra={"way": _way(draft)},
    )

    def do(data: dict[str, Any]) -> Done:
        actions.drop_draft(draft, reason=data["reason"], by=request.actor, at=clock.now())
        return Done(reverse("standards:drafts"), _("Rancangan dibatalkan."))

    return ask(request, asking, form, do)


@require_http_methods(GET_OR_POST)
def draft_set(request: ActorRequest, pk: int) -> HttpResponse:
    """Set the standard by a decision; by a head who did not write it."""
    draft = draft_or_404(request, pk)
    if not permissions.can_set_standards(request.actor, draft.office):
        raise PermissionDenied(_("Halaman ini untuk pejabat yang menetapkan standar pelayanan."))
    last = reads.last_standard(draft.service, draft.office)
    heard = consultations.heard_on(draft)
    form = DecisionForm(
        sent(request),
        initial={
            "compared_with": last.pk if last else None,
            "consultation_note": documents.minutes_named(heard.consultations),
        },
    )
    asking = Asking(
        title=_("Tetapkan standar pelayanan %(name)s") % {"name": draft.title},
        lead=_(
            "Sesudah ditetapkan isinya tidak dapat diubah; perubahan menjadi versi berikutnya. "
            "Berkas yang sudah berjalan tetap memakai versi saat diterima."
        ),
        button=_("Tetapkan standar"),
        back=draft.get_absolute_url(),
        template="standards/manage/set.html",
        extra={"way": _way(draft), "heard": heard},
    )

    def do(data: dict[str, Any]) -> Done:
        decision = actions.Decision(
            Decree(data["number"], data["decree_on"], data["signatory"]),
            data["effective_on"],
            data["consultation_note"],
        )
        actions.set_standard(
            draft,
            decision,
            compared_with=data["compared_with"],
            by=request.actor,
            at=clock.now(),
        )
        day = clock.format_date(data["effective_on"])
        return Done(
            draft.get_absolute_url(),
            _("Standar ditetapkan, berlaku mulai %(day)s.") % {"day": day},
        )

    return ask(request, asking, form, do)


def _way(draft: StandardDraft) -> list[Crumb]:
    return [
        Crumb(_("Standar pelayanan"), reverse("standards:drafts")),
        Crumb(draft.title, draft.get_absolute_url()),
    ]


@require_http_methods(GET_OR_POST)
def service_end(request: ActorRequest, key: str) -> HttpResponse:
    """End a service from a day on, and say where people go."""
    need_writer(request)
    office = reads.writing_offices(request.actor, "set_standards").first()
    if office is None:
        raise PermissionDenied(_("Halaman ini untuk pejabat yang menetapkan standar pelayanan."))
    service = get_object_or_404(Service, key=key)
    form = EndingForm(sent(request))
    asking = Asking(
        title=_("Akhiri layanan %(name)s") % {"name": service.name},
        lead=_(
            "Mulai tanggal itu layanan tidak dapat diajukan lagi. Berkas yang sudah berjalan "
            "tetap diselesaikan."
        ),
        button=_("Akhiri layanan"),
        kind="danger",
        back=reverse("standards:drafts"),
        template=TEMPLATE,
        extra={"way": [Crumb(_("Standar pelayanan"), reverse("standards:drafts"))]},
    )

    def do(data: dict[str, Any]) -> Done:
        ending = actions.Ending(
            data["on"], data["why"], data["redirect_name"], data["redirect_url"]
        )
        actions.retire_service(service, office, ending, by=request.actor, at=clock.now())
        return Done(reverse("standards:drafts"), _("Akhir layanan tercatat."))

    return ask(request, asking, form, do)
