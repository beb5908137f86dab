"""Everything people change in a process map: processes, their place, and what they give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, StaleRecord, require
from prima.offices.public import Office
from prima.sops import permissions
from prima.sops.actions.common import today
from prima.sops.actions.process_map import record
from prima.sops.core.processes.data import is_related
from prima.sops.core.processes.model import DEEPEST, Relation, level_of, moved, next_code
from prima.sops.models import BusinessProcess, OfficeProcessMap, ProcessRelation
from prima.sops.models.processes import BusinessProcessQuerySet
from prima.sops.rules import ProcessGroup
from prima.standards.public import Service


@dataclass(frozen=True, slots=True)
class ProcessWords:
    """What people write about a process; the group counts for process groups only."""

    name: str
    owner: str
    group: str = ProcessGroup.CORE
    purpose: str = ""
    output: str = ""
    outcome: str = ""
    source: str = ""
    source_checked: bool = False
    services: Sequence[Service] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Who gives or receives: a process of the map, or somebody outside by name."""

    process: BusinessProcess | None = None
    name: str = ""


@journal.action
def add_process(
    office: Office, words: ProcessWords, *, under: BusinessProcess | None, by: Actor, at: datetime
) -> BusinessProcess:
    """Add a process below another one, or a process group; the first one begins the map."""
    require(permissions.can_write_map(by, office))
    begun, _created = OfficeProcessMap.objects.get_or_create(
        office=office, defaults={"changed_at": at}
    )
    kept = _locked(begun, by=by)
    above = _fresh(kept, under) if under else None
    _check_open(above, today(office, at))
    row = BusinessProcess(
        map=kept, parent=above, code=_code_below(kept, above.code if above else "")
    )
    _write(row, words, group=above.group if above else words.group)
    record("process.added", row, by=by, at=at, payload={"parent_id": above.pk if above else None})
    _changed(kept, at)
    return row


@journal.action
def edit_process(
    process: BusinessProcess, words: ProcessWords, *, revision: int, by: Actor, at: datetime
) -> BusinessProcess:
    """Change what a process says of itself; whoever read an older save is told."""
    kept, row = _opened(process, revision, by=by)
    group = row.group if row.parent_id else words.group
    if group != row.group:
        _below(row).update(group=group)
    row.revision += 1
    _write(row, words, group=group)
    record("process.edited", row, by=by, at=at, payload={"revision": row.revision})
    _changed(kept, at)
    return row


@journal.action
def move_process(
    process: BusinessProcess, *, to: BusinessProcess | None, revision: int, by: Actor, at: datetime
) -> BusinessProcess:
    """Put a process with all below it under another one; their numbers follow."""
    kept, row = _opened(process, revision, by=by)
    above = _fresh(kept, to) if to else None
    _check_place(row, above, today(kept.office, at))
    old, new = row.code, _code_below(kept, above.code if above else "")
    inside = list(_below(row))
    deepest = max(level_of(moved(one.code, old, new)) for one in (row, *inside))
    if deepest > DEEPEST:
        raise RuleBroken(_too_deep())
    row.parent, row.revision = above, row.revision + 1
    for one in (row, *inside):
        one.code = moved(one.code, old, new)
        one.group = above.group if above else one.group
        one.save()
    record("process.moved", row, by=by, at=at, payload={"parent_id": above.pk if above else None})
    _changed(kept, at)
    return row


@journal.action
def retire_process(
    process: BusinessProcess, *, retired_on: date, revision: int, by: Actor, at: datetime
) -> BusinessProcess:
    """From this day the office no longer does this; its number is never given again."""
    kept, row = _opened(process, revision, by=by)
    day = today(kept.office, at)
    if row.retired_on is not None:
        raise StaleRecord(_("Proses ini sudah ditutup. Muat ulang halaman."))
    if retired_on < day:
        raise RuleBroken(_("Tanggal itu sudah lewat. Pilih hari ini atau sesudahnya."))
    if row.children.in_force(retired_on).exists():
        raise RuleBroken(
            _("Masih ada proses di bawahnya. Pindahkan atau tutup dahulu proses-proses itu.")
        )
    row.retired_on, row.revision = retired_on, row.revision + 1
    row.save(update_fields=["retired_on", "revision"])
    record("process.retired", row, by=by, at=at, payload={"retired_on": retired_on})
    _changed(kept, at)
    return row


@journal.action
def relate(
    kept: OfficeProcessMap, supplier: Party, what: str, receiver: Party, *, by: Actor, at: datetime
) -> ProcessRelation:
    """Say that one party gives something to the other; at least one of them is a process."""
    kept = _locked(kept, by=by)
    ends = [_end(kept, one, today(kept.office, at)) for one in (supplier, receiver)]
    if not any(one.process for one in ends):
        raise RuleBroken(_("Pilih sebuah proses sebagai pemberi atau penerima."))
    row = ProcessRelation(
        map=kept, what=what,
        supplier=ends[0].process, supplier_name=ends[0].name,
        receiver=ends[1].process, receiver_name=ends[1].name,
    )  # fmt: skip
    _check_relation(row)
    row.save()
    record("process.related", row, by=by, at=at, payload=_ids(row))
    _changed(kept, at)
    return row


