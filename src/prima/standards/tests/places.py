"""The offices, the clock and the catalogue folders that tests of standards share."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from prima.kernel.actors import Actor
from prima.offices.public import Office

CATALOGUE = Path(__file__).parents[4] / "catalogue"
NOW = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)


def make_office(key: str, *, kind: str, parent: Office | None = None) -> Office:
    """One office below its parent."""
    return Office.objects.create(
        key=key,
        name=key.replace("-", " ").title(),
        kind=kind,
        parent=parent,
        path=f"{parent.path if parent else '/'}{key}/",
        number_prefix="TM",
    )


def make_district() -> tuple[Office, Office]:
    """A district office with one KUA below it."""
    district = make_office("kemenag-tirtamulya", kind="district")
    return district, make_office("kua-cempaka", kind="subdistrict", parent=district)


def manager_of(office: Office) -> Actor:
    """Somebody who manages the office."""
    return Actor(id=7, kind="staff", grants={"manage_office": frozenset({office.pk})})


def small_catalogue(folder: Path, *keys: str) -> Path:
    """A folder with the shelves and these services of the real catalogue, to be changed freely."""
    services = folder / "services"
    services.mkdir(parents=True)
    for key in ("_categories", *(keys or ("legalisasi-buku-nikah",))):
        shutil.copy(CATALOGUE / "services" / f"{key}.yaml", services)
    return folder


def change(folder: Path, key: str, old: str, new: str, *, times: int = 1) -> int:
    """Replace a piece of a service file and return the line where it stood."""
    path = folder / "services" / f"{key}.yaml"
    text = path.read_text()
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, times))
    return text[: text.index(old)].count("\n") + 1
