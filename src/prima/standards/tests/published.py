"""The whole shipped catalogue as it is published, without a database."""

from __future__ import annotations

from datetime import date, time
from functools import cache
from pathlib import Path

from prima.standards.core import catalogue
from prima.standards.core.faces.model import (
    OfficeFace,
    OpenHours,
    PublishedCatalogue,
    ServiceFace,
)
from prima.standards.tests.places import CATALOGUE

VENDORED = Path(__file__).with_name("vendored")
SITE = "https://layanan.example.go.id"
WEEK = tuple(OpenHours(day, time(7, 30), time(16)) for day in range(5))


@cache
def published() -> PublishedCatalogue:
    """Every service, given by a district and its KUA."""
    found = catalogue.read(CATALOGUE)
    assert not found.problems
    district = OfficeFace(
        "kemenag-tirtamulya", "Kemenag Tirtamulya", "district", None, "Jalan Merdeka 1",
        "0526-12345", "kantor@example.go.id", "Asia/Makassar", WEEK,
    )  # fmt: skip
    kua = OfficeFace(
        "kua-cempaka", "KUA Cempaka", "subdistrict", district.key, "", "", "", "Asia/Makassar"
    )
    return PublishedCatalogue(
        SITE,
        f"{SITE}/layanan/{{key}}/",
        f"{SITE}/kantor/{{key}}/",
        found.categories,
        (district, kua),
        tuple(
            ServiceFace(entry, district.key, 1, date(2026, 1, 1), (district.key, kua.key))
            for entry in found.entries
        ),
    )


def shelves() -> dict[str, str]:
    """The keys of the shelves by key and label, as an import asks for them."""
    return {
        word.casefold(): one.key for one in published().categories for word in (one.key, one.label)
    }
