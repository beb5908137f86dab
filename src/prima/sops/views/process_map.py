"""The public pages of the process map: all of it, and one process."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prima.kernel import clock
from prima.kernel.http import ActorRequest
from prima.offices.public import Office
from prima.sops import queries
from prima.sops.documents import processes as words
from prima.sops.models import SopVersion
from prima.sops.queries import processes as reads
from prima.sops.queries.processes import BindingMap
from prima.sops.views.published import OFFICE
from prima.ui.components import trail


@login_not_required
@require_safe
def process_map(request: ActorRequest) -> HttpResponse:
    """The map of an office, as a drawing and as a list; without an office the highest one's."""
    office, found = _found(request)
    context: dict[str, Any] = {"office": office, "found": found}
    if found is not None:
        address = _address(request)
        context |= {
            "drawing": words.level_svg(found.value, address),
            "kinds": words.by_kind(found.value, address),
            "ladder": words.ladder_svg(found.value, address),
            "given": words.group_relations(found.value, address),
        }
    return render(request, "sops/process_map.html", context)


@login_not_required
@require_safe
def process_page(request: ActorRequest, code: str) -> HttpResponse:
    """One process: what stands below it, what it gives and receives, and who does what in it."""
    office, found = _found(request)
    if found is None or code not in found.value.by_code:
        raise Http404
    tree, address = found.value, _address(request)
    held = office or found.row.office
    versions = queries.versions_in_force(held, _today())
    survey = reads.survey(tree, held, _today(), versions)
    inputs, outputs = tree.inputs(code), tree.outputs(code)
    above = [
        part
        for one in tree.ancestors(code)
        for part in (f"{one.code} {one.name}", address(one.code))
    ]
    context = {
        "found": found,
        "process": tree.by_code[code],
        "trail": trail(_("Peta proses"), _map_url(request), *above, f"{code}"),
        "branches": words.branches(tree, address, code, depth=2),
        "drawing": None if tree.is_leaf(code) else words.level_svg(tree, address, code),
        "relations": words.relation_svg(tree, address, code) if inputs or outputs else None,
        "inputs": words.relation_lines(tree, inputs, address),
        "outputs": words.relation_lines(tree, outputs, address),
        "lanes": _lanes(found, code, [one.version for one in survey.served[code]], request),
        "served": survey.served[code],
        "office_query": f"?{OFFICE}={held.key}",
    }
    return render(request, "sops/process.html", context)


def _lanes(
    found: BindingMap, code: str, versions: list[SopVersion | None], request: ActorRequest
) -> list[dict[str, Any]]:
    """The cross-functional maps: of the sub-processes, or of each SOP of the process."""
    tree, address = found.value, _address(request)
    maps = [
        (version.document.identity.title, words.procedure_lanes(version.document))
        for version in versions
        if version is not None
    ]
    if not tree.is_leaf(code):
        maps.insert(0, ("", words.child_lanes(tree, code)))
    return [
        {
            "title": title,
            "drawing": words.lane_svg(lanes, tree, address),
            "rows": words.lane_rows(lanes, address),
        }
        for title, lanes in maps
    ]


def _found(request: ActorRequest) -> tuple[Office | None, BindingMap | None]:
    """The office that was asked for, and the map it works by."""
    key = request.GET.get(OFFICE)
    if not key:
        return None, reads.highest_map(_today())
    office = get_object_or_404(Office, key=key)
    return office, reads.map_of(office, _today())


def _today() -> Any:
    return timezone.localdate(clock.now())


def _query(request: ActorRequest) -> str:
    key = request.GET.get(OFFICE)
    return f"?{OFFICE}={key}" if key else ""


def _map_url(request: ActorRequest) -> str:
    return reverse("sops:process_map") + _query(request)


def _address(request: ActorRequest) -> words.Address:
    """Pages of processes, for the office that was asked for."""
    query = _query(request)
    return lambda code: reverse("sops:process_page", kwargs={"code": code}) + query
