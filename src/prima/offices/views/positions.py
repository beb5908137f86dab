"""Pages of managers about positions: what each does, who is appointed, what procedures need."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prima.kernel import clock
from prima.kernel.http import ActorRequest
from prima.offices import actions, queries
from prima.offices.forms.people import PositionForm, SureForm, TitleForm
from prima.offices.models import Office, Position
from prima.offices.queries import managing, staffing
from prima.offices.queries.readiness import missing_duties
from prima.offices.rules import Duty
from prima.offices.views import frame
from prima.offices.views.frame import Asking, Done
from prima.ui.components import Situation

CLOSED = "ditutup"
# As many services as one remembers; the rest is a number.
NAMED_SERVICES = 3


@require_safe
def positions(request: ActorRequest) -> HttpResponse:
    """The positions of one office with what its procedures need, or of all offices."""
    frame.need_manager(request)
    now = clock.now()
    everything = staffing.managed_positions(request.actor)
    office = frame.chosen_office(request) or _only_office(request)
    if office is not None:
        everything = everything.filter(office=office)
    is_closed = request.GET.get("saring") == CLOSED
    kept = everything.filter(closed_on=None)
    gone = everything.exclude(closed_on=None)
    typed = frame.typed(request)
    page = frame.page_of(request, staffing.found_positions(gone if is_closed else kept, typed))
    url = reverse("offices:positions")
    of_office = f"kantor={office.key}" if office else ""
    context = {
        "page": page,
        "lines": staffing.position_lines(list(page), now),
        "typed": typed,
        "office": office,
        "missing": missing_duties(office, now) if office else (),
        "needs": _steps_by_duty(office) if office else {},
        "is_closed": is_closed,
        "situations": [
            Situation(_("Ada"), f"{url}?{of_office}", not is_closed, kept.count()),
            Situation(_("Ditutup"), f"{url}?saring={CLOSED}&{of_office}", is_closed, gone.count()),
        ],
    }
    return render(request, "offices/manage/positions.html", context)


@require_http_methods(frame.GET_OR_POST)
def position_new(request: ActorRequest, key: str) -> HttpResponse:
    """Add a position to an office; duties its procedures need come first."""
    office = frame.office_or_404(request, key)
    back = f"{reverse('offices:positions')}?kantor={office.key}"
    form = PositionForm(
        frame.sent(request),
        needed=_services_by_duty(office),
        initial={"duty": request.GET.get("tugas", "")},
    )
    asking = Asking(
        title=_("Jabatan baru di %(office)s") % {"office": office.name},
        lead=_("Tugas menentukan langkah SOP mana yang dikerjakan pemangku jabatan ini."),
        button=_("Buat jabatan"),
        back=back,
        crumbs=(_("Jabatan"), reverse("offices:positions"), office.name, back),
    )

    def do(data: dict[str, Any]) -> Done:
        actions.create_position(office=office, by=request.actor, at=clock.now(), **data)
        return Done(back, _("Jabatan dibuat. Tugaskan seseorang padanya."))

    return frame.ask(request, asking, form, do)


@require_http_methods(frame.GET_OR_POST)
def position_title(request: ActorRequest, pk: int) -> HttpResponse:
    """Call a position by another name."""
    position = _position_or_404(request, pk)
    form = TitleForm(frame.sent(request), initial={"title": position.title})
    lead = _("Tugasnya dalam SOP tetap: %(duty)s.") % {"duty": position.get_duty_display()}
    asking = _asking(position, _("Ubah nama jabatan"), _("Simpan nama jabatan"), lead)

    def do(data: dict[str, Any]) -> Done:
        actions.retitle_position(position, by=request.actor, at=clock.now(), **data)
        return Done(_url(position), _("Nama jabatan tersimpan."))

    return frame.ask(request, asking, form, do)


@require_http_methods(frame.GET_OR_POST)
def position_closing(request: ActorRequest, pk: int) -> HttpResponse:
    """Give a position up."""
    position = _position_or_404(request, pk)
    needs = _services_by_duty(position.office).get(position.duty, "")
    lead = (
        _("Tugas ini masih diperlukan SOP untuk: %(services)s. Pastikan ada jabatan lain.")
        % {"services": needs}
        if needs
        else _("Tidak ada SOP kantor ini yang memerlukan tugasnya. Riwayatnya tetap tersimpan.")
    )
    title = _("Tutup jabatan %(title)s") % {"title": position.title}
    asking = _asking(position, title, _("Tutup jabatan"), lead, kind="danger")

    def do(_data: dict[str, Any]) -> Done:
        actions.close_position(position, by=request.actor, at=clock.now())
        return Done(_url(position), _("Jabatan ditutup."))

    return frame.ask(request, asking, SureForm(frame.sent(request)), do)


def _position_or_404(request: ActorRequest, pk: int) -> Position:
    frame.need_manager(request)
    position = get_object_or_404(staffing.managed_positions(request.actor), pk=pk)
    if position.closed_on is not None:
        raise Http404
    return position


def _only_office(request: ActorRequest) -> Office | None:
    """The office of a manager who manages just one."""
    ids = request.actor.offices_with(managing.MANAGE)
    return Office.objects.get(pk__in=ids) if len(ids) == 1 else None


def _steps_by_duty(office: Office) -> dict[str, list[queries.DutyNeed]]:
    needs: dict[str, list[queries.DutyNeed]] = {}
    for need in queries.duty_needs(office, clock.now()):
        needs.setdefault(str(Duty(need.duty).label), []).append(need)
    return needs


def _services_by_duty(office: Office) -> dict[str, str]:
    services: dict[str, list[str]] = {}
    for need in queries.duty_needs(office, clock.now()):
        services.setdefault(need.duty, []).append(need.service)
    return {duty: _joined(names) for duty, names in services.items()}


def _joined(names: list[str]) -> str:
    more = len(names) - NAMED_SERVICES
    shown = ", ".join(names[:NAMED_SERVICES])
    if more <= 0:
        return shown
    return _("%(shown)s, dan %(count)s layanan lain") % {"shown": shown, "count": more}


def _asking(position: Position, title: str, button: str, lead: str, **more: Any) -> Asking:
    back = _url(position)
    crumbs = (_("Jabatan"), reverse("offices:positions"), position.office.name, back)
    return Asking(title=title, button=button, back=back, crumbs=crumbs, lead=lead, **more)


def _url(position: Position) -> str:
    return f"{reverse('offices:positions')}?kantor={position.office.key}"
