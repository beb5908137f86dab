"""Pages of managers about people: who belongs to their offices, and their accounts."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prima.accounts.public import has_second_factor
from prima.kernel import clock
from prima.kernel.errors import RuleBroken
from prima.kernel.http import ActorRequest, private
from prima.offices import actions, queries
from prima.offices.forms.people import EmailForm, MoveForm, NameForm, NewStaffForm, SureForm
from prima.offices.models import Appointment, RoleAssignment, StaffMember
from prima.offices.queries import managing, staffing
from prima.offices.views import frame
from prima.offices.views.frame import Asking, Done
from prima.ui.components import Situation

CLOSED = "ditutup"


@require_safe
def staff_list(request: ActorRequest) -> HttpResponse:
    """The people of this manager's offices, by name."""
    frame.need_manager(request)
    everybody = staffing.managed_staff(request.actor)
    office = frame.chosen_office(request)
    if office is not None:
        everybody = everybody.filter(home_office=office)
    is_closed = request.GET.get("saring") == CLOSED
    typed = frame.typed(request)
    active = everybody.filter(user__is_active=True)
    closed = everybody.filter(user__is_active=False)
    page = frame.page_of(request, staffing.found_staff(closed if is_closed else active, typed))
    url = reverse("offices:staff")
    of_office = f"kantor={office.key}" if office else ""
    context = {
        "page": page,
        "lines": staffing.staff_lines(list(page), clock.now()),
        "typed": typed,
        "office": office,
        "is_closed": is_closed,
        "situations": [
            Situation(_("Aktif"), f"{url}?{of_office}", not is_closed, active.count()),
            Situation(
                _("Akun ditutup"), f"{url}?saring={CLOSED}&{of_office}", is_closed, closed.count()
            ),
        ],
    }
    return render(request, "offices/manage/staff.html", context)


@require_safe
def staff_member(request: ActorRequest, pk: int) -> HttpResponse:
    """One person: account, roles and positions, today and before."""
    staff = member_or_404(request, pk)
    now = clock.now()
    context = {
        "staff": staff,
        "roles": [
            (role, _state(role, role.office.time_zone, now)) for role in staffing.roles_of(staff)
        ],
        "appointments": [
            (row, _state(row, row.position.office.time_zone, now))
            for row in staffing.appointments_of(staff)
        ],
        "is_self": staff.user_id == request.actor.id,
        "managed": request.actor.offices_with(managing.MANAGE),
        "has_mail": settings.MAIL_IS_SET_UP,
        "has_factor": has_second_factor(staff.user),
    }
    return private(request, "offices/manage/staff_member.html", context)


@require_http_methods(frame.GET_OR_POST)
def staff_new(request: ActorRequest) -> HttpResponse:
    """Take a person on; they set their password themselves."""
    frame.need_manager(request)
    office = frame.chosen_office(request)
    form = NewStaffForm(
        frame.sent(request),
        offices=managing.managed_offices(request.actor),
        initial={"office": office.key if office else ""},
    )
    asking = Asking(
        title=_("Pegawai baru"),
        lead=_("Pegawai menerima surat lewat surel untuk membuat kata sandinya sendiri.")
        if settings.MAIL_IS_SET_UP
        else _("Surel belum disiapkan, jadi kata sandi ditampilkan sekali setelah disimpan."),
        button=_("Tambah pegawai"),
        back=reverse("offices:staff"),
        crumbs=_crumbs(),
    )

    def do(data: dict[str, Any]) -> Done | HttpResponse:
        staff, password = actions.take_on_staff(
            office=data["office"],
            email=data["email"],
            name=data["name"],
            honorific=data["honorific"],
            role=data["role"],
            with_letter=settings.MAIL_IS_SET_UP,
            by=request.actor,
            at=clock.now(),
        )
        if password:
            return _once(request, staff, password)
        return Done(_url(staff), _("Pegawai ditambahkan. Surat pembuatan kata sandi dikirim."))

    return frame.ask(request, asking, form, do)


@require_http_methods(frame.GET_OR_POST)
def staff_name(request: ActorRequest, pk: int) -> HttpResponse:
    """Write a name as its bearer writes it."""
    staff = member_or_404(request, pk)
    initial = {"name": staff.name, "honorific": staff.honorific}
    form = NameForm(frame.sent(request), initial=initial)
    asking = _asking(staff, _("Ubah nama atau sapaan"), _("Simpan nama"))

    def do(data: dict[str, Any]) -> Done:
        actions.rename_staff(staff, by=request.actor, at=clock.now(), **data)
        return Done(_url(staff), _("Nama tersimpan."))

    return frame.ask(request, asking, form, do)


@require_http_methods(frame.GET_OR_POST)
def staff_email(request: ActorRequest, pk: int) -> HttpResponse:
    """Change the address a person logs in with."""
    staff = member_or_404(request, pk)
    form = EmailForm(frame.sent(request), initial={"email": staff.user.email})
    lead = _("Pegawai masuk dengan surel yang baru. Kata sandinya tetap.")
    asking = _asking(staff, _("Ubah surel dinas"), _("Simpan surel"), lead)

    def do(data: dict[str, Any]) -> Done:
        actions.change_staff_email(staff, by=request.actor, at=clock.now(), **data)
        return Done(_url(staff), _("Surel tersimpan. Beri tahu pegawainya."))

    return frame.ask(request, asking, form, do)


