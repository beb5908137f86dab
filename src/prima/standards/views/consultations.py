"""Pages of those who keep the record of a public consultation."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prima.kernel import clock
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.kernel.http import ActorRequest
from prima.offices.public import Office
from prima.standards import actions, documents, permissions
from prima.standards.forms.consultations import (
    AttendanceForm,
    MeetingForm,
    OutcomeForm,
    rows_form,
)
from prima.standards.forms.rows import RowsFormSet
from prima.standards.models import PublicConsultation, StandardDraft
from prima.standards.queries import consultations as reads
from prima.standards.queries import drafting, services_offered, today_at
from prima.standards.views.drafts import need_writer
from prima.standards.views.frame import (
    CONFLICT,
    GET_OR_POST,
    UNPROCESSABLE,
    Asking,
    Done,
    ask,
    need,
    sent,
)
from prima.ui.components import Crumb

TEMPLATE: Final = "standards/manage/ask.html"
# What stands in the address of a list of the minutes.
PARTS: Final = {
    "peserta": "attendances",
    "masukan": "inputs",
    "kesepakatan": "agreements",
    "penanda-tangan": "signatories",
}


def consultation_or_404(request: ActorRequest, pk: int) -> PublicConsultation:
    """A consultation this person may see; another office's does not exist."""
    need_writer(request)
    return get_object_or_404(reads.consultations_for(request.actor), pk=pk)


@require_safe
def consultations(request: ActorRequest) -> HttpResponse:
    """What was held and what is planned, the last first."""
    need_writer(request)
    context = {"consultations": reads.consultations_for(request.actor)}
    return render(request, "standards/manage/consultations.html", context)


@require_safe
def consultation(request: ActorRequest, pk: int) -> HttpResponse:
    """One consultation with what its minutes still lack."""
    found = consultation_or_404(request, pk)
    gaps = documents.consultation_gaps(found, today_at(found.office))
    context = {
        "consultation": found,
        "facts": documents.consultation_facts(found),
        "must": [sentence for is_hard, sentence in gaps if is_hard],
        "should": [sentence for is_hard, sentence in gaps if not is_hard],
    }
    return render(request, "standards/manage/consultation.html", context)


@require_http_methods(GET_OR_POST)
def consultation_new(request: ActorRequest) -> HttpResponse:
    """Begin the record of a consultation."""
    need_writer(request)
    office = _office(request)
    form = _meeting_form(request, office, {})
    asking = Asking(
        title=_("Catat konsultasi publik"),
        lead=_(
            "Catat lebih dahulu waktu, tempat, dan bahasannya; daftar peserta, masukan, dan "
            "kesepakatan menyusul sesudah pertemuan."
        ),
        button=_("Simpan konsultasi"),
        back=reverse("standards:consultations"),
        template=TEMPLATE,
        extra={"way": [_home()]},
    )

    def do(data: dict[str, Any]) -> Done:
        made = actions.record_consultation(
            office, _meeting(data), by=request.actor, at=clock.now()
        )
        return Done(made.get_absolute_url(), _("Konsultasi tercatat."))

    return ask(request, asking, form, do)


def _office(request: ActorRequest) -> Office:
    offices = drafting.writing_offices(request.actor)
    key = request.GET.get("kantor", "")
    found = offices.filter(key=key).first() if key else offices.first()
    if found is None:
        raise Http404
    return found


def _meeting_form(
    request: ActorRequest,
    office: Office,
    initial: dict[str, Any],
    found: PublicConsultation | None = None,
) -> MeetingForm:
    drafts = StandardDraft.objects.open().filter(office=office).select_related("service")
    if found is not None:
        drafts = drafts | found.drafts.select_related("service")
    return MeetingForm(
        sent(request), drafts=drafts.distinct(), services=services_offered(office), initial=initial
    )


def _meeting(data: dict[str, Any]) -> actions.Meeting:
    names = ("topic", "title", "held_on", "place", "text", "record_number")
    return actions.Meeting(
        **{name: data[name] for name in names},
        drafts=list(data.get("drafts", ())),
        services=list(data.get("services", ())),
    )


@require_http_methods(GET_OR_POST)
def consultation_edit(request: ActorRequest, pk: int) -> HttpResponse:
    """Change when, where and about what people met."""
    found = consultation_or_404(request, pk)
    if found.is_closed:
        return _closed_already(request, found)
    names = ("topic", "title", "held_on", "place", "text", "record_number", "revision")
    initial = {name: getattr(found, name) for name in names}
    initial |= {"drafts": found.drafts.all(), "services": found.services.all()}
    asking = Asking(
        title=_("Ubah keterangan pertemuan"),
        button=_("Simpan keterangan"),
        back=found.get_absolute_url(),
        template=TEMPLATE,
        extra={"way": _way(found)},
    )

    def do(data: dict[str, Any]) -> Done:
        actions.edit_consultation(
            found, _meeting(data), revision=data["revision"] or 0, by=request.actor, at=clock.now()
        )
        return Done(found.get_absolute_url(), _("Tersimpan."))

    return ask(request, asking, _meeting_form(request, found.office, initial, found), do)


def _closed_already(request: ActorRequest, found: PublicConsultation) -> HttpResponse:
    messages.error(request, _("Berita acara sudah ditutup, jadi isinya tetap."))
    return redirect(found)


