"""Pages of the service charter: for everybody, on the wall, and for those who set it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prima.kernel import clock
from prima.kernel.http import ActorRequest
from prima.offices.public import Office
from prima.standards import actions, documents, permissions
from prima.standards.actions import CharterText
from prima.standards.forms.charters import USUAL_PROMISES, CharterForm, PublicationForm
from prima.standards.models import ServiceCharter
from prima.standards.queries import charters as reads
from prima.standards.queries import drafting, today_at
from prima.standards.views.drafts import need_writer
from prima.standards.views.frame import GET_OR_POST, Asking, Done, ask, need, sent
from prima.ui.components import Crumb

_TEXT = tuple(CharterText.__dataclass_fields__)


@login_not_required
@require_safe
def charter_page(request: HttpRequest) -> HttpResponse:
    """The charter in force of the office asked for (`?kantor=`), else of the highest office."""
    published = reads.charters_published(timezone.localdate(clock.now()))
    found, office = _asked(request, published)
    if found is None or office is None:
        return render(request, "standards/charter_none.html", {"office": office})
    promised = reads.promised(office)
    context = {
        "charter": found,
        "office": office,
        "facts": documents.charter_facts(found),
        "sheet": documents.charter_sheet(promised),
        "others": [one.office for one in published if one.office_id != office.pk],
        "poster_url": f"{reverse('standards:charter_poster')}?kantor={office.key}",
    }
    return render(request, "standards/charter.html", context)


@login_not_required
@require_safe
def charter_poster(request: HttpRequest) -> HttpResponse:
    """The same for the wall, on A3."""
    published = reads.charters_published(timezone.localdate(clock.now()))
    found, office = _asked(request, published)
    if found is None or office is None:
        raise Http404(_("Maklumat kantor ini belum ditetapkan."))
    sheet = documents.charter_sheet(reads.promised(office))
    pdf = documents.charter_poster(
        found, office, sheet, language=get_language() or "id", at=found.recorded_at
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="maklumat-{office.key}.pdf"'
    return response


def _asked(
    request: HttpRequest, published: list[ServiceCharter]
) -> tuple[ServiceCharter | None, Office | None]:
    key = request.GET.get("kantor", "")
    if key:
        office = get_object_or_404(Office, key=key)
        return reads.charter_in_force(office, today_at(office)), office
    return (published[0], published[0].office) if published else (None, None)


@require_safe
def charters(request: ActorRequest) -> HttpResponse:
    """What each office has promised, and what is still to be done about it."""
    need_writer(request)
    versions: dict[int, list[ServiceCharter]] = {}
    for one in reads.charters_for(request.actor):
        versions.setdefault(one.office_id, []).append(one)
    context = {
        "rows": [
            {
                "office": office,
                "charters": versions.get(office.pk, []),
                "may_set": permissions.can_set_standards(request.actor, office),
            }
            for office in drafting.writing_offices(request.actor)
        ]
    }
    return render(request, "standards/manage/charters.html", context)


@require_safe
def charter(request: ActorRequest, pk: int) -> HttpResponse:
    """One version of a charter, and where it was made known."""
    found = _charter_or_404(request, pk)
    context = {
        "charter": found,
        "facts": documents.charter_facts(found),
        "publications": found.publications.all(),
        "in_force": reads.charter_in_force(found.office, today_at(found.office)),
        "may_publish": permissions.can_publish_charter(request.actor, found.office),
        "may_set": permissions.can_set_standards(request.actor, found.office),
    }
    return render(request, "standards/manage/charter.html", context)


def _charter_or_404(request: ActorRequest, pk: int) -> ServiceCharter:
    need_writer(request)
    return get_object_or_404(reads.charters_for(request.actor), pk=pk)


@require_http_methods(GET_OR_POST)
def charter_new(request: ActorRequest) -> HttpResponse:
    """Record the charter the head has signed, begun from the one before."""
    need_writer(request)
    office = _office_to_set(request)
    last = reads.last_charter(office)
    form = CharterForm(sent(request), initial=_begun(last))
    asking = Asking(
        title=_("Tetapkan maklumat %(office)s") % {"office": office.name},
        lead=_(
            "Tulis janji seperti pada naskah yang ditandatangani kepala. Sesudah disimpan isinya "
            "tidak dapat diubah; perubahan menjadi versi berikutnya."
        ),
        button=_("Tetapkan maklumat"),
        back=reverse("standards:charters"),
        template="standards/manage/ask.html",
        extra={"way": [_home()]},
    )

    def do(data: dict[str, Any]) -> Done:
        made = actions.set_charter(
            office,
            CharterText(**{name: data[name] for name in _TEXT}),
            replaces=data["replaces"],
            by=request.actor,
            at=clock.now(),
        )
        return Done(
            made.get_absolute_url(),
            _("Maklumat ditetapkan. Cetak posternya, lalu catat di mana disiarkan."),
        )

    return ask(request, asking, form, do)


def _office_to_set(request: ActorRequest) -> Office:
    """The office asked for, or the highest in which this person sets standards."""
    offices = drafting.writing_offices(request.actor, "set_standards")
    need(offices.exists(), _("Halaman ini untuk pejabat yang menetapkan standar pelayanan."))
    key = request.GET.get("kantor", "")
    chosen = offices.filter(key=key).first() if key else offices.first()
    if chosen is None:
        raise Http404
    return chosen


def _begun(last: ServiceCharter | None) -> dict[str, Any]:
    if last is None:
        return {name: str(words) for name, words in USUAL_PROMISES.items()}
    kept = {
        name: getattr(last, name) for name in (*USUAL_PROMISES, "signatory", "position", "place")
    }
    return {**kept, "replaces": last.version}


@require_http_methods(GET_OR_POST)
def charter_published(request: ActorRequest, pk: int) -> HttpResponse:
    """Note where the charter was made known."""
    found = _charter_or_404(request, pk)
    asking = Asking(
        title=_("Catat penyiaran maklumat"),
        lead=_("Maklumat disiarkan di media cetak dan media elektronik."),
        button=_("Simpan catatan"),
        back=found.get_absolute_url(),
        template="standards/manage/ask.html",
        extra={"way": [_home(), Crumb(str(found), found.get_absolute_url())]},
    )

    def do(data: dict[str, Any]) -> Done:
        actions.note_publication(found, by=request.actor, at=clock.now(), **data)
        return Done(found.get_absolute_url(), _("Catatan penyiaran tersimpan."))

    return ask(request, asking, PublicationForm(sent(request)), do)


def _home() -> Crumb:
    return Crumb(_("Maklumat pelayanan"), reverse("standards:charters"))
