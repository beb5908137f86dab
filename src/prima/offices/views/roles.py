"""Pages of managers about roles: who has which one where, today and before."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prima.kernel import clock
from prima.kernel.http import ActorRequest
from prima.offices import actions
from prima.offices.forms.people import RoleEndForm, RoleForm
from prima.offices.models import Office
from prima.offices.queries import managing, staffing
from prima.offices.views import frame
from prima.offices.views.frame import Asking, Done
from prima.offices.views.staff import member_or_404
from prima.ui.components import Situation

PAST = "berakhir"


@require_safe
def roles(request: ActorRequest) -> HttpResponse:
    """Who has which role where, today or before."""
    frame.need_manager(request)
    today = timezone.localdate(clock.now())
    everything = staffing.managed_roles(request.actor)
    office = frame.chosen_office(request)
    if office is not None:
        everything = everything.filter(office=office)
    is_past = request.GET.get("saring") == PAST
    now, past = everything.overlapping(today, None), everything.filter(ends_on__lt=today)
    typed = frame.typed(request)
    page = frame.page_of(request, staffing.found_roles(past if is_past else now, typed))
    url = reverse("offices:roles")
    of_office = f"kantor={office.key}" if office else ""
    context = {
        "page": page,
        "today": today,
        "typed": typed,
        "office": office,
        "is_past": is_past,
        "situations": [
            Situation(_("Berlaku"), f"{url}?{of_office}", not is_past, now.count()),
            Situation(
                _("Sudah berakhir"), f"{url}?saring={PAST}&{of_office}", is_past, past.count()
            ),
        ],
    }
    return render(request, "offices/manage/roles.html", context)


@require_http_methods(frame.GET_OR_POST)
def role_new(request: ActorRequest, pk: int) -> HttpResponse:
    """Give somebody a role."""
    staff = member_or_404(request, pk)
    form = RoleForm(
        frame.sent(request),
        offices=managing.managed_offices(request.actor),
        initial={"office": staff.home_office.key, "starts_on": _today(staff.home_office)},
    )
    back = reverse("offices:staff_member", kwargs={"pk": staff.pk})
    asking = Asking(
        title=_("Beri peran kepada %(name)s") % {"name": staff.name},
        lead=_("Peran berlaku di kantor itu dan semua kantor di bawahnya, sejak hari pertama."),
        button=_("Beri peran"),
        back=back,
        crumbs=(_("Pegawai"), reverse("offices:staff"), staff.name, back),
    )

    def do(data: dict[str, Any]) -> Done:
        actions.assign_role(staff, by=request.actor, at=clock.now(), **data)
        return Done(back, _("Peran diberikan."))

    return frame.ask(request, asking, form, do)


@require_http_methods(frame.GET_OR_POST)
def role_end(request: ActorRequest, pk: int) -> HttpResponse:
    """Set the last day of a role."""
    frame.need_manager(request)
    assignment = get_object_or_404(staffing.managed_roles(request.actor), pk=pk)
    today = _today(assignment.office)
    form = RoleEndForm(
        frame.sent(request),
        starts_on=assignment.starts_on,
        today=today,
        initial={"ends_on": today},
    )
    asking = Asking(
        title=_("Akhiri peran %(role)s") % {"role": assignment.get_role_display().lower()},
        lead=_("%(name)s di %(office)s.")
        % {"name": assignment.staff.name, "office": assignment.office.name},
        button=_("Akhiri peran"),
        back=reverse("offices:roles"),
        crumbs=(_("Peran"), reverse("offices:roles")),
    )

    def do(data: dict[str, Any]) -> Done:
        actions.end_role(assignment, by=request.actor, at=clock.now(), **data)
        return Done(reverse("offices:roles"), _("Hari terakhir peran tercatat."))

    return frame.ask(request, asking, form, do)


def _today(office: Office) -> date:
    """The date it is at the office now."""
    return timezone.localdate(clock.now(), ZoneInfo(office.time_zone))