@require_http_methods(frame.GET_OR_POST)
def staff_move(request: ActorRequest, pk: int) -> HttpResponse:
    """Let a person belong to another office."""
    staff = member_or_404(request, pk)
    offices = managing.managed_offices(request.actor).exclude(pk=staff.home_office_id)
    form = MoveForm(frame.sent(request), offices=offices)
    lead = _(
        "Peran dan jabatan di kantor lama tidak ikut berakhir. Akhiri satu per satu bila perlu."
    )
    asking = _asking(staff, _("Pindahkan ke kantor lain"), _("Pindahkan pegawai"), lead)

    def do(data: dict[str, Any]) -> Done:
        actions.move_staff(staff, by=request.actor, at=clock.now(), **data)
        return Done(_url(staff), _("Pegawai sekarang termasuk %(office)s.") % data)

    return frame.ask(request, asking, form, do)


@require_http_methods(frame.GET_OR_POST)
def staff_closing(request: ActorRequest, pk: int) -> HttpResponse:
    """Shut an account, after saying what the person still has open."""
    staff = member_or_404(request, pk)
    line = staffing.staff_lines([staff], clock.now())[0]
    asking = _asking(
        staff,
        _("Tutup akun %(name)s") % {"name": staff.name},
        _("Tutup akun ini"),
        kind="danger",
        template="offices/manage/staff_closing.html",
        extra={"staff": staff, "line": line, "open_work": queries.open_work(staff)},
    )

    def do(_data: dict[str, Any]) -> Done:
        actions.disable_staff(staff, by=request.actor, at=clock.now())
        return Done(_url(staff), _("Akun ditutup. Orang ini keluar saat membuka halaman apa pun."))

    return frame.ask(request, asking, SureForm(frame.sent(request)), do)


@require_POST
def staff_opened(request: ActorRequest, pk: int) -> HttpResponse:
    """Open a shut account again."""
    staff = member_or_404(request, pk)
    actions.enable_staff(staff, by=request.actor, at=clock.now())
    messages.success(request, _("Akun dibuka. Beri peran dan jabatan lagi sesuai tugasnya."))
    return redirect(_url(staff))


@require_POST
def staff_invited(request: ActorRequest, pk: int) -> HttpResponse:
    """Send the letter that sets a password once more."""
    staff = member_or_404(request, pk)
    try:
        actions.invite_staff(staff, by=request.actor, at=clock.now())
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Surat pembuatan kata sandi dikirim."))
    return redirect(_url(staff))


@require_http_methods(frame.GET_OR_POST)
def staff_password(request: ActorRequest, pk: int) -> HttpResponse:
    """Where no letter can be sent: a password that is shown once."""
    staff = member_or_404(request, pk)
    lead = _(
        "Pakai hanya bila surel tidak dapat dikirim. Kata sandi lama tidak berlaku lagi dan "
        "orang ini keluar dari semua layar. Tindakan ini tercatat di jurnal."
    )
    asking = _asking(staff, _("Buat kata sandi baru"), _("Tampilkan kata sandi baru"), lead)

    def do(_data: dict[str, Any]) -> HttpResponse:
        password = actions.give_password(staff, by=request.actor, at=clock.now())
        return _once(request, staff, password)

    return frame.ask(request, asking, SureForm(frame.sent(request)), do)


def member_or_404(request: ActorRequest, pk: int) -> StaffMember:
    """Somebody of the offices this person manages; others do not exist."""
    frame.need_manager(request)
    return get_object_or_404(staffing.managed_staff(request.actor), pk=pk)


def _once(request: ActorRequest, staff: StaffMember, password: str) -> HttpResponse:
    """The one page that shows a password; nobody keeps it, not the browser either."""
    context = {"staff": staff, "password": password}
    response = render(request, "offices/manage/password.html", context)
    add_never_cache_headers(response)
    return response


def _asking(staff: StaffMember, title: str, button: str, lead: str = "", **more: Any) -> Asking:
    crumbs = (*_crumbs(), staff.name, _url(staff))
    return Asking(title=title, button=button, back=_url(staff), crumbs=crumbs, lead=lead, **more)


def _state(row: RoleAssignment | Appointment, zone: str, now: datetime) -> str:
    """Whether a dated row counts now, will, or did."""
    on = now.astimezone(ZoneInfo(zone)).date()
    if row.starts_on > on:
        return "next"
    counts = row.counts_at(now, zone) if isinstance(row, Appointment) else row.counts_on(on)
    return "now" if counts else "past"


def _url(staff: StaffMember) -> str:
    return reverse("offices:staff_member", kwargs={"pk": staff.pk})


def _crumbs() -> tuple[str, ...]:
    return (_("Pegawai"), reverse("offices:staff"))
