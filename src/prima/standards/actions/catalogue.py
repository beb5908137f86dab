"""Everything that changes services and standards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.kernel.yaml_lines import Problem
from prima.offices.public import Office
from prima.standards import permissions
from prima.standards.actions import citing, register
from prima.standards.core import catalogue
from prima.standards.core.catalogue import Catalogue, SopEvents
from prima.standards.core.content import Category, Decree, ServiceEntry
from prima.standards.core.digest import version_hash
from prima.standards.core.search import document_words
from prima.standards.models import Service, ServiceCategory, ServiceStandard

# Called after each service with the number done and the number in all.
Progress = Callable[[int, int], None]


class CatalogueRefused(RuleBroken):
    """The catalogue has problems, so nothing of it was loaded; carries all of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        sentence = _(
            "Katalog tidak dimuat karena ada %(count)d masalah; tidak ada yang berubah. "
            "Perbaiki lalu muat lagi:"
        ) % {"count": len(problems)}
        super().__init__("\n".join([sentence, *(str(problem) for problem in problems)]))
        self.problems = problems


@dataclass(slots=True)
class LoadResult:
    """What a load changed; all zero when the catalogue was loaded before."""

    services_added: int = 0
    services_changed: int = 0
    standards_added: int = 0
    unchanged: int = 0


def load_catalogue(
    folder: Path,
    *,
    office: Office,
    by: Actor,
    at: datetime,
    progress: Progress | None = None,
    sop_events: SopEvents | None = None,
) -> LoadResult:
    """Bring services and standards to what the folder says, all of it or nothing.

    The standards are those of `office` and bind all offices below it. A standard that differs from
    the last version of the office becomes its next version, in force from the day its file says or
    else from today. Loading the same folder again changes nothing. Services that are not in the
    folder stay. Raises CatalogueRefused with every problem, NotAllowed for anybody else.
    """
    require(permissions.can_load_catalogue(by, office))
    found = catalogue.read(folder, sop_events)
    if found.problems:
        raise CatalogueRefused(found.problems)
    return _load(found, office=office, by=by, at=at, progress=progress)


@dataclass(frozen=True, slots=True)
class _Load:
    """One load: for which office, by whom, when, and what it changed so far."""

    office: Office
    by: Actor
    at: datetime
    result: LoadResult

    def note(self, what: str, about: Service | ServiceStandard, **payload: object) -> None:
        journal.append(
            what,
            about=about,
            chain=f"office:{self.office.pk}",
            by=self.by,
            at=self.at,
            payload=payload,
        )


@journal.action
def _load(
    found: Catalogue, *, office: Office, by: Actor, at: datetime, progress: Progress | None
) -> LoadResult:
    # Two loads at once would both make version 2: the second one waits here.
    # Without its key: rows that only name the office need not wait for the end of the load.
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    shelves = _put_categories(found.categories)
    load = _Load(office, by, at, LoadResult())
    if permissions.can_load_regulations(by, register.top_ids()):
        register.load_regulations(by=by, at=at)
    citing.hold_register()
    for done, entry in enumerate(found.entries, start=1):
        service = _put_service(load, entry, shelves)
        if entry.content:
            _put_standard(load, entry, service)
        if progress:
            progress(done, len(found.entries))
    citing.link_standards(by=by, at=at)
    return load.result


ENDING = ("retired_on", "retired_note", "redirect_name", "redirect_url")


def _put_categories(categories: tuple[Category, ...]) -> dict[str, ServiceCategory]:
    for place, category in enumerate(categories):
        ServiceCategory.objects.update_or_create(
            key=category.key,
            defaults={"label": category.label, "note": category.note, "place": place},
        )
    return {shelf.key: shelf for shelf in ServiceCategory.objects.all()}


def _put_service(load: _Load, entry: ServiceEntry, shelves: dict[str, ServiceCategory]) -> Service:
    fields = _service_fields(entry, shelves)
    service = Service.objects.filter(key=entry.key).first()
    if service and service.retired_on and not entry.retirement:
        # Ended on the page by a head: an older file does not open it again.
        fields = {name: value for name, value in fields.items() if name not in ENDING}
    if service is None:
        service = Service.objects.create(key=entry.key, **fields)
        load.result.services_added += 1
        load.note("service.added", service, retired_on=service.retired_on)
    elif any(getattr(service, name) != value for name, value in fields.items()):
        for name, value in fields.items():
            setattr(service, name, value)
        service.save(update_fields=list(fields))
        load.result.services_changed += 1
        load.note("service.changed", service, retired_on=service.retired_on)
    return service


def _service_fields(entry: ServiceEntry, shelves: dict[str, ServiceCategory]) -> dict[str, Any]:
    gone = entry.retirement
    return {
        "name": entry.name,
        "summary": entry.summary,
        "category": shelves[entry.category],
        "owner": entry.owner,
        "offered_by": list(entry.offered_by),
        "keywords": list(entry.keywords),
        "asks": list(entry.asks),
        "search_words": document_words(entry.name, entry.keywords, entry.summary),
        "place_label": entry.place.label,
        "place_note": entry.place.note,
        "retired_on": gone.on if gone else None,
        "retired_note": gone.note if gone else "",
        "redirect_name": gone.redirect_name if gone else "",
        "redirect_url": gone.redirect_url if gone else "",
    }


def _put_standard(load: _Load, entry: ServiceEntry, service: Service) -> None:
    """Add a version when the standard is not what the office's last version says."""
    digest = version_hash(entry)
    versions = ServiceStandard.objects.filter(service=service, office=load.office)
    last = versions.order_by("version").last()
    # A proposal of a file never takes the place of what a decision has set.
    if last and (last.content_hash == digest or (entry.is_proposal and not last.is_proposal)):
        load.result.unchanged += 1
        return
    standard = ServiceStandard.objects.create(
        service=service,
        office=load.office,
        version=last.version + 1 if last else 1,
        content_data=entry.content.to_data() if entry.content else {},
        content_hash=digest,
        effective_on=entry.effective_on or _local_day(load),
        recorded_at=load.at,
        is_proposal=entry.is_proposal,
        **_decree_fields(entry.decree),
    )
    load.result.standards_added += 1
    load.note(
        "standard.proposed" if entry.is_proposal else "standard.set",
        standard,
        version=standard.version,
        effective_on=standard.effective_on,
        sha256=digest,
    )
    citing.record_standard(standard, by=load.by, at=load.at)


def _local_day(load: _Load) -> date:
    return load.at.astimezone(ZoneInfo(load.office.time_zone)).date()


def _decree_fields(decree: Decree | None) -> dict[str, Any]:
    if decree is None:
        return {"decree_number": "", "decree_on": None, "decree_signatory": ""}
    return {
        "decree_number": decree.number,
        "decree_on": decree.on,
        "decree_signatory": decree.signatory,
    }
