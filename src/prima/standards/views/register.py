"""The pages of those who keep the register of rules."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from prima.kernel import clock
from prima.kernel.http import ActorRequest
from prima.standards import actions, documents, permissions, queries
from prima.standards.actions import RegulationDetails
from prima.standards.forms.register import (
    DetailsForm,
    EndForm,
    EndUndoForm,
    FilterForm,
    NewRegulationForm,
    ReviewForm,
)
from prima.standards.models import Regulation
from prima.standards.views import frame
from prima.standards.views.frame import Asking, Done
from prima.ui.components import Situation

_PAGE = 50
_DETAILS = tuple(RegulationDetails.__dataclass_fields__)


@require_safe
def register(request: ActorRequest) -> HttpResponse:
    """The register with what waits to be reviewed, and what is cited and not in it."""
    frame.need_register(request)
    today, typed = timezone.localdate(), frame.typed(request)
    kind, state = request.GET.get("jenis", ""), request.GET.get("keadaan", "")
    found = queries.found_regulations(typed, kind)
    states = queries.by_state(found, today)
    page = Paginator(states.get(state, found), _PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": queries.register_lines(list(page), today),
        "search": FilterForm(initial={"q": typed, "jenis": kind, "keadaan": state}),
        "situations": _situations(request, states, state, found.count()),
        "reviews": queries.reviews_to_see(request.actor),
        "missing": queries.missing_rules(),
        "may_add": queries.offices_to_add_for(request.actor).exists(),
    }
    return render(request, "standards/register/register.html", context)


@require_safe
def regulation(request: ActorRequest, pk: int) -> HttpResponse:
    """One rule: what is known of it, what leans on it, and what is being reviewed."""
    found = _regulation_or_404(request, pk)
    today, tops = timezone.localdate(), queries.top_ids()
    may_end = permissions.can_end_regulation(request.actor, found, tops)
    context = {
        "regulation": found,
        "facts": documents.regulation_facts(found, today),
        "standing": found.standing_on(today),
        "leaning": queries.leaning_lines(found, today),
        "reviews": found.reviews.open().select_related("service", "office"),
        "may_correct": permissions.can_correct_regulation(request.actor, found, tops),
        "may_end": may_end and found.in_force_until is None,
        "may_undo": may_end and found.was_ended_here,
    }
    return render(request, "standards/register/regulation.html", context)


@require_http_methods(frame.GET_OR_POST)
def regulation_new(request: ActorRequest) -> HttpResponse:
    """Add a rule that is missing."""
    frame.need_register(request)
    office = queries.offices_to_add_for(request.actor).first()
    frame.need(office is not None, _("Aturan ditambahkan oleh Penyusun atau Kepala."))
    form = NewRegulationForm(frame.sent(request), initial={"rule": frame.typed(request)})
    asking = Asking(
        title=_("Tambah aturan"),
        lead=_("Kutipan yang sudah menyebut aturan ini langsung tersambung."),
        button=_("Simpan aturan"),
        back=reverse("standards:register"),
    )

    def do(data: dict[str, Any]) -> Done:
        assert office is not None  # noqa: S101 - asked above
        added = actions.add_regulation(
            data["name"], _details(data), office=office, by=request.actor, at=clock.now()
        )
        return Done(added.get_absolute_url(), _("Aturan ditambahkan."))

    return frame.ask(request, asking, form, do)


@require_http_methods(frame.GET_OR_POST)
def regulation_edit(request: ActorRequest, pk: int) -> HttpResponse:
    """Put right what the register says of a rule."""
    found = _regulation_or_404(request, pk)
    may = permissions.can_correct_regulation(request.actor, found, queries.top_ids())
    frame.need(may, _not_yours())
    shown = {name: getattr(found, name) for name in (*_DETAILS, "revision")}
    form = DetailsForm(frame.sent(request), initial=shown)
    asking = Asking(
        title=_("Betulkan %(rule)s") % {"rule": found},
        button=_("Simpan pembetulan"),
        back=found.get_absolute_url(),
        crumbs=(str(found), found.get_absolute_url()),
    )

    def do(data: dict[str, Any]) -> Done:
        actions.correct_regulation(
            found, _details(data), revision=_revision(data), by=request.actor, at=clock.now()
        )
        return Done(found.get_absolute_url(), _("Pembetulan tersimpan."))

    return frame.ask(request, asking, form, do)


@require_http_methods(frame.GET_OR_POST)
def regulation_end(request: ActorRequest, pk: int) -> HttpResponse:
    """Mark a rule as revoked, after seeing all that leans on it."""
    found = _regulation_or_404(request, pk)
    may = permissions.can_end_regulation(request.actor, found, queries.top_ids())
    frame.need(may, _not_yours())
    form = EndForm(frame.sent(request), initial={"revision": found.revision})
    asking = Asking(
        title=_("Catat pencabutan %(rule)s") % {"rule": found},
        lead=_("Setiap standar dan SOP di bawah ini akan diminta ditinjau ulang."),
        button=_("Catat pencabutan"),
        kind="danger",
        back=found.get_absolute_url(),
        crumbs=(str(found), found.get_absolute_url()),
        template="standards/register/end.html",
        extra={"leaning": queries.leaning_lines(found, timezone.localdate())},
    )

    def do(data: dict[str, Any]) -> Done:
        opened = actions.end_regulation(
            found, on=data["on"], replaced_by=data["replaced_by"], reason=data["reason"],
            revision=_revision(data), by=request.actor, at=clock.now(),
        )  # fmt: skip
        sentence = ngettext(
            "Pencabutan dicatat. %(count)d peninjauan ulang dibuka.",
            "Pencabutan dicatat. %(count)d peninjauan ulang dibuka.",
            len(opened),
        )
        return Done(found.get_absolute_url(), sentence % {"count": len(opened)})

    return frame.ask(request, asking, form, do)


@require_http_methods(frame.GET_OR_POST)
def regulation_end_undo(request: ActorRequest, pk: int) -> HttpResponse:
    """Take back a revocation that was a mistake, after seeing what that closes."""
    found = _regulation_or_404(request, pk)
    may = permissions.can_end_regulation(request.actor, found, queries.top_ids())
    frame.need(may, _not_yours())
    asking = Asking(
        title=_("Pencabutan %(rule)s keliru") % {"rule": found},
        lead=_(
            "Aturan ini berlaku lagi seperti sebelum dicabut. Peninjauan ulang yang belum dijawab "
            "ditutup dengan alasan Anda; yang sudah dijawab atau sudah diubah tetap seperti itu."
        ),
        button=_("Berlakukan lagi"),
        back=found.get_absolute_url(),
        crumbs=(str(found), found.get_absolute_url()),
        template="standards/register/end_undo.html",
        extra={
            "facts": documents.end_facts(found),
            "reviews": found.reviews.open().select_related("service", "office"),
        },
    )

    def do(data: dict[str, Any]) -> Done:
        closed = actions.undo_end(
            found, reason=data["reason"], revision=_revision(data), by=request.actor,
            at=clock.now(),
        )  # fmt: skip
        sentence = ngettext(
            "Aturan ini berlaku lagi. %(count)d peninjauan ulang ditutup.",
            "Aturan ini berlaku lagi. %(count)d peninjauan ulang ditutup.",
            len(closed),
        )
        return Done(found.get_absolute_url(), sentence % {"count": len(closed)})

    form = EndUndoForm(frame.sent(request), initial={"revision": found.revision})
    return frame.ask(request, asking, form, do)


@require_http_methods(frame.GET_OR_POST)
def review(request: ActorRequest, pk: int) -> HttpResponse:
    """One review: why it was opened, and what it comes to."""
    frame.need_register(request)
    found = get_object_or_404(queries.reviews_for(request.actor), pk=pk)
    may_close = found.closed_at is None and permissions.can_close_review(request.actor, found)
    if request.method == "POST":
        frame.need(may_close, _("Peninjauan ini ditutup oleh Verifikator atau Kepala kantornya."))
    title = _("Tinjau ulang: %(what)s %(service)s") % {
        "what": found.get_kind_display(),
        "service": found.service,
    }
    asking = Asking(
        title=title,
        button=_("Tutup peninjauan"),
        back=reverse("standards:register"),
        template="standards/register/review.html",
        extra={
            "review": found,
            "facts": documents.review_facts(found),
            "may_close": may_close,
            "page_url": queries.page_of(found.kind, found.service, found.office),
        },
    )

    def do(data: dict[str, Any]) -> Done:
        actions.close_review(found, by=request.actor, at=clock.now(), **data)
        return Done(reverse("standards:register"), _("Peninjauan ditutup."))

    return frame.ask(request, asking, ReviewForm(frame.sent(request)), do)


def _regulation_or_404(request: ActorRequest, pk: int) -> Regulation:
    frame.need_register(request)
    return get_object_or_404(Regulation, pk=pk)


def _not_yours() -> str:
    return _(
        "Aturan ini milik daftar bersama. Mintalah kantor induk, yang berlaku untuk semua kantor "
        "di bawahnya."
    )


def _details(data: dict[str, Any]) -> RegulationDetails:
    return RegulationDetails(**{name: data[name] for name in _DETAILS})


def _revision(data: dict[str, Any]) -> int:
    """The revision that was shown; a form without one is as old as can be."""
    return data["revision"] if data["revision"] is not None else -1


def _situations(
    request: ActorRequest, states: dict[str, Any], current: str, total: int
) -> list[Situation]:
    labels = {
        "berlaku": _("Berlaku"),
        "belum": _("Belum berlaku"),
        "berakhir": _("Tidak berlaku lagi"),
        "periksa": _("Belum dicocokkan"),
    }
    query = request.GET.copy()
    query.pop("page", None)

    def url(state: str) -> str:
        query["keadaan"] = state
        return f"?{query.urlencode()}"

    return [
        Situation(_("Semua"), url(""), current not in states, total),
        *(
            Situation(labels[name], url(name), name == current, rows.count())
            for name, rows in states.items()
        ),
    ]
