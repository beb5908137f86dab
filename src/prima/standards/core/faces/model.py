"""What every face of the catalogue shows: services with their standards, offices, their hours."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from prima.standards.core.content import Category, ServiceEntry


@dataclass(frozen=True, slots=True)
class OpenHours:
    """Hours without interruption on one weekday (Monday is 0) of an ordinary week."""

    weekday: int
    opens: dt.time
    closes: dt.time


@dataclass(frozen=True, slots=True)
class OfficeFace:
    """An office as the public knows it."""

    key: str
    name: str
    kind: str
    parent: str | None
    address: str
    phone: str
    email: str
    time_zone: str
    hours: tuple[OpenHours, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceFace:
    """A service with the standard that is published, who set it, and where it is given."""

    entry: ServiceEntry
    setter: str = ""
    version: int = 0
    since: dt.date | None = None
    offices: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublishedCatalogue:
    """The whole catalogue at one moment; `service_pages` and `office_pages` hold "{key}".

    Pages are absolute addresses: they identify services and offices in every format.
    """

    site: str
    service_pages: str
    office_pages: str
    categories: tuple[Category, ...]
    offices: tuple[OfficeFace, ...]
    services: tuple[ServiceFace, ...]

    def service_page(self, key: str) -> str:
        """The address that stands for a service."""
        return self.service_pages.replace("{key}", key)

    def office_page(self, key: str) -> str:
        """The address that stands for an office."""
        return self.office_pages.replace("{key}", key)

    @cached_property
    def office_by_key(self) -> Mapping[str, OfficeFace]:
        """The offices by their key."""
        return {office.key: office for office in self.offices}

    @cached_property
    def category_by_key(self) -> Mapping[str, Category]:
        """The shelves by their key."""
        return {category.key: category for category in self.categories}

    @property
    def publisher(self) -> OfficeFace:
        """The first office without one above it: the installation speaks in its name."""
        return next(one for one in self.offices if one.parent not in self.office_by_key)

    def authority(self, service: ServiceFace) -> OfficeFace:
        """The office that set the standard; of an ended service the publisher."""
        return self.office_by_key.get(service.setter, self.publisher)


def identifier(address: str) -> str:
    """A UUID that is always the same for an address (RFC 9562, version 5)."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, address))
