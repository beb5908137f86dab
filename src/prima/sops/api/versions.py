"""Procedures for programs: every version until today as data. Public."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from prima.kernel import clock
from prima.kernel.api import ApiRequest, Page, Paging, paged
from prima.offices.public import Office
from prima.sops import queries
from prima.sops.api.shapes import SopLineOut, SopOut, document_data
from prima.sops.models import SopVersion
from prima.standards.public import Service

router = Router(tags=["sops"])


class OfOffice(Schema):
    """Whose procedure is asked for."""

    office: str = Field("", max_length=60)


@router.get("services/{slug:key}/sops", response=Page[SopLineOut], summary=_("Riwayat SOP"))
def sops(request: ApiRequest, key: str, asked: Query[OfOffice], paging: Query[Paging]) -> Any:
    """Every version of the procedures of a service, or those of one office."""
    rows = _until_today(get_object_or_404(Service, key=key))
    if asked.office:
        rows = rows.filter(sop__office=get_object_or_404(Office, key=asked.office))
    return paged(request, rows, paging, _lines)


@router.get(
    "services/{slug:key}/sop",
    response=SopOut,
    summary=_("SOP yang berlaku"),
    exclude_unset=True,
)
def sop(request: ApiRequest, key: str, asked: Query[OfOffice]) -> Any:
    """The version that binds an office today; without one that of the highest office."""
    service = get_object_or_404(Service, key=key)
    office = get_object_or_404(Office, key=asked.office) if asked.office else None
    version, _standard = queries.in_force_today(service, office, clock.now())
    return _whole(_or_404(version))


@router.get(
    "services/{slug:key}/sops/{slug:office}/{int:number}",
    response=SopOut,
    summary=_("Satu versi SOP"),
    exclude_unset=True,
)
def sop_version(request: ApiRequest, key: str, office: str, number: int) -> Any:
    """One version as data; it never changes."""
    rows = _until_today(get_object_or_404(Service, key=key))
    return _whole(get_object_or_404(rows, sop__office__key=office, number=number))


def _or_404(version: SopVersion | None) -> SopVersion:
    return get_object_or_404(SopVersion, pk=version.pk if version else None)


def _until_today(service: Service) -> QuerySet[SopVersion]:
    """What has begun; a version that is still to come is not public yet."""
    rows = SopVersion.objects.filter(sop__service=service, effective_on__lte=timezone.localdate())
    rows = rows.select_related("sop__service", "sop__office", "withdrawal")
    return rows.order_by("sop__office__path", "-number")


def _lines(rows: Iterable[SopVersion]) -> list[dict[str, Any]]:
    return [_line(one) for one in rows]


def _line(one: SopVersion) -> dict[str, Any]:
    place = {"key": one.sop.service.key, "office": one.sop.office.key, "number": one.number}
    return {
        "office": one.sop.office.key,
        "number": one.number,
        "title": one.content.get("identity", {}).get("title", ""),
        "effective_on": one.effective_on,
        "withdrawn_on": _end_of(one),
        "is_proposal": one.is_proposal,
        "kind": one.kind,
        "sop_number": one.sop_number,
        "approver_title": one.approver_title,
        "approved_on": one.approved_on,
        "content_hash": one.content_hash,
        "url": reverse("api:sop_version", kwargs=place),
    }


def _end_of(one: SopVersion) -> date | None:
    ended = getattr(one, "withdrawal", None)
    return ended.withdrawn_on if ended else None


def _whole(one: SopVersion) -> dict[str, Any]:
    return _line(one) | {
        "document": document_data(one.document),
        "in_force": _papers(one) if _is_in_force(one) else None,
    }


def _is_in_force(one: SopVersion) -> bool:
    binding = queries.version_in_force(one.sop.service, one.sop.office, timezone.localdate())
    return binding is not None and binding.pk == one.pk


def _papers(one: SopVersion) -> dict[str, str]:
    """The same as page, paper and drawing, which exist for what counts today."""
    query = f"?kantor={one.sop.office.key}"
    routes = {"page": "sop", "pdf": "sop_pdf", "docx": "sop_docx", "bpmn": "sop_bpmn"}
    parts = {"key": one.sop.service.key}
    return {name: reverse(f"sops:{route}", kwargs=parts) + query for name, route in routes.items()}
