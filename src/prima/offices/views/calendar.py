"""Pages of managers about the calendar: the days that are known, and proposals to change them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prima.kernel import clock
from prima.kernel.errors import RuleBroken
from prima.kernel.http import ActorRequest, private
from prima.offices import actions, permissions, queries
from prima.offices.core.edits import DayRow, Edit, SeasonRow
from prima.offices.forms.calendar import (
    DayForm,
    DecisionForm,
    LateClosureForm,
    ReasonForm,
    SeasonForm,
)
from prima.offices.models import CalendarChange, CalendarDay, Office, Season
from prima.offices.models.calendars import closure_row, day_row, season_row
from prima.offices.queries import changes
from prima.offices.views import frame
from prima.offices.views.calendar_words import effect_words, lines
from prima.ui.components import Situation, trail

# Further away nobody publishes anything.
YEARS_AROUND = 10


@require_safe
def calendar(request: ActorRequest) -> HttpResponse:
    """The national days of a year with their source, the seasons, and what waits."""
    frame.need_manager(request)
    known = changes.years()
    typed = request.GET.get("tahun", "")
    today = timezone.localdate(clock.now())
    year = int(typed) if typed.isdigit() and int(typed) in known else today.year
    shown = sorted({*known, today.year})
    url = reverse("offices:calendar")
    context = {
        "year": year,
        "days": CalendarDay.objects.filter(date__year=year),
        "seasons": Season.objects.all(),
        "waiting": changes.waiting(changes.changes_for(request.actor)).count(),
        "may_change": _may_change_national(request),
        "tops": Office.objects.filter(parent=None),
        "situations": [Situation(str(one), f"{url}?tahun={one}", one == year) for one in shown],
        "next_year": max(shown) + 1,
    }
    return render(request, "offices/manage/calendar.html", context)


@require_http_methods(frame.GET_OR_POST)
def day_new(request: ActorRequest) -> HttpResponse:
    """Propose a new national day."""
    _need_national(request)
    form = DayForm(frame.sent(request), is_new=True, initial={"decided": True})
    return _propose(request, None, _("Usulkan hari libur"), form, lambda: [form.edit(None)])


@require_http_methods(frame.GET_OR_POST)
def day_edit(request: ActorRequest, pk: int) -> HttpResponse:
    """Propose to change, confirm or take out a national day."""
    _need_national(request)
    row = day_row(get_object_or_404(CalendarDay, pk=pk))
    form = DayForm(frame.sent(request), is_new=False, initial=_initial(row))
    title = _("Ubah %(name)s") % {"name": row.name}
    return _propose(request, None, title, form, lambda: [form.edit(row)])


@require_http_methods(frame.GET_OR_POST)
def published(request: ActorRequest, year: int) -> HttpResponse:
    """Propose a whole year as it is published, where our table differs."""
    _need_national(request)
    if abs(year - clock.now().year) > YEARS_AROUND:
        raise Http404
    initial = {"reason": _("SKB 3 Menteri tentang hari libur %(year)s") % {"year": year}}
    form = ReasonForm(frame.sent(request), initial=initial)
    title = _("Ambil hari libur %(year)s dari daftar terbitan") % {"year": year}
    return _propose(request, None, title, form, lambda: actions.published_edits(year))


@require_http_methods(frame.GET_OR_POST)
def season_new(request: ActorRequest) -> HttpResponse:
    """Propose the days of another Ramadan."""
    _need_national(request)
    form = SeasonForm(frame.sent(request), is_new=True)
    return _propose(request, None, _("Usulkan Ramadan"), form, lambda: [form.edit(None)])


@require_http_methods(frame.GET_OR_POST)
def season_edit(request: ActorRequest, pk: int) -> HttpResponse:
    """Propose other days for a Ramadan, or that they are decided."""
    _need_national(request)
    row = season_row(get_object_or_404(Season, pk=pk))
    form = SeasonForm(frame.sent(request), is_new=False, initial=_initial(row))
    title = _("Ubah %(name)s") % {"name": row.name}
    return _propose(request, None, title, form, lambda: [form.edit(row)])


@require_http_methods(frame.GET_OR_POST)
def closure_late(request: ActorRequest, key: str) -> HttpResponse:
    """Propose a closure after its day, or one that running promises shall follow."""
    office = frame.office_or_404(request, key)
    form = LateClosureForm(frame.sent(request))
    title = _("Usulkan penutupan %(office)s") % {"office": office.name}
    return _propose(request, office, title, form, lambda: [form.edit()])


@require_http_methods(frame.GET_OR_POST)
def closure_undo(request: ActorRequest, key: str, pk: int) -> HttpResponse:
    """Propose to take out a closure whose day is over."""
    office = frame.office_or_404(request, key)
    closure = get_object_or_404(office.closures, pk=pk)
    form = ReasonForm(frame.sent(request))
    title = _("Keluarkan penutupan %(day)s") % {"day": clock.format_date(closure.date)}
    edits = [Edit(closure_row(closure), None)]
    return _propose(request, office, title, form, lambda: edits)


@require_safe
def change_list(request: ActorRequest) -> HttpResponse:
    """All proposals, the newest first."""
    frame.need_manager(request)
    page = frame.page_of(request, changes.changes_for(request.actor))
    context = {"page": page, "rows": [(one, lines(one.edits)[:3]) for one in page]}
    return render(request, "offices/manage/changes.html", context)


@require_safe
def change(request: ActorRequest, pk: int) -> HttpResponse:
    """One proposal: what changes, which promises would move, and who may decide."""
    return _change_page(request, _change_or_404(request, pk), DecisionForm())


@require_POST
def change_decided(request: ActorRequest, pk: int) -> HttpResponse:
    """Approve, reject or withdraw."""
    found = _change_or_404(request, pk)
    form = DecisionForm(request.POST)
    try:
        said = _decide(request, found, form)
    except RuleBroken as error:
        form.add_error(None, str(error))
        return _change_page(request, found, form, frame.status_of(error))
    messages.success(request, said)
    return redirect("offices:change", pk=pk)


def _decide(request: ActorRequest, found: CalendarChange, form: DecisionForm) -> str:
    by, at = request.actor, clock.now()
    decision = request.POST.get("putusan", "")
    if decision == "setujui":
        actions.approve_change(found, by=by, at=at)
        return _("Usulan disetujui. Kalender berubah, dan tanggal janji sudah disesuaikan.")
    if decision == "tarik":
        actions.withdraw_change(found, by=by, at=at)
        return _("Usulan ditarik kembali. Kalender tidak berubah.")
    note = form.cleaned_data.get("note", "") if form.is_valid() else ""
    actions.reject_change(found, note=note, by=by, at=at)
    return _("Usulan ditolak. Kalender tidak berubah.")


def _change_page(
    request: ActorRequest, found: CalendarChange, form: DecisionForm, status: int = 200
) -> HttpResponse:
    now = clock.now()
    may = permissions.can_change_calendar(request.actor, found.office, changes.top_ids())
    is_mine = found.proposed_by_id == request.actor.id
    context: dict[str, Any] = {
        "change": found,
        "zone": found.office.time_zone if found.office else settings.TIME_ZONE,
        "lines": lines(found.edits),
        "form": form,
        "may_decide": may and found.is_open and not is_mine,
        "may_withdraw": is_mine and found.is_open,
        "approvers": changes.approvers(found.office, found.proposed_by_id, now),
    }
    if found.is_open:
        effect = queries.calendar_effect(found.office, found.edits, now)
        context |= effect_words(effect)
    return private(request, "offices/manage/change.html", context, status)


def _propose(
    request: ActorRequest,
    office: Office | None,
    title: str,
    form: forms.Form,
    edits_of: Callable[[], Sequence[Edit]],
) -> HttpResponse:
    """Ask, show what would change, and only then write the proposal down."""
    status = 200
    context: dict[str, Any] = {"title": title, "form": form, "office": office}
    if request.method == "POST":
        status = frame.UNPROCESSABLE
        if form.is_valid():
            try:
                edits = edits_of()
                if "ajukan" in request.POST:
                    return _written(request, office, edits, form)
                actions.check_edits(office, edits)
            except RuleBroken as error:
                form.add_error(None, str(error))
                status = frame.status_of(error)
            else:
                effect = queries.calendar_effect(office, edits, clock.now())
                context |= {"lines": lines(edits), "previewed": True, **effect_words(effect)}
                status = 200
    context["trail"] = _trail(office, title)
    context["back"] = _home(office)
    return private(request, "offices/manage/propose.html", context, status)


def _written(
    request: ActorRequest, office: Office | None, edits: Sequence[Edit], form: forms.Form
) -> HttpResponse:
    made = actions.propose_change(
        office, edits, reason=form.cleaned_data["reason"], by=request.actor, at=clock.now()
    )
    messages.success(request, _("Usulan tercatat. Berlaku setelah disetujui pengelola lain."))
    return redirect("offices:change", pk=made.pk)


def _initial(row: DayRow | SeasonRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


def _may_change_national(request: ActorRequest) -> bool:
    return permissions.can_set_national_rules(request.actor, changes.top_ids())


def _need_national(request: ActorRequest) -> None:
    frame.need_manager(request)
    if not _may_change_national(request):
        raise PermissionDenied(
            _("Hari libur nasional diusulkan oleh pengelola kantor paling atas.")
        )


def _change_or_404(request: ActorRequest, pk: int) -> CalendarChange:
    frame.need_manager(request)
    return get_object_or_404(changes.changes_for(request.actor), pk=pk)


def _home(office: Office | None) -> str:
    if office is None:
        return reverse("offices:calendar")
    return reverse("offices:managed_office", kwargs={"key": office.key})


def _trail(office: Office | None, title: str) -> Any:
    middle = (
        (_("Kalender"), reverse("offices:calendar"))
        if office is None
        else (_("Kantor"), reverse("offices:managed_offices"), office.name, _home(office))
    )
    return trail(_("Kelola"), reverse("offices:manage"), *middle, title)
