"""The catalogue for programs: services, the standard in force, and the versions before. Public."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from prima.kernel.api import ApiRequest, Page, Paging, paged
from prima.offices.public import Office
from prima.standards import queries
from prima.standards.api.shapes import (
    ServiceOut,
    ServiceWithStandardOut,
    StandardLineOut,
    StandardOut,
    line_data,
    service_data,
)
from prima.standards.models import Service, ServiceStandard

router = Router(tags=["services"])
LONGEST_SEARCH = 120


class ServiceFilter(Schema):
    """Which services are asked for; retired ones only when they are searched for or named."""

    q: str = Field("", max_length=LONGEST_SEARCH)
    category: str = Field("", max_length=60)
    office: str = Field("", max_length=60)


class OfOffice(Schema):
    """Whose standard is asked for: of this office, else of the highest that set one."""

    office: str = Field("", max_length=60)


@router.get("services", response=Page[ServiceOut], summary=_("Cari layanan"))
def services(request: ApiRequest, asked: Query[ServiceFilter], paging: Query[Paging]) -> Any:
    """Services by words, shelf or office; found by words, the best answer comes first."""
    return paged(request, _found(asked), paging, _services)


@router.get("services/{slug:key}", response=ServiceWithStandardOut, summary=_("Satu layanan"))
def service(request: ApiRequest, key: str, asked: Query[OfOffice]) -> Any:
    """One service with its standard in force and all versions until today."""
    found = service_or_404(key)
    office = office_or_404(asked.office)
    in_force = queries.standard_for_page(found, office, queries.today_at(office))
    return service_data(found) | {
        "standard": _whole(in_force) if in_force else None,
        "versions": _lines(_until_today(found, office)),
    }


@router.get(
    "services/{slug:key}/standards",
    response=Page[StandardLineOut],
    summary=_("Riwayat standar pelayanan"),
)
def standards(request: ApiRequest, key: str, asked: Query[OfOffice], paging: Query[Paging]) -> Any:
    """Every version of the standards of a service, or those one office has set."""
    rows = _until_today(service_or_404(key), office_or_404(asked.office))
    return paged(request, rows, paging, _lines)


@router.get(
    "services/{slug:key}/standards/{slug:office}/{int:version}",
    response=StandardOut,
    summary=_("Satu versi standar pelayanan"),
)
def standard(request: ApiRequest, key: str, office: str, version: int) -> Any:
    """One version, whole; it never changes."""
    rows = _until_today(service_or_404(key), office_or_404(office))
    return _whole(get_object_or_404(rows, version=version))


def service_or_404(key: str) -> Service:
    """The service with its shelf."""
    return get_object_or_404(Service.objects.select_related("category"), key=key)


def office_or_404(key: str) -> Office | None:
    """The office that is named; none when none is."""
    return get_object_or_404(Office, key=key) if key else None


def _found(asked: ServiceFilter) -> list[Service]:
    today = timezone.localdate()
    if asked.q.strip():
        rows = queries.search(asked.q.strip())
    else:
        rows = list(Service.objects.open_on(today).select_related("category"))
    if asked.category:
        rows = [one for one in rows if one.category.key == asked.category]
    if asked.office:
        kept = _offered(asked.office, today)
        rows = [one for one in rows if one.pk in kept]
    return rows


def _offered(key: str, today: date) -> set[int]:
    office = Office.objects.filter(key=key).first()
    if office is None:
        raise Http404
    return set(queries.services_offered(office, today).values_list("pk", flat=True))


def _until_today(found: Service, office: Office | None) -> Any:
    """What has begun; a version that is still to come is not public yet."""
    rows = ServiceStandard.objects.filter(
        service=found, effective_on__lte=queries.today_at(office)
    )
    if office is not None:
        rows = rows.filter(office=office)
    return rows.select_related("service", "office").order_by("office__path", "-version")


def _services(rows: Iterable[Service]) -> list[dict[str, Any]]:
    return [service_data(one) for one in rows]


def _lines(rows: Iterable[ServiceStandard]) -> list[dict[str, Any]]:
    return [line_data(one, address_of(one)) for one in rows]


def _whole(one: ServiceStandard) -> dict[str, Any]:
    return line_data(one, address_of(one)) | {"content": one.content.to_data()}


def address_of(one: ServiceStandard) -> str:
    """Where a version is found."""
    parts = {"key": one.service.key, "office": one.office.key, "version": one.version}
    return reverse("api:standard", kwargs=parts)
