"""Loading procedures from the files of a catalogue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import require
from prima.offices.public import Office
from prima.sops import permissions, rules
from prima.sops.actions import citing, rows
from prima.sops.actions.process_map import LoadedProcesses, put_map
from prima.sops.core import SopDocument, content_hash, to_data
from prima.sops.core.catalogue import SopCatalogue
from prima.sops.models import Sop, SopVersion, SopWithdrawal
from prima.standards import public as standards
from prima.standards.public import CatalogueRefused, Service

# Called after each procedure with the number done and the number in all.
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class LoadedSops:
    """What a load changed; nothing added when the folder was loaded before.

    `kept` are procedures that people approved or withdrew here: a file does not undo that.
    """

    added: int = 0
    unchanged: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class LoadedCatalogue:
    """What a load of the whole catalogue changed."""

    standards: standards.LoadResult
    sops: LoadedSops
    processes: LoadedProcesses


@journal.action
def load_catalogue(
    folder: Path,
    *,
    office: Office,
    by: Actor,
    at: datetime,
    progress: Progress | None = None,
) -> LoadedCatalogue:
    """Load services, standards, procedures and process map of a folder, all of it or nothing.

    Raises CatalogueRefused with every problem of them all, NotAllowed for anybody who may not.
    """
    require(permissions.can_load_sops(by, office))
    found = rules.read_folder(folder)
    if found.problems:
        raise CatalogueRefused(found.problems)
    loaded = standards.load_catalogue(folder, office=office, by=by, at=at, progress=progress)
    sops = _load(found.sops, office=office, by=by, at=at, progress=None)
    processes = put_map(found.process_map, office=office, by=by, at=at)
    citing.link_sops(by=by, at=at)
    return LoadedCatalogue(loaded, sops, processes)


@journal.action
def load_sops(
    folder: Path,
    *,
    office: Office,
    by: Actor,
    at: datetime,
    progress: Progress | None = None,
) -> LoadedSops:
    """Bring the procedures of `office` to what the folder says, all of it or nothing.

    Each is held against the standard in force for the office. Equal content changes nothing;
    other content is the next version, in force from the day the file says or else from today.
    Raises CatalogueRefused with every problem, NotAllowed for anybody who may not.
    """
    require(permissions.can_load_sops(by, office))
    in_force = standards.standards_in_force(office, _today(office, at)).values()
    found = rules.read_sops(folder, {one.service.key: one.content for one in in_force})
    if found.problems:
        raise CatalogueRefused(found.problems)
    return _load(found, office=office, by=by, at=at, progress=progress)


def _load(
    found: SopCatalogue, *, office: Office, by: Actor, at: datetime, progress: Progress | None
) -> LoadedSops:
    standards.hold_register()
    services = {service.key: service for service in Service.objects.all()}
    added: list[SopVersion] = []
    kept = 0
    for done, document in enumerate(found.documents, start=1):
        version = _put(document, services[document.service], office=office, by=by, at=at)
        if isinstance(version, SopVersion):
            added.append(version)
        kept += version == "kept"
        if progress:
            progress(done, len(found.documents))
    rows.index_versions(added)
    unchanged = len(found.documents) - len(added) - kept
    return LoadedSops(len(added), unchanged, kept)


def _put(
    document: SopDocument, service: Service, *, office: Office, by: Actor, at: datetime
) -> SopVersion | Literal["same", "kept"]:
    """Add a version when the procedure is not what the office's last version says.

    Four eyes stand over a command: what was approved or withdrawn here changes by a draft only.
    """
    sop, _created = Sop.objects.get_or_create(service=service, office=office)
    # Two loads at once would both make the same number: the second one waits here.
    Sop.objects.select_for_update().get(pk=sop.pk)
    last = sop.versions.order_by("number").last()
    digest = content_hash(document)
    if last is not None and last.content_hash == digest:
        return "same"
    if last is not None and _was_decided_here(last):
        return "kept"
    named = document.identity.effective_on
    version = SopVersion.objects.create(
        sop=sop,
        number=last.number + 1 if last else 1,
        content=to_data(document),
        content_hash=digest,
        effective_on=date.fromisoformat(named) if named else _today(office, at),
        is_proposal=document.proposal,
        recorded_at=at,
    )
    _record(version, office=office, by=by, at=at)
    citing.record_version(version, by=by, at=at)
    return version


def _was_decided_here(version: SopVersion) -> bool:
    """Whether people approved this version in Prima, or withdrew it."""
    return bool(version.kind) or SopWithdrawal.objects.filter(version=version).exists()


def _record(version: SopVersion, *, office: Office, by: Actor, at: datetime) -> None:
    journal.append(
        "sop.proposed" if version.is_proposal else "sop.set",
        about=version,
        chain=f"office:{office.pk}",
        by=by,
        at=at,
        payload={
            "version": version.number,
            "effective_on": version.effective_on,
            "sha256": version.content_hash,
        },
    )


def _today(office: Office, at: datetime) -> date:
    """The date it is at the office."""
    return at.astimezone(ZoneInfo(office.time_zone)).date()
