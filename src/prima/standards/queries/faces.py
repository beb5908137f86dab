"""The catalogue for other programs: a fixed number of queries, kept while it is the same."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, Final

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from prima.offices.public import Office, ordinary_week, ordinary_weeks
from prima.standards.core.content import Category
from prima.standards.core.faces import schema_org
from prima.standards.core.faces.formats import FORMATS
from prima.standards.core.faces.model import (
    OfficeFace,
    OpenHours,
    PublishedCatalogue,
    ServiceFace,
)
from prima.standards.models import Service, ServiceCategory, ServiceStandard
from prima.standards.queries.services import binding, published, today_at

_ANY_KEY: Final = "kunci-apa-saja"
KEPT: Final = 32
MOST_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class FaceFile:
    """The catalogue in one format, with a mark that changes when a byte of it does."""

    content: bytes
    mark: str


@dataclass(frozen=True, slots=True)
class _Rows:
    """What was read, without the contents of the standards: they are large and never change."""

    on: date
    office: Office | None
    shelves: list[ServiceCategory]
    services: list[Service]
    offices: list[Office]
    standards: list[ServiceStandard]
    setters: Mapping[int, tuple[str, ...]]

    @property
    def fingerprint(self) -> str:
        """Equal for equal catalogues: whatever a file would show goes into it."""
        said: list[object] = [settings.SITE_URL, self.on, self.office and self.office.key]
        said += [(one.key, one.label, one.note) for one in self.shelves]
        said += [_plain(one, but="search_words") for one in self.services]
        said += [_plain(one) for one in self.offices]
        said += [one.pk for one in self.standards]
        return hashlib.sha256(repr(said).encode()).hexdigest()


def _plain(row: Any, but: str = "") -> tuple[object, ...]:
    names = (field.attname for field in row._meta.concrete_fields)
    return tuple(getattr(row, name) for name in names if name != but)


def catalogue_file(name: str, office: Office | None) -> FaceFile | None:
    """Return the catalogue in this format; None while the installation has no office.

    Of the whole installation, or what one office gives and what it has set itself. Five light
    queries; ten in all when something changed since the last time.
    """
    rows = _read(office, today_at(office))
    if not rows.offices:
        return None
    key = (name, rows.fingerprint)
    with _lock:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
            return found
    content = FORMATS[name].write(_catalogue(rows))
    found = FaceFile(content, hashlib.sha256(content).hexdigest()[:32])
    with _lock:
        _kept[key] = found
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found


_kept: OrderedDict[tuple[str, str], FaceFile] = OrderedDict()
_lock = Lock()


def service_face(
    service: Service, standard: ServiceStandard, offices: list[Office], on: date
) -> dict[str, Any]:
    """Return one service as schema.org has it, from what its page has read already.

    `offices` are those that give it, at most `MOST_SHOWN` of them: it is part of a page.
    """
    shown = offices[:MOST_SHOWN]
    setters = [one for one in offices if one.pk == standard.office_id]
    faces = {one.key: _office(one, {}, ordinary_week(one, on)) for one in (*setters, *shown)}
    shelf = service.category
    catalogue = PublishedCatalogue(
        site=settings.SITE_URL,
        service_pages=_pages("insight:service"),
        office_pages=_pages("offices:office"),
        categories=(Category(shelf.key, shelf.label, shelf.note),),
        offices=tuple(faces.values()),
        services=(),
    )
    given = tuple(one.key for one in shown)
    found = ServiceFace(service.entry(standard), setters[0].key if setters else "", offices=given)
    return schema_org.government_service(catalogue, found)


def published_catalogue(office: Office | None, on: date) -> PublishedCatalogue:
    """Return what is published: of the whole installation, or of one office."""
    return _catalogue(_read(office, on))


def _read(office: Office | None, on: date) -> _Rows:
    services = Service.objects.select_related("category")
    offices = Office.objects.all()
    standards = list((binding(office, on) if office else published(on)).defer("content_data"))
    if office is not None:
        own = [one.service_id for one in standards if one.office_id == office.pk]
        wanted = Q(offered_by__contains=[office.kind]) | Q(pk__in=own)
        services = services.open_on(on).filter(wanted)
        offices = offices.filter(key__in=office.lineage)
    begun = ServiceStandard.objects.filter(effective_on__lte=on).order_by("service_id")
    setters: dict[int, tuple[str, ...]] = {}
    for service, path in begun.values_list("service_id", "office__path").distinct():
        setters[service] = (*setters.get(service, ()), path)
    return _Rows(
        on, office, list(ServiceCategory.objects.all()), list(services), list(offices),
        standards, setters,
    )  # fmt: skip


def _catalogue(rows: _Rows) -> PublishedCatalogue:
    by_service = {one.service_id: one for one in _with_contents(rows.standards)}
    keys = {one.pk: one.key for one in rows.offices}
    weeks = ordinary_weeks(rows.offices, rows.on)
    return PublishedCatalogue(
        site=settings.SITE_URL,
        service_pages=_pages("insight:service"),
        office_pages=_pages("offices:office"),
        categories=tuple(Category(one.key, one.label, one.note) for one in rows.shelves),
        offices=tuple(_office(one, keys, weeks.get(one.pk, ())) for one in rows.offices),
        services=tuple(
            _service(one, by_service.get(one.pk), keys, _giving(one, rows))
            for one in rows.services
            if one.pk in by_service or one.retired_on is not None
        ),
    )


def _pages(route: str) -> str:
    path = reverse(route, kwargs={"key": _ANY_KEY})
    return settings.SITE_URL + path.replace(_ANY_KEY, "{key}")


def _with_contents(rows: Iterable[ServiceStandard]) -> QuerySet[ServiceStandard]:
    return ServiceStandard.objects.filter(pk__in=[one.pk for one in rows])


def _office(office: Office, keys: Mapping[int, str], week: Iterable[Any]) -> OfficeFace:
    return OfficeFace(
        key=office.key,
        name=office.name,
        kind=office.kind,
        parent=keys.get(office.parent_id) if office.parent_id else None,
        address=office.address,
        phone=office.phone,
        email=office.email,
        time_zone=office.time_zone,
        hours=tuple(
            OpenHours(day, span.opens, span.closes)
            for day, spans in enumerate(week)
            for span in spans
        ),
    )


def _service(
    service: Service,
    standard: ServiceStandard | None,
    keys: Mapping[int, str],
    offices: tuple[str, ...],
) -> ServiceFace:
    entry = service.entry(standard)
    if standard is None:
        return ServiceFace(entry, offices=offices)
    setter = keys.get(standard.office_id, "")
    return ServiceFace(entry, setter, standard.version, standard.effective_on, offices)


def _giving(service: Service, rows: _Rows) -> tuple[str, ...]:
    """The offices that give the service: of its kind, at or below one that set a standard."""
    if not service.is_open_on(rows.on):
        return ()
    if rows.office is not None:
        return (rows.office.key,) if rows.office.kind in service.offered_by else ()
    paths = rows.setters.get(service.pk, ())
    return tuple(
        one.key
        for one in rows.offices
        if one.kind in service.offered_by and one.path.startswith(paths)
    )
