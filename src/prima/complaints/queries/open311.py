"""What programs read by Open311: services of an office, and what stands on the public list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from prima.complaints.core import open311
from prima.complaints.core.open311 import Value
from prima.complaints.models import Complaint, PublicSummary
from prima.complaints.queries.publishing import shown
from prima.complaints.rules import Kind, PromisePart
from prima.offices.public import Office
from prima.standards.public import Service, services_offered

# For what is about the office and about no one of its services.
GENERAL: Final = "umum"
KIND, PART = "jenis", "bagian"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for; a day of a moment is the day of the office."""

    numbers: Sequence[str] = ()
    services: Sequence[str] = ()
    states: Sequence[str] = ()
    start: datetime | None = None
    end: datetime | None = None


def services(office: Office) -> list[Value]:
    """Everything a report can be about."""
    offered = [
        _service(one.key, one.name, one.category.label, _("Laporan tentang layanan ini"))
        for one in services_offered(office).order_by("name")
    ]
    general = _service(
        GENERAL, _("Kantor dan petugas"), _("Umum"), _("Tidak tentang satu layanan")
    )
    return [*offered, general]


def service_of(office: Office, code: str) -> tuple[bool, Service | None]:
    """Whether a report can be about this code, and which service it is."""
    if code == GENERAL:
        return True, None
    found = services_offered(office).filter(key=code).first()
    return found is not None, found


def definition(code: str) -> Mapping[str, Value]:
    """What can be said beside the description: both may be left out."""
    kind = _("Jenis laporan; kosong berarti pengaduan")
    part = _("Bagian janji yang tidak ditepati, untuk pengaduan tentang layanan")
    return {
        "service_code": code,
        "attributes": [
            _attribute(KIND, 1, kind, Kind.choices),
            _attribute(PART, 2, part, PromisePart.choices),
        ],
    }


def requests(office: Office, asked: Asked) -> list[Value]:
    """Reports on the public list, newest first; moments are days, so that nobody is met there."""
    found = shown(office).select_related("complaint__handling_office")
    found = (
        found.filter(complaint__number__in=asked.numbers)
        if asked.numbers
        else _narrowed(found, office, asked)
    )
    newest = found.order_by("-complaint__received_at", "complaint__number")
    return [_request(one) for one in newest[: open311.MOST_REQUESTS]]


def _narrowed(
    found: QuerySet[PublicSummary], office: Office, asked: Asked
) -> QuerySet[PublicSummary]:
    zone = ZoneInfo(office.time_zone)
    if asked.start is not None:
        day = _midnight(asked.start, zone)
        first = day if day == asked.start else day + timedelta(days=1)
        found = found.filter(complaint__received_at__gte=first)
    if asked.end is not None:
        past = _midnight(asked.end, zone) + timedelta(days=1)
        found = found.filter(complaint__received_at__lt=past)
    if asked.services:
        about = Q(complaint__service__key__in=asked.services)
        if GENERAL in asked.services:
            about |= Q(complaint__service=None)
        found = found.filter(about)
    if asked.states:
        open_ones = Complaint.objects.open().values("pk")
        wanted = Q()
        if "open" in asked.states:
            wanted |= Q(complaint__in=open_ones)
        if "closed" in asked.states:
            wanted |= ~Q(complaint__in=open_ones)
        found = found.filter(wanted)
    return found


def _request(one: PublicSummary) -> Mapping[str, Value]:
    complaint, office = one.complaint, one.complaint.office
    zone = ZoneInfo(office.time_zone)
    last = complaint.closed_at if complaint.closed_at and not complaint.is_open else None
    notes = [str(complaint.get_status_display()), str(complaint.get_closure_display())]
    return {
        "service_request_id": complaint.number,
        "status": "open" if complaint.is_open else "closed",
        "status_notes": ": ".join(filter(None, notes)),
        "service_name": complaint.service.name if complaint.service else _("Kantor dan petugas"),
        "service_code": complaint.service.key if complaint.service else GENERAL,
        "description": one.text,
        "agency_responsible": complaint.handling_office.name,
        "service_notice": None,
        "requested_datetime": _day(complaint.received_at, zone),
        "updated_datetime": _day(last, zone) if last else _shown(one, zone),
        "expected_datetime": _day(complaint.due_at, zone) if complaint.due_at else None,
        "address": office.address or None,
        "address_id": office.key,
        "zipcode": None,
        "lat": None,
        "long": None,
        "media_url": None,
    }


def _shown(one: PublicSummary, zone: ZoneInfo) -> str:
    """When the summary was put on the list: the last change everybody could see."""
    assert one.shown_on is not None  # noqa: S101 - the database keeps it so for what is shown
    return open311.w3(datetime.combine(one.shown_on, time(), zone))


def _day(at: datetime, zone: ZoneInfo) -> str:
    return open311.w3(_midnight(at, zone))


def _midnight(at: datetime, zone: ZoneInfo) -> datetime:
    return datetime.combine(at.astimezone(zone).date(), time(), zone)


def _service(code: str, name: str, group: str, description: str) -> Mapping[str, Value]:
    return {
        "service_code": code,
        "service_name": name,
        "description": description,
        "metadata": True,
        "type": "realtime",
        "keywords": "",
        "group": group,
    }


def _attribute(
    code: str, order: int, description: str, choices: Sequence[tuple[str, object]]
) -> Mapping[str, Value]:
    return {
        "variable": True,
        "code": code,
        "datatype": "singlevaluelist",
        "required": False,
        "datatype_description": None,
        "order": order,
        "description": description,
        "values": [{"key": key, "name": str(label)} for key, label in choices],
    }
