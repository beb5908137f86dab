"""Reads of services and standards. The catalogue is public: everybody sees all of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.db.models.functions import Length
from django.utils import timezone

from prima.kernel import clock
from prima.kernel.yaml_lines import Problem
from prima.offices.public import Office
from prima.standards.core import catalogue, writing
from prima.standards.core import search as searching
from prima.standards.core.catalogue import SopEvents
from prima.standards.core.content import Category, StandardContent
from prima.standards.models import Service, ServiceCategory, ServiceStandard

_LIGHT: Final = [
    field.attname
    for field in ServiceStandard._meta.concrete_fields
    if field.attname != "content_data"
]

# Every service page begins with it. `~>=~` compares bytes of the path under every collation, and
# "0" is the sign after the "/" at its end: so these are the office and all below it.
_OFFERING: Final = f"""
    SELECT * FROM {Office._meta.db_table} AS office
    WHERE office.kind = ANY(%(kinds)s) AND EXISTS (
        SELECT 1 FROM {ServiceStandard._meta.db_table} AS standard
        JOIN {Office._meta.db_table} AS setter ON setter.id = standard.office_id
        WHERE standard.service_id = %(service)s AND standard.effective_on <= %(on)s
            AND office.path ~>=~ setter.path
            AND office.path ~<~ (left(setter.path, -1) || '0'))
    ORDER BY office.path
"""  # noqa: S608 - names of our own tables, no value of anybody

# Every page of a service needs its standard, and a version in force never changes: so its content,
# which is large, stays where it is until somebody asks for what is not known by the digest.
_BEGUN: Final = f"""
    SELECT {", ".join(f"standard.{name}" for name in _LIGHT)}
    FROM {ServiceStandard._meta.db_table} AS standard
    JOIN {Office._meta.db_table} AS office ON office.id = standard.office_id
    WHERE standard.service_id = %(service)s AND standard.effective_on <= %(on)s
"""  # noqa: S608 - names of our own tables and columns, no value of anybody
# The lowest office first, and of one office the version that began last.
_NEAREST: Final = f"""{_BEGUN} AND office.key = ANY(%(offices)s)
    ORDER BY length(office.path) DESC, standard.effective_on DESC, standard.version DESC LIMIT 1
"""
# The highest office first.
_HIGHEST: Final = f"""{_BEGUN}
    ORDER BY length(office.path), office.path, standard.effective_on DESC, standard.version DESC
    LIMIT 1