@require_http_methods(GET_OR_POST)
def consultation_part(request: ActorRequest, pk: int, slug: str) -> HttpResponse:
    """One list of the minutes as a form."""
    found = consultation_or_404(request, pk)
    if slug not in PARTS:
        raise Http404
    if found.is_closed:
        return _closed_already(request, found)
    form = _part_form(request, found, PARTS[slug])
    if request.method != "POST":
        return _part_page(request, found, slug, form)
    if not form.is_valid():
        return _part_page(request, found, slug, form, status=UNPROCESSABLE)
    try:
        _write(request, found, PARTS[slug], form)
    except NotAllowed:
        raise
    except RuleBroken as error:
        status = CONFLICT if isinstance(error, StaleRecord) else UNPROCESSABLE
        found.refresh_from_db(fields=["revision"])
        return _part_page(request, found, slug, form, refusal=str(error), status=status)
    messages.success(request, _("Tersimpan."))
    if "more" in request.POST:
        return redirect(f"{request.path}?tambah=1#baris-baru")
    return redirect(f"{found.get_absolute_url()}#{slug}")


def _part_form(
    request: ActorRequest, found: PublicConsultation, part: str
) -> AttendanceForm | RowsFormSet:
    if part == "attendances":
        return AttendanceForm(sent(request), consultation=found)
    return rows_form(found, part, sent(request), more="tambah" in request.GET)


def _write(
    request: ActorRequest, found: PublicConsultation, part: str, form: AttendanceForm | RowsFormSet
) -> None:
    typed = request.POST.get("revision", "")
    revision = int(typed) if typed.isdecimal() and len(typed) < 10 else 0  # noqa: PLR2004 - digits of a column
    actions.write_list(
        found, part, form.rows(), revision=revision, by=request.actor, at=clock.now()
    )


def _part_page(
    request: ActorRequest,
    found: PublicConsultation,
    slug: str,
    form: AttendanceForm | RowsFormSet,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    titles = {
        "peserta": _("Peserta"),
        "masukan": _("Masukan dan jawabannya"),
        "kesepakatan": _("Kesepakatan"),
        "penanda-tangan": _("Penanda tangan berita acara"),
    }
    is_rows = not isinstance(form, forms.Form)
    shown = request.POST.get("revision", found.revision) if not refusal else found.revision
    context = {
        "consultation": found,
        "slug": slug,
        "title": titles[slug],
        "rows": form if is_rows else None,
        "form": None if is_rows else form,
        "revision": shown,
        "refusal": refusal,
        "has_errors": bool(refusal) or status != 200,  # noqa: PLR2004 - the ordinary page
    }
    return render(request, "standards/manage/consultation_part.html", context, status=status)


@require_http_methods(GET_OR_POST)
def consultation_closing(request: ActorRequest, pk: int) -> HttpResponse:
    """Close the minutes after seeing what follows from it."""
    found = consultation_or_404(request, pk)
    if found.is_closed:
        return _closed_already(request, found)
    asking = Asking(
        title=_("Tutup berita acara"),
        lead=_(
            "Tutup sesudah berita acara ditandatangani kedua pihak. Isinya tidak dapat diubah "
            "lagi, dan hasilnya terbaca oleh masyarakat tanpa nama orang."
        ),
        button=_("Tutup berita acara ini"),
        back=found.get_absolute_url(),
        template=TEMPLATE,
        extra={"way": _way(found)},
    )

    def do(_data: dict[str, Any]) -> Done:
        actions.close_consultation(found, by=request.actor, at=clock.now())
        return Done(found.get_absolute_url(), _("Berita acara ditutup dan hasilnya terbit."))

    return ask(request, asking, forms.Form(sent(request)), do)


@require_http_methods(GET_OR_POST)
def agreement_outcome(request: ActorRequest, pk: int, agreement: int) -> HttpResponse:
    """Say what became of an agreement."""
    found = consultation_or_404(request, pk)
    one = get_object_or_404(found.agreements, pk=agreement)
    need(
        permissions.can_keep_consultations(request.actor, found.office),
        _("Halaman ini untuk penyusun dan penetap standar pelayanan."),
    )
    asking = Asking(
        title=_("Catat hasil kesepakatan"),
        lead=one.text,
        button=_("Simpan hasil"),
        back=found.get_absolute_url(),
        template=TEMPLATE,
        extra={"way": _way(found)},
    )

    def do(data: dict[str, Any]) -> Done:
        actions.settle_agreement(one, by=request.actor, at=clock.now(), **data)
        return Done(f"{found.get_absolute_url()}#kesepakatan", _("Hasil kesepakatan tercatat."))

    return ask(request, asking, OutcomeForm(sent(request)), do)


@require_safe
def consultation_minutes(request: ActorRequest, pk: int) -> HttpResponse:
    """The minutes as PDF, to be signed."""
    found = consultation_or_404(request, pk)
    pdf = documents.minutes_pdf(
        found, language=get_language() or "id", at=found.closed_at or clock.now()
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="berita-acara-{found.pk}.pdf"'
    response["Cache-Control"] = "no-store, private"
    return response


def _home() -> Crumb:
    return Crumb(_("Konsultasi publik"), reverse("standards:consultations"))


def _way(found: PublicConsultation) -> list[Crumb]:
    return [_home(), Crumb(str(found), found.get_absolute_url())]
