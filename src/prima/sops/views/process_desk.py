"""The pages on which people of an office see what its map lacks, and change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prima.kernel import clock
from prima.kernel.errors import RuleBroken, require
from prima.kernel.http import ActorRequest, private
from prima.offices.public import Office
from prima.sops import actions, permissions, queries
from prima.sops.core.processes.model import Process
from prima.sops.models import BusinessProcess
from prima.sops.queries import processes as reads
from prima.sops.queries.course import InForce, in_force_lines
from prima.sops.queries.processes import Served, Survey
from prima.sops.rules import MAP_READERS
from prima.ui.components import trail


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A process with its page and what is known of its SOPs."""

    process: Process
    url: str
    served: tuple[Served, ...]
    procedures: list[InForce]


@require_safe
def processes(request: ActorRequest) -> HttpResponse:
    """The map of an office with its services and SOPs, what is missing, and ways to change it."""
    need_map_work(request)
    offices = reads.map_offices(request.actor)
    office = chosen_office(request, offices)
    found = reads.map_of(office, today())
    may_write = permissions.can_write_map(request.actor, office)
    context: dict[str, Any] = {
        "office": office,
        "offices": offices[:60],
        "found": found,
        "is_own": found is not None and found.is_of(office),
        "may_write": may_write,
        "may_edit": may_write and (found is None or found.is_of(office)),
    }
    if found is not None:
        versions = queries.versions_in_force(office, today())
        survey = reads.survey(found.value, office, today(), versions)
        context |= {
            "lines": _lines(office, survey, found.value.processes, is_own=context["is_own"])
        }
        context |= {"gaps": survey.gaps, "named": _named(survey)}
    return private(request, "sops/process_desk.html", context)


@require_POST
def process_map_adopted(request: ActorRequest, key: str) -> HttpResponse:
    """Begin an own map as a copy of the one of the office above."""
    need_map_work(request)
    office = get_object_or_404(reads.map_offices(request.actor), key=key)
    require(permissions.can_write_map(request.actor, office))
    try:
        actions.adopt_map(office, by=request.actor, at=clock.now())
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Peta disalin. Sekarang Anda dapat mengubahnya."))
    return redirect(desk_url(office))


@require_safe
def process(request: ActorRequest, pk: int) -> HttpResponse:
    """One process with everything that may be changed about it."""
    row = process_or_404(request, pk)
    relations = [
        one
        for one in row.map.relations.select_related("supplier", "receiver")
        if row.pk in one.process_ids
    ]
    context = {
        "process": row,
        "relations": relations,
        "below": row.children.in_force(today()).order_by("code"),
        "services": row.services.order_by("name"),
        "may_write": permissions.can_write_map(request.actor, row.map.office),
        "desk_url": desk_url(row.map.office),
        "trail": trail(_("Peta proses"), desk_url(row.map.office), row.code),
    }
    return private(request, "sops/process_own.html", context)


def need_map_work(request: ActorRequest) -> None:
    """These pages are for people who write or judge procedures or manage an office."""
    require(
        any(request.actor.offices_with(name) for name in MAP_READERS),
        _("Halaman ini untuk penyusun SOP dan pengelola kantor."),
    )


def process_or_404(request: ActorRequest, pk: int) -> BusinessProcess:
    """A process of an office of this person; another one does not exist."""
    need_map_work(request)
    return get_object_or_404(reads.processes_for(request.actor), pk=pk)


def chosen_office(request: ActorRequest, offices: Any) -> Office:
    """The office that was asked for, or the highest of this person."""
    key = request.GET.get("kantor")
    found: Office | None = offices.filter(key=key).first() if key else offices.first()
    if found is None:
        raise Http404
    return found


def desk_url(office: Office) -> str:
    """The map of this office."""
    return f"{reverse('sops:processes')}?kantor={office.key}"


def today() -> date:
    """The date it is."""
    return timezone.localdate(clock.now())


def _lines(
    office: Office, survey: Survey, found: tuple[Process, ...], *, is_own: bool
) -> list[DeskLine]:
    """Every process; only those of the office's own map have a page here."""
    rows = BusinessProcess.objects.filter(map__office=office) if is_own else []
    pages = {one.code: reverse("sops:process", kwargs={"pk": one.pk}) for one in rows}
    versions = [s.version for served in survey.served.values() for s in served if s.version]
    reviewed = {one.version.pk: one for one in in_force_lines(versions, today())}
    return [
        DeskLine(
            one,
            pages.get(one.code, ""),
            survey.served[one.code],
            [reviewed[s.version.pk] for s in survey.served[one.code] if s.version],
        )
        for one in found
    ]


def _named(survey: Survey) -> dict[str, list[Any]]:
    """The services behind the keys of the gaps."""
    return {
        "services": [survey.services[key] for key in survey.gaps.services_without_process],
        "sops": [survey.services[key] for key in survey.gaps.sops_without_process],
    }
