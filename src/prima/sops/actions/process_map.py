"""How an office comes to a process map: from a catalogue, or from the office above."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, StaleRecord, require
from prima.offices.public import Office
from prima.sops import permissions
from prima.sops.actions.common import today
from prima.sops.core.processes.model import Process, ProcessMap, Relation, is_code, parent_of
from prima.sops.models import BusinessProcess, OfficeProcessMap, ProcessRelation
from prima.standards.public import Service

# What a process says of itself; its place and its services are set apart.
WORDS: Final = ("name", "owner", "group", "purpose", "output", "outcome", "source",
                "source_checked")  # fmt: skip


@dataclass(slots=True)
class LoadedProcesses:
    """What a load changed; `kept` when people changed the map here: a file does not undo that."""

    added: int = 0
    changed: int = 0
    retired: int = 0
    kept: bool = False


def put_map(
    found: ProcessMap | None, *, office: Office, by: Actor, at: datetime
) -> LoadedProcesses:
    """Bring the map of the office to what the files say; called in the transaction of a load."""
    if found is None:
        return LoadedProcesses()
    begun, _created = OfficeProcessMap.objects.get_or_create(
        office=office, defaults={"changed_at": at}
    )
    # Two loads at once would both give the same numbers: the second one waits here.
    kept = OfficeProcessMap.objects.select_for_update().get(pk=begun.pk)
    if kept.edited_at is not None:
        return LoadedProcesses(kept=True)
    day = today(office, at)
    if kept.on(day) == found:
        return LoadedProcesses()
    loaded = _put_processes(kept, found, day)
    _put_relations(kept, found.relations)
    kept.changed_at = at
    kept.save(update_fields=["changed_at"])
    payload = asdict(loaded)
    del payload["kept"]
    record("process_map.loaded", kept, by=by, at=at, payload=payload)
    return loaded


@journal.action
def adopt_map(office: Office, *, by: Actor, at: datetime) -> OfficeProcessMap:
    """Begin the office's own map as a copy of the one it follows now.

    Of two who do so at once, or while a colleague adds the first process, the second is told.
    """
    require(permissions.can_write_map(by, office))
    pattern = OfficeProcessMap.objects.nearest(office)
    if pattern is None:
        raise RuleBroken(
            _("Belum ada peta di kantor atasan yang dapat disalin. Tambahkan proses pertama.")
        )
    made, is_new = OfficeProcessMap.objects.get_or_create(
        office=office,
        defaults={"adapted_from": pattern.office, "edited_at": at, "changed_at": at},
    )
    if not is_new:
        raise StaleRecord(_("Kantor ini sudah mempunyai peta sendiri. Muat ulang halaman."))
    whole = pattern.on(today(office, at))
    _put_processes(made, whole, today(office, at))
    _put_relations(made, whole.relations)
    record("process_map.adopted", made, by=by, at=at, payload={"from_office": pattern.office_id})
    return made


def record(
    what: str, about: Any, *, by: Actor, at: datetime, payload: dict[str, Any] | None = None
) -> None:
    """One entry in the chain of the office whose map it is."""
    of = about if isinstance(about, OfficeProcessMap) else about.map
    chain = f"office:{of.office_id}"
    journal.append(what, about=about, chain=chain, by=by, at=at, payload=payload or {})


def _put_processes(kept: OfficeProcessMap, found: ProcessMap, day: date) -> LoadedProcesses:
    """Add, change and retire, from the top down: a parent exists before its children."""
    loaded = LoadedProcesses()
    known = {one.code: one for one in kept.processes.prefetch_related("services")}
    services = {one.key: one for one in Service.objects.all()}
    for value in found.processes:
        row = known.get(value.code)
        if row is None:
            row = BusinessProcess.objects.create(
                map=kept, code=value.code, parent=known.get(parent_of(value.code)), **_words(value)
            )
            known[value.code] = row
            loaded.added += 1
        elif row.value != value or row.retired_on is not None:
            _change(row, value)
            loaded.changed += 1
        else:
            continue
        row.services.set([services[key] for key in value.services if key in services])
    gone = kept.processes.in_force(day).exclude(code__in=found.by_code)
    loaded.retired = gone.update(retired_on=day)
    return loaded


def _change(row: BusinessProcess, value: Process) -> None:
    for name, said in _words(value).items():
        setattr(row, name, said)
    row.retired_on = None
    row.revision += 1
    row.save()


def _words(value: Process) -> dict[str, Any]:
    return {name: getattr(value, name) for name in WORDS}


def _put_relations(kept: OfficeProcessMap, wanted: tuple[Relation, ...]) -> None:
    known = {one.value: one for one in kept.relations.select_related("supplier", "receiver")}
    ids = dict(kept.processes.values_list("code", "pk"))
    gone = [row.pk for value, row in known.items() if value not in wanted]
    ProcessRelation.objects.filter(pk__in=gone).delete()
    ProcessRelation.objects.bulk_create(
        ProcessRelation(map=kept, what=value.what, **_ends(value, ids))
        for value in wanted
        if value not in known
    )


def _ends(value: Relation, ids: dict[str, int]) -> dict[str, Any]:
    """Supplier and receiver as the columns of a row."""
    found: dict[str, Any] = {}
    for name, party in (("supplier", value.supplier), ("receiver", value.receiver)):
        if is_code(party):
            found[f"{name}_id"] = ids[party]
        else:
            found[f"{name}_name"] = party
    return found
