"""Reads of process maps. They are public: everybody sees the map in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from prima.kernel import clock
from prima.offices.public import Office
from prima.sops.core.processes.data import group_file
from prima.sops.core.processes.folder import PROCESSES_FOLDER
from prima.sops.core.processes.model import ProcessMap
from prima.sops.models import OfficeProcessMap


@dataclass(frozen=True, slots=True)
class BindingMap:
    """The map an office works by, and whose it is."""

    row: OfficeProcessMap
    value: ProcessMap

    def is_of(self, office: Office) -> bool:
        """Whether it is the office's own map rather than that of an office above."""
        return self.row.office_id == office.pk


def map_of(office: Office, on: date) -> BindingMap | None:
    """The map of the office: its own, else that of the nearest office above; four queries."""
    nearest = OfficeProcessMap.objects.nearest(office)
    return BindingMap(nearest, nearest.on(on)) if nearest else None


def highest_map(on: date) -> BindingMap | None:
    """The map shown when no office was chosen: that of the highest office."""
    row = OfficeProcessMap.objects.select_related("office").order_by("office__path").first()
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
