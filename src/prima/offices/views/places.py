"""Pages of managers about offices: the tree, one office, its hours and the days it closes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prima.kernel import clock
from prima.kernel.errors import RuleBroken
from prima.kernel.http import ActorRequest
from prima.offices import actions, queries
from prima.offices.core.opening import days_from
from prima.offices.forms.places import (
    ClosureForm,
    HoursForm,
    NewOfficeForm,
    OfficeForm,
    week_as_typed,
)
from prima.offices.models import Office
from prima.offices.queries import managing
from prima.offices.rules import CHILDREN, OfficeKind
from prima.offices.views import frame
from prima.offices.views.frame import Asking, Done
from prima.ui.components import Situation

FIELDS = (
    "name",
    "number_prefix",
    "time_zone",
    "address",
    "phone",
    "email",
    "whatsapp",
    "open_on_joint_leave",
)
WITHOUT_OFFICER = "tanpa-petugas"
DAYS_SHOWN = 7
# A promise of a month may still rest on a closure of this age.
CLOSURES_SHOWN = timedelta(days=60)


@require_safe
def managed_offices(request: ActorRequest) -> HttpResponse:
    """The offices of this manager in the order of the tree."""
    frame.need_manager(request)
    now = clock.now()
    everything = managing.managed_offices(request.actor)
    lacking = managing.without_officer(everything, now)
    only_lacking = request.GET.get("saring") == WITHOUT_OFFICER
    typed = frame.typed(request)
    page = frame.page_of(
        request, managing.found_offices(lacking if only_lacking else everything, typed)
    )
    url = reverse("offices:managed_offices")
    context = {
        "page": page,
        "lines": managing.office_lines(list(page), now),
        "typed": typed,
        "tops": managing.tops(request.actor),
        "situations": [
            Situation(_("Semua"), url, not only_lacking, everything.count()),
            Situation(
                _("Belum ada petugas"),
                f"{url}?saring={WITHOUT_OFFICER}",
                only_lacking,
                lacking.count(),
            ),
        ],
    }
    return render(request, "offices/manage/offices.html", context)


@require_safe
def managed_office(request: ActorRequest, key: str) -> HttpResponse:
    """One office: what it says of itself, its next days, its people, and what to change."""
    office = frame.office_or_404(request, key)
    now = clock.now()
    calendar = queries.calendar_of(office)
    today = now.astimezone(ZoneInfo(office.time_zone)).date()
    closures = office.closures.filter(date__gte=today - CLOSURES_SHOWN)
    context = {
        "office": office,
        "days": days_from(calendar, now, DAYS_SHOWN),
        "closures": closures,
        "today": today,
        "line": managing.office_lines([office], now)[0],
        "positions": office.positions.count(),
        "may_have_below": bool(CHILDREN[OfficeKind(office.kind)]),
        "below": office.children.count(),
    }
    return render(request, "offices/manage/office.html", context)


@require_http_methods(frame.GET_OR_POST)
def office_new(request: ActorRequest, key: str) -> HttpResponse:
    """Open an office below one's own."""
    parent = frame.office_or_404(request, key)
    initial = {"time_zone": parent.time_zone}
    form = NewOfficeForm(frame.sent(request), parent=parent, initial=initial)
    asking = Asking(
        title=_("Kantor baru di bawah %(office)s") % {"office": parent.name},
        lead=_("Jam kerja mengikuti kantor di atasnya sampai Anda menetapkan yang lain."),
        button=_("Buat kantor"),
        back=_url(parent),
        crumbs=_crumbs(parent),
    )

    def do(data: dict[str, Any]) -> Done:
        details = {name: data[name] for name in FIELDS}
        office = actions.create_office(
            key=data["key"],
            kind=data["kind"],
            parent=parent,
            by=request.actor,
            at=clock.now(),
            **details,
        )
        message = _("Kantor dibuat. Lengkapi pegawai dan jabatannya agar siap melayani.")
        return Done(f"{reverse('offices:manage')}?kantor={office.key}", message)

    return frame.ask(request, asking, form, do)


@require_http_methods(frame.GET_OR_POST)
def office_edit(request: ActorRequest, key: str) -> HttpResponse:
    """Change what an office says of itself."""
    office = frame.office_or_404(request, key)
    initial = {name: getattr(office, name) for name in FIELDS}
    form = OfficeForm(frame.sent(request), initial=initial)
    asking = Asking(
        title=_("Ubah data kantor"),
        lead=_("Pemohon membaca data ini di halaman kantor dan pada surat."),
        button=_("Simpan data kantor"),
        back=_url(office),
        crumbs=_crumbs(office),
    )

    def do(data: dict[str, Any]) -> Done:
        actions.edit_office(office, by=request.actor, at=clock.now(), **data)
        return Done(_url(office), _("Data kantor tersimpan."))

    return frame.ask(request, asking, form, do)


@require_http_methods(frame.GET_OR_POST)
def office_hours(request: ActorRequest, key: str) -> HttpResponse:
    """Set the hours of an office from a day to come."""
    office = frame.office_or_404(request, key)
    initial = week_as_typed(managing.week_now(office, clock.now()))
    form = HoursForm(frame.sent(request), initial=initial)
    asking = Asking(
        title=_("Jam kerja %(office)s") % {"office": office.name},
        lead=_(
            "Berlaku juga untuk kantor di bawahnya yang tidak menetapkan jamnya sendiri. "
            "Jam yang sudah berjalan tidak berubah."
        ),
        button=_("Tetapkan jam kerja"),
        back=_url(office),
        crumbs=_crumbs(office),
    )

    def do(data: dict[str, Any]) -> Done:
        actions.set_working_hours(
            office,
            week=form.week(),
            valid_from=data["valid_from"],
            season=data["season"],
            source=data["source"],
            by=request.actor,
            at=clock.now(),
        )
        day = clock.format_date(data["valid_from"])
        return Done(_url(office), _("Jam kerja baru berlaku mulai %(day)s.") % {"day": day})

    return frame.ask(request, asking, form, do)


@require_http_methods(frame.GET_OR_POST)
def closure_new(request: ActorRequest, key: str) -> HttpResponse:
    """Close an office on a day to come, or for some hours of it."""
    office = frame.office_or_404(request, key)
    form = ClosureForm(frame.sent(request))
    asking = Asking(
        title=_("Tutup pada satu hari"),
        lead=_(
            "Untuk hari ini atau sesudahnya. Tanggal janji berkas yang sudah berjalan tidak "
            "berubah; jelaskan keterlambatannya kepada pemohon bila perlu."
        ),
        button=_("Catat penutupan"),
        back=_url(office),
        crumbs=_crumbs(office),
    )

    def do(data: dict[str, Any]) -> Done:
        actions.close_office_on(office, by=request.actor, at=clock.now(), **data)
        return Done(_url(office), _("Penutupan tercatat dan tampak di halaman kantor."))

    return frame.ask(request, asking, form, do)


@require_POST
def closure_withdrawn(request: ActorRequest, key: str, pk: int) -> HttpResponse:
    """Take a closure back before its day is over."""
    office = frame.office_or_404(request, key)
    closure = get_object_or_404(office.closures, pk=pk)
    try:
        actions.reopen_office_on(closure, by=request.actor, at=clock.now())
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Penutupan dicabut; kantor buka seperti biasa."))
    return redirect(_url(office))


def _url(office: Office) -> str:
    return reverse("offices:managed_office", kwargs={"key": office.key})


def _crumbs(office: Office) -> tuple[str, ...]:
    return (_("Kantor"), reverse("offices:managed_offices"), office.name, _url(office))
