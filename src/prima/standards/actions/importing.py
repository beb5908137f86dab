"""Services out of a file as drafts: all of them or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.offices.public import Office
from prima.standards import permissions
from prima.standards.actions.common import today
from prima.standards.actions.drafting import FirstText, start_draft
from prima.standards.core.drafting import SERVICE_FIELDS
from prima.standards.core.faces import parts
from prima.standards.models import Service, ServiceStandard, StandardDraft

# So many services no office has; whoever sends more has sent something else.
MOST_DRAFTS = 300


@dataclass(slots=True)
class ImportedDrafts:
    """The drafts that were begun, and the services that needed none."""

    drafts: list[StandardDraft] = field(default_factory=list)
    same: int = 0
    ended: int = 0


@journal.action
def import_drafts(
    office: Office,
    services: Sequence[Mapping[str, Any]],
    in_force: Mapping[str, ServiceStandard],
    *,
    by: Actor,
    at: datetime,
) -> ImportedDrafts:
    """Begin a draft for every service that says something else than what binds the office.

    `services` are data as `core.faces` reads them, `in_force` the standards by the key of their
    service. A service that has ended has no standard to write; an unknown one is described in its
    draft. Refused as a whole when one of them has an open draft already.
    """
    require(permissions.can_write_standards(by, office))
    result = ImportedDrafts()
    keys = [str(data["key"]) for data in services]
    known = {one.key: one for one in Service.objects.filter(key__in=keys)}
    changed = []
    for data in services:
        service = known.get(str(data["key"]))
        base = in_force.get(str(data["key"]))
        if "standard" not in data or (service and not service.is_open_on(today(office, at))):
            result.ended += 1
        elif base is not None and parts.draft_of(data) == base.content.to_data():
            result.same += 1
        else:
            changed.append((data, service, base))
    _check_room(office, [(service, data) for data, service, _base in changed])
    for data, service, base in changed:
        written = FirstText(parts.draft_of(data), {} if service else _details(data))
        result.drafts.append(
            start_draft(office, service=service, base=base, written=written, by=by, at=at)
        )
    return result


def _check_room(
    office: Office, wanted: Iterable[tuple[Service | None, Mapping[str, Any]]]
) -> None:
    names = [service.name if service else str(data["name"]) for service, data in wanted]
    if len(names) > MOST_DRAFTS:
        raise RuleBroken(
            _("Berkas ini memuat lebih dari %(most)d rancangan. Bagi menjadi beberapa berkas.")
            % {"most": MOST_DRAFTS}
        )
    drafts = StandardDraft.objects.open().filter(office=office).select_related("service")
    busy = sorted({draft.title for draft in drafts} & set(names))
    if busy:
        raise RuleBroken(
            _(
                "Tidak ada yang disimpan, karena sudah ada rancangan yang belum selesai untuk: "
                "%(names)s. Tetapkan atau batalkan dahulu, lalu unggah lagi."
            )
            % {"names": "; ".join(busy)}
        )


def _details(data: Mapping[str, Any]) -> dict[str, Any]:
    """What describes a new service, by the names the form of a draft has for it."""
    place = data.get("place") or {}
    said = {
        **data,
        "place_label": place.get("label", ""),
        "place_note": place.get("note", ""),
    }
    return {name: said.get(name, "") for name in SERVICE_FIELDS}
