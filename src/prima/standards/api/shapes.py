"""What standards and rules look like to programs: the names of the catalogue files."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Schema

from prima.standards.core.regulations import Standing
from prima.standards.models import Regulation, Service, ServiceStandard


class RetirementOut(Schema):
    """Since when a service is no longer given here, and where people go instead."""

    on: date
    note: str
    redirect_name: str
    redirect_url: str


class ServiceOut(Schema):
    """One service."""

    key: str
    name: str
    summary: str
    category: str
    owner: str
    offered_by: list[str]
    keywords: list[str]
    retirement: RetirementOut | None
    page: str


class DecreeOut(Schema):
    """The decision that set a standard."""

    number: str
    on: date
    signatory: str


class StandardLineOut(Schema):
    """One version of a standard, without its content."""

    office: str
    version: int
    effective_on: date
    is_proposal: bool
    decree: DecreeOut | None
    content_hash: str
    url: str


class StandardOut(StandardLineOut):
    """One version with the fourteen components, as a catalogue file names them."""

    content: dict[str, Any]


class ServiceWithStandardOut(ServiceOut):
    """One service, what binds it today, and every version until today."""

    standard: StandardOut | None
    versions: list[StandardLineOut]


class RegulationOut(Schema):
    """One rule with the days between which it counts."""

    key: str
    kind: str
    number: str
    year: int | None
    issuer: str
    name: str
    about: str
    issued_on: date | None
    in_force_from: date | None
    in_force_until: date | None
    standing: Standing
    link: str
    source: str
    source_checked: bool
    dates_checked: bool
    ended_because: str


class ChangeOut(Schema):
    """A later rule that amends or replaces this one."""

    by: str
    effect: str


class RegulationWithUseOut(RegulationOut):
    """One rule, what became of it, and the services whose standard cites it."""

    changes: list[ChangeOut]
    services: list[str]
    revision: int


def service_data(service: Service) -> dict[str, Any]:
    """A service whose category was read with it."""
    ended = service.retirement
    return {
        "key": service.key,
        "name": service.name,
        "summary": service.summary,
        "category": service.category.key,
        "owner": service.owner,
        "offered_by": service.offered_by,
        "keywords": service.keywords,
        "retirement": {
            "on": ended.on,
            "note": ended.note,
            "redirect_name": ended.redirect_name,
            "redirect_url": ended.redirect_url,
        }
        if ended
        else None,
        "page": service.get_absolute_url(),
    }


def line_data(standard: ServiceStandard, address: str) -> dict[str, Any]:
    """A version whose office was read with it; `address` is where its content is found."""
    decree = standard.decree
    return {
        "office": standard.office.key,
        "version": standard.version,
        "effective_on": standard.effective_on,
        "is_proposal": standard.is_proposal,
        "decree": {"number": decree.number, "on": decree.on, "signatory": decree.signatory}
        if decree
        else None,
        "content_hash": standard.content_hash,
        "url": address,
    }


def regulation_data(one: Regulation, on: date) -> dict[str, Any]:
    """A rule as it stands on this day; no query."""
    return {
        "key": one.key,
        "kind": one.kind,
        "number": one.number,
        "year": one.year,
        "issuer": one.issuer,
        "name": one.name.short,
        "about": one.about,
        "issued_on": one.issued_on,
        "in_force_from": one.in_force_from,
        "in_force_until": one.in_force_until,
        "standing": one.standing_on(on),
        "link": one.link,
        "source": one.source,
        "source_checked": one.source_checked,
        "dates_checked": one.dates_checked,
        "ended_because": one.ended_because,
    }