@journal.action
def unrelate(relation: ProcessRelation, *, by: Actor, at: datetime) -> None:
    """Take a relation off the map; gone already is no fault."""
    kept = _locked(relation.map, by=by)
    removed, _rows = ProcessRelation.objects.filter(pk=relation.pk).delete()
    if removed:
        record("process.unrelated", relation, by=by, at=at, payload=_ids(relation))
        _changed(kept, at)


def _locked(kept: OfficeProcessMap, *, by: Actor) -> OfficeProcessMap:
    """The map, held until the end of the action: of two people one waits here."""
    rows = OfficeProcessMap.objects.select_for_update(of=("self",)).select_related("office")
    found = rows.get(pk=kept.pk)
    require(permissions.can_write_map(by, found.office))
    return found


def _opened(
    process: BusinessProcess, revision: int, *, by: Actor
) -> tuple[OfficeProcessMap, BusinessProcess]:
    """The locked map and the process as it is now, when nobody saved it since it was read."""
    kept = _locked(process.map, by=by)
    row = _fresh(kept, process)
    if row.revision != revision:
        raise StaleRecord(
            _(
                "Rekan Anda menyimpan proses ini setelah Anda membukanya. Isian Anda di bawah ini "
                "belum disimpan; muat ulang halaman untuk melihat perubahannya."
            )
        )
    return kept, row


def _fresh(kept: OfficeProcessMap, process: BusinessProcess) -> BusinessProcess:
    row = kept.processes.filter(pk=process.pk).first()
    if row is None:
        raise RuleBroken(_("Pilih proses dari peta kantor ini."))
    found: BusinessProcess = row
    return found


def _check_open(above: BusinessProcess | None, day: date) -> None:
    if above is not None and above.retired_on is not None and above.retired_on <= day:
        raise RuleBroken(_("Proses itu sudah ditutup. Pilih proses yang masih dijalankan."))


def _check_place(row: BusinessProcess, above: BusinessProcess | None, day: date) -> None:
    """Refuse a circle, and a move to where the process stands already."""
    _check_open(above, day)
    if above is not None and (above.pk == row.pk or above.code.startswith(f"{row.code}.")):
        raise RuleBroken(
            _(
                "%(process)s tidak dapat dipindahkan ke bawah dirinya sendiri, karena peta "
                "menjadi berputar. Pilih proses lain."
            )
            % {"process": f"{row.code} {row.name}"}
        )
    if (above.pk if above else None) == row.parent_id:
        raise RuleBroken(_("Proses ini sudah berada di sana. Pilih tempat lain."))


def _below(row: BusinessProcess) -> BusinessProcessQuerySet:
    """Everything below the process, retired or not."""
    return row.map.processes.filter(code__startswith=f"{row.code}.")


def _code_below(kept: OfficeProcessMap, above: str) -> str:
    code = next_code(above, list(kept.processes.values_list("code", flat=True)))
    if code is None:
        raise RuleBroken(
            _("Sudah ada 99 proses di sini. Kelompokkan sebagian di bawah proses baru.")
        )
    if level_of(code) > DEEPEST:
        raise RuleBroken(_too_deep())
    return code


def _too_deep() -> str:
    return _(
        "Peta proses berhenti di tingkat %(level)d. Rincian di bawahnya ditulis sebagai langkah "
        "SOP."
    ) % {"level": DEEPEST}


def _write(row: BusinessProcess, words: ProcessWords, *, group: str) -> None:
    row.name, row.owner, row.group = words.name, words.owner, group
    row.purpose, row.output, row.outcome = words.purpose, words.output, words.outcome
    row.source, row.source_checked = words.source, words.source_checked
    row.save()
    row.services.set(words.services)


def _end(kept: OfficeProcessMap, party: Party, day: date) -> Party:
    if party.process is None:
        if not party.name:
            raise RuleBroken(_("Pilih proses, atau tulis nama pihak di luar kantor."))
        return party
    found = _fresh(kept, party.process)
    _check_open(found, day)
    return Party(found)


def _check_relation(row: ProcessRelation) -> None:
    value: Relation = row.value
    if row.supplier and row.receiver and is_related(value):
        raise RuleBroken(
            _("Pilih dua proses yang berbeda, dan yang satu tidak membawahi yang lain.")
        )
    same = {
        name: getattr(row, name)
        for name in ("map", "supplier", "supplier_name", "what", "receiver", "receiver_name")
    }
    if ProcessRelation.objects.filter(**same).exists():
        raise RuleBroken(_("Hubungan itu sudah ada di peta."))


def _ids(row: ProcessRelation) -> dict[str, int | None]:
    return {"supplier_id": row.supplier_id, "receiver_id": row.receiver_id}


def _changed(kept: OfficeProcessMap, at: datetime) -> None:
    """From now on the map is the office's own: no load of a catalogue touches it."""
    kept.changed_at = at
    kept.edited_at = kept.edited_at or at
    kept.save(update_fields=["changed_at", "edited_at"])