"""


def check_catalogue(folder: Path, *, sop_events: SopEvents | None = None) -> list[Problem]:
    """Return everything that is wrong with the services of a catalogue, without loading it.

    `sop_events` gives, by the key of a service, the moments its SOP marks; without it the
    standards are checked by themselves.
    """
    return list(catalogue.read(folder, sop_events).problems)


def standards_of_folder(folder: Path) -> dict[str, StandardContent]:
    """Return the standards a folder holds, by the key of their service, without loading them.

    Only those of files without a fault of their own: others hold nothing one can rely on.
    """
    found = catalogue.read(folder)
    faulty = {problem.file for problem in found.problems}
    return {
        entry.key: entry.content
        for entry in found.entries
        if entry.content and f"{catalogue.SERVICES_FOLDER}/{entry.key}.yaml" not in faulty
    }


def today_at(office: Office | None) -> date:
    """Return the date it is at the office now; without an office, in the zone of the site."""
    return timezone.localdate(clock.now(), ZoneInfo(office.time_zone) if office else None)


def standard_in_force(service: Service, office: Office, on: date) -> ServiceStandard | None:
    """Return the standard that binds the office on this day: its own, else that of the nearest
    office above it; none when the service is retired or nobody has written one.
    """
    return _begun(service, _NEAREST, on, offices=office.lineage)


def standards_in_force(office: Office, on: date) -> dict[int, ServiceStandard]:
    """Return the standard in force for every service at once, by the id of the service."""
    rows = binding(office, on).select_related("service__category", "office")
    return {standard.service_id: standard for standard in rows}


def binding(office: Office, on: date) -> QuerySet[ServiceStandard]:
    """The standard of every service that binds the office: the nearest, begun last."""
    return (
        ServiceStandard.objects.in_force(on)
        .filter(office__key__in=office.lineage)
        .order_by("service_id", Length("office__path").desc(), "-effective_on", "-version")
        .distinct("service_id")
    )


def standard_for_page(service: Service, office: Office | None, on: date) -> ServiceStandard | None:
    """Return the standard of the office that was chosen, or the published one when none was."""
    if office is None:
        return published_standard(service, on)
    return standard_in_force(service, office, on)


def published_standard(service: Service, on: date) -> ServiceStandard | None:
    """Return the standard shown when no office was chosen: that of the highest office."""
    return _begun(service, _HIGHEST, on)


def _begun(
    service: Service, statement: str, on: date, **given: list[str]
) -> ServiceStandard | None:
    """Return what the statement finds for a service at hand."""
    if not service.is_open_on(on):
        return None
    found = ServiceStandard.objects.raw(statement, {"service": service.pk, "on": on, **given})
    for standard in found:
        standard.service = service
        return standard
    return None


def published_standards(on: date) -> dict[int, ServiceStandard]:
    """Return for every service the standard shown when no office was chosen, in one query."""
    return {standard.service_id: standard for standard in published(on)}


def published(on: date) -> QuerySet[ServiceStandard]:
    """The standard of every service that the highest office has set, begun last."""
    return (
        ServiceStandard.objects.in_force(on)
        .order_by(
            "service_id", Length("office__path"), "office__path", "-effective_on", "-version"
        )
        .distinct("service_id")
    )


def services_offered(office: Office, on: date | None = None) -> QuerySet[Service]:
    """Return the services the office gives on this day (today): of its kind, with a standard."""
    day = on or today_at(office)
    bound = ServiceStandard.objects.in_force(day).filter(office__key__in=office.lineage)
    return (
        Service.objects.open_on(day)
        .offered_by_kind(office.kind)
        .filter(pk__in=bound.values("service_id"))
        .select_related("category")
    )


def offices_offering(service: Service, on: date) -> list[Office]:
    """Return the offices that give the service on this day, in the order of the tree."""
    if not service.is_open_on(on):
        return []
    given = {"service": service.pk, "kinds": service.offered_by, "on": on}
    return list(Office.objects.raw(_OFFERING, given))


def services_by_category(on: date) -> list[tuple[ServiceCategory, list[Service]]]:
    """Return the shelves that hold something, each with its services; two queries."""
    shelves: dict[int, list[Service]] = {}
    for service in Service.objects.open_on(on).select_related("category"):
        shelves.setdefault(service.category_id, []).append(service)
    return [
        (category, shelves[category.pk])
        for category in ServiceCategory.objects.all()
        if category.pk in shelves
    ]


def search(text: str) -> list[Service]:
    """Return the services that answer what was typed, best first, retired ones included.

    A retired service is found too, because its page says where people go now. One query.
    """
    services = {service.key: service for service in Service.objects.select_related("category")}
    keys = searching.search(text, [service.document for service in services.values()])
    return [services[key] for key in keys]


def setters(service: Service, on: date) -> list[Office]:
    """Return the offices with a standard of their own for the service, the top first."""
    begun = ServiceStandard.objects.filter(service=service.pk, effective_on__lte=on)
    return list(Office.objects.filter(pk__in=begun.values("office_id")))


def catalogue_files(office: Office) -> dict[str, str]:
    """Return the catalogue of the office as files, by their place in the folder; three queries.

    What `load_catalogue` would take for unchanged: the shelves, the last version of every standard
    the office has set itself, and the services that have ended.
    """
    own = ServiceStandard.objects.filter(office=office).order_by("version")
    last = {row.service_id: row for row in own}
    folder = catalogue.SERVICES_FOLDER
    files = {
        f"{folder}/{catalogue.CATEGORIES_FILE}": writing.categories_file(
            Category(shelf.key, shelf.label, shelf.note) for shelf in ServiceCategory.objects.all()
        )
    }
    for service in Service.objects.select_related("category"):
        standard = last.get(service.pk)
        if standard or service.retired_on:
            entry = service.entry(None if service.retired_on else standard)
            files[f"{folder}/{service.key}.yaml"] = writing.service_file(entry)
    return files
