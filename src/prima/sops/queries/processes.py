"""Reads of process maps. They are public: everybody sees the map in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Length
from django.utils import timezone

from prima.kernel import clock
from prima.kernel.actors import Actor
from prima.offices.public import Office, OfficeKind
from prima.sops.core.processes.data import group_file
from prima.sops.core.processes.folder import PROCESSES_FOLDER
from prima.sops.core.processes.gaps import Gaps, gaps_of
from prima.sops.core.processes.model import Process, ProcessMap
from prima.sops.models import BusinessProcess, OfficeProcessMap, SopVersion
from prima.sops.rules import MAP_READERS
from prima.standards import public as standards
from prima.standards.public import Review, Service


@dataclass(frozen=True, slots=True)
class BindingMap:
    """The map an office works by, and whose it is."""

    row: OfficeProcessMap
    value: ProcessMap

    def is_of(self, office: Office) -> bool:
        """Whether it is the office's own map rather than that of an office above."""
        return bool(self.row.office_id == office.pk)


@dataclass(frozen=True, slots=True)
class Served:
    """A service of a process, the SOP in force for it, and what waits to be reviewed."""

    service: Service
    version: SopVersion | None
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """A map held against the services and procedures of an office."""

    served: Mapping[str, tuple[Served, ...]]
    gaps: Gaps
    services: Mapping[str, Service]


def map_of(office: Office, on: date) -> BindingMap | None:
    """The map of the office: its own, else that of the nearest office above; four queries."""
    nearest = OfficeProcessMap.objects.nearest(office)
    return BindingMap(nearest, nearest.on(on)) if nearest else None


def highest_map(on: date) -> BindingMap | None:
    """The map shown when no office was chosen: that of the highest office."""
    rows = OfficeProcessMap.objects.select_related("office")
    row = rows.order_by(Length("office__path"), "office__path").first()
    return BindingMap(row, row.on(on)) if row else None


def process_files(office: Office) -> dict[str, str]:
    """The office's own map as files of a catalogue folder; four queries."""
    own = OfficeProcessMap.objects.filter(office=office).first()
    if own is None:
        return {}
    whole = own.on(timezone.localdate(clock.now()))
    return {
        f"{PROCESSES_FOLDER}/{top.code}.yaml": group_file(whole, top.code)
        for top in whole.children()
    }


def map_offices(actor: Actor) -> QuerySet[Office]:
    """The offices whose map this person reads at work, the highest first."""
    places = frozenset().union(*(actor.offices_with(name) for name in MAP_READERS))
    return Office.objects.filter(pk__in=places).order_by(Length("path"), "name")


def processes_for(actor: Actor) -> QuerySet[BusinessProcess]:
    """The processes of maps of these offices."""
    rows = BusinessProcess.objects.filter(map__office__in=map_offices(actor).order_by())
    return rows.select_related("map__office", "parent")


def survey(
    tree: ProcessMap, office: Office, on: date, versions: Mapping[int, SopVersion]
) -> Survey:
    """Hold the map against what the office and those below it give; `versions` are in force."""
    services = _services_below(office, on)
    named = {key for one in tree.processes for key in one.services}
    known = {one.key: one for one in Service.objects.filter(key__in=named)} | services
    reviews: dict[int, list[Review]] = defaultdict(list)
    for review in standards.waiting_reviews(office.subtree_ids):
        reviews[review.service_id].append(review)
    served = {
        one.code: tuple(
            Served(service, versions.get(service.pk), tuple(reviews[service.pk]))
            for service in _of_process(one, known)
        )
        for one in tree.processes
    }
    in_force = {one.key for one in services.values() if one.pk in versions}
    return Survey(served, gaps_of(tree, services=services, sops=in_force), known)


def _of_process(process: Process, known: Mapping[str, Service]) -> list[Service]:
    return [known[key] for key in process.services if key in known]


def _services_below(office: Office, on: date) -> dict[str, Service]:
    """The services this office or one below it gives: a map is for all of them."""
    kinds = set(Office.objects.in_subtree(office).values_list("kind", flat=True))
    bound = standards.standards_in_force(office, on)
    return {
        service.key: service
        for kind in sorted(kinds)
        for service in Service.objects.open_on(on).offered_by_kind(OfficeKind(kind))
        if service.pk in bound
    }
