"""Pages about who acts in which position: today, without cover, before, and who is away."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from prima.kernel import clock
from prima.kernel.http import ActorRequest
from prima.offices import actions, queries
from prima.offices.forms.appointments import AbsenceForm, AppointmentForm, EndForm
from prima.offices.forms.people import SureForm
from prima.offices.models import Appointment, Position
from prima.offices.queries import managing, standing
from prima.offices.views import frame
from prima.offices.views.frame import Asking, Done
from prima.ui.components import Situation

HISTORY = "riwayat"


@require_safe
def appointments(request: ActorRequest) -> HttpResponse:
    """Positions without cover first, then who stands where today; or what was before."""
    _need_viewer(request)
    if request.GET.get("tampil") == HISTORY:
        return _history(request)
    now = clock.now()
    typed = frame.typed(request)
    page = frame.page_of(request, standing.seen_positions(request.actor, typed))
    gaps = queries.cover_gaps(request.actor, now)
    context = {
        "heading": _heading(len(gaps)),
        "gaps": gaps,
        "managed": request.actor.offices_with(managing.MANAGE),
        "page": page,
        "lines": standing.position_lines(request.actor, list(page), now),
        "absences": standing.absences(request.actor, now),
        "typed": typed,
        "situations": _situations(history=False),
    }
    return render(request, "offices/manage/appointments.html", context)


@require_http_methods(frame.GET_OR_POST)
def appointment_new(request: ActorRequest, pk: int) -> HttpResponse:
    """Let somebody act in a position."""
    frame.need_manager(request)
    position = get_object_or_404(_managed_positions(request), pk=pk)
    now = clock.now()
    form = AppointmentForm(
        frame.sent(request),
        position=position,
        staff=standing.staff_to_appoint(request.actor),
        principals=standing.principals(position, now),
        choices=queries.scope_choices(position.office, position.duty, now),
        initial={"kind": request.GET.get("jenis", "")},
    )
    asking = Asking(
        title=_("Penugasan pada jabatan %(position)s") % {"position": position.title},
        lead=position.office.name,
        button=_("Catat penugasan"),
        back=_url(),
        crumbs=_crumbs(),
        template="offices/manage/appoint.html",
    )

    def do(data: dict[str, Any]) -> Done:
        made = actions.appoint(
            position,
            data["staff"],
            kind=data["kind"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            stands_in_for=data["stands_in_for"],
            deed=form.deed,
            scope=data.get("scope", ()),
            by=request.actor,
            at=clock.now(),
        )
        message = _("Tercatat: %(name)s sebagai %(title)s.")
        return Done(_url(), message % {"name": made.staff.name, "title": made.title})

    return frame.ask(request, asking, form, do)


@require_http_methods(frame.GET_OR_POST)
def appointment_end(request: ActorRequest, pk: int) -> HttpResponse:
    """Set the last day of an appointment."""
    frame.need_manager(request)
    appointment = get_object_or_404(_managed_appointments(request), pk=pk)
    today = actions.today(appointment.position.office, clock.now())
    form = EndForm(
        frame.sent(request),
        starts_on=appointment.starts_on,
        today=today,
        initial={"ends_on": today},
    )
    names = {"name": appointment.staff.name, "title": appointment.title}
    asking = Asking(
        title=_("Akhiri penugasan %(name)s") % names,
        lead=_("Sebagai %(title)s. Yang menggantikan orang ini ikut berakhir.") % names,
        button=_("Akhiri penugasan"),
        back=_url(),
        crumbs=_crumbs(),
        kind="danger",
    )

    def do(data: dict[str, Any]) -> Done:
        actions.end_appointment(appointment, by=request.actor, at=clock.now(), **data)
        return Done(_url(), _("Penugasan %(name)s sebagai %(title)s berakhir.") % names)

    return frame.ask(request, asking, form, do)


@require_http_methods(frame.GET_OR_POST)
def appointment_cancel(request: ActorRequest, pk: int) -> HttpResponse:
    """Take back an appointment that has not begun."""
    frame.need_manager(request)
    appointment = get_object_or_404(_managed_appointments(request), pk=pk)
    names = {"name": appointment.staff.name, "title": appointment.title}
    asking = Asking(
        title=_("Batalkan penugasan %(name)s") % names,
        lead=_("Sebagai %(title)s mulai %(day)s. Penugasan yang sudah berjalan tidak dibatalkan.")
        % {**names, "day": clock.format_date(appointment.starts_on)},
        button=_("Batalkan penugasan"),
        back=f"{_url()}?tampil={HISTORY}",
        crumbs=_crumbs(),
        kind="danger",
    )

    def do(_data: dict[str, Any]) -> Done:
        actions.cancel_appointment(appointment, by=request.actor, at=clock.now())
        return Done(_url(), _("Penugasan dibatalkan."))

    return frame.ask(request, asking, SureForm(frame.sent(request)), do)


@require_http_methods(frame.GET_OR_POST)
def absence_new(request: ActorRequest) -> HttpResponse:
    """Note the days somebody of one's offices is away."""
    _need_viewer(request)
    form = AbsenceForm(frame.sent(request), staff=standing.staff_to_record(request.actor))
    asking = Asking(
        title=_("Catat ketidakhadiran"),
        lead=_("Catat sebelum harinya, agar pengganti sempat ditunjuk."),
        button=_("Catat ketidakhadiran"),
        back=_url(),
        crumbs=_crumbs(),
    )

    def do(data: dict[str, Any]) -> Done:
        actions.record_absence(**data, by=request.actor, at=clock.now())
        return Done(
            _url(), _("Ketidakhadiran tercatat. Periksa apakah jabatannya perlu pengganti.")
        )

    return frame.ask(request, asking, form, do)


