"""One service as schema.org GovernmentService, for search engines that read our page."""

from __future__ import annotations

from typing import Any

from prima.standards.core.faces.durations import duration
from prima.standards.core.faces.model import (
    OfficeFace,
    OpenHours,
    PublishedCatalogue,
    ServiceFace,
)

Thing = dict[str, Any]
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def government_service(catalogue: PublishedCatalogue, service: ServiceFace) -> Thing:
    """Return the JSON-LD of one service; a service without a standard says no promise."""
    entry = service.entry
    page = catalogue.service_page(entry.key)
    shelf = catalogue.category_by_key.get(entry.category)
    found: Thing = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "@id": page,
        "url": page,
        "name": entry.name,
        "description": entry.summary,
        "serviceType": shelf.label if shelf else entry.category,
        "inLanguage": "id",
        "provider": {"@type": "GovernmentOrganization", "name": entry.owner},
        "serviceOperator": _office(catalogue, catalogue.authority(service)),
        "areaServed": {"@type": "Country", "name": "Indonesia"},
        "termsOfService": f"{page}standar/",
    }
    content = entry.content
    if content is None:
        return found
    time = content.completion_time
    found["availableChannel"] = [
        {
            "@type": "ServiceChannel",
            "serviceUrl": page,
            "processingTime": duration(time.amount, time.unit),
            "serviceLocation": _office(catalogue, catalogue.office_by_key[key]),
        }
        for key in service.offices
    ]
    found["offers"] = [
        {
            "@type": "Offer",
            "price": row.amount,
            "priceCurrency": "IDR",
            "description": row.label,
        }
        for row in content.fee
    ]
    found["serviceOutput"] = [{"@type": "Thing", "name": text} for text in content.product.items]
    return found


def _office(catalogue: PublishedCatalogue, office: OfficeFace) -> Thing:
    page = catalogue.office_page(office.key)
    found: Thing = {"@type": "GovernmentOffice", "@id": page, "url": page, "name": office.name}
    if office.address:
        found["address"] = office.address
    if office.phone:
        found["telephone"] = office.phone
    if office.email:
        found["email"] = office.email
    if office.hours:
        found["openingHoursSpecification"] = [_hours(row) for row in office.hours]
    return found


def _hours(row: OpenHours) -> Thing:
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": f"https://schema.org/{_DAYS[row.weekday]}",
        "opens": f"{row.opens:%H:%M}",
        "closes": f"{row.closes:%H:%M}",
    }