@require_http_methods(frame.GET_OR_POST)
def absence_end(request: ActorRequest, pk: int) -> HttpResponse:
    """The person is back, or does not go."""
    _need_viewer(request)
    now = clock.now()
    absence = get_object_or_404(standing.absences(request.actor, now), pk=pk)
    names = {"name": absence.staff.name}
    asking = Asking(
        title=_("%(name)s kembali atau batal pergi") % names,
        lead=_("Ketidakhadiran berakhir sekarang, dan Plh. untuk hari-hari itu ikut berakhir."),
        button=_("Akhiri ketidakhadiran"),
        back=_url(),
        crumbs=_crumbs(),
    )

    def do(_data: dict[str, Any]) -> Done:
        actions.end_absence(absence, by=request.actor, at=clock.now())
        return Done(_url(), _("Ketidakhadiran %(name)s berakhir.") % names)

    return frame.ask(request, asking, SureForm(frame.sent(request)), do)


def _history(request: ActorRequest) -> HttpResponse:
    page = frame.page_of(request, standing.history(request.actor))
    now = clock.now()
    context = {
        "page": page,
        "managed": request.actor.offices_with(managing.MANAGE),
        "today": timezone.localdate(now),
        "situations": _situations(history=True),
    }
    return render(request, "offices/manage/appointment_history.html", context)


def _need_viewer(request: ActorRequest) -> None:
    if not standing.seen_offices(request.actor):
        raise PermissionDenied(_("Halaman ini untuk pengelola dan penyelia kantor."))


def _managed_positions(request: ActorRequest) -> Any:
    managed = request.actor.offices_with(managing.MANAGE)
    return Position.objects.filter(office_id__in=managed, closed_on=None).select_related("office")


def _managed_appointments(request: ActorRequest) -> Any:
    managed = request.actor.offices_with(managing.MANAGE)
    return Appointment.objects.filter(position__office_id__in=managed).select_related(
        "position__office", "staff"
    )


def _situations(*, history: bool) -> list[Situation]:
    return [
        Situation(_("Hari ini"), _url(), not history),
        Situation(_("Riwayat dan rencana"), f"{_url()}?tampil={HISTORY}", history),
    ]


def _heading(gaps: int) -> str:
    if not gaps:
        return _("Semua jabatan ada yang menjalankan")
    return ngettext(
        "%(count)s jabatan perlu pengganti", "%(count)s jabatan perlu pengganti", gaps
    ) % {"count": gaps}


def _url() -> str:
    return reverse("offices:appointments")


def _crumbs() -> tuple[str, ...]:
    return (_("Penugasan"), _url())
