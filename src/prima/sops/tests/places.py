"""The offices, the clock and the catalogue folders that tests of procedures share."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from prima.kernel.actors import SYSTEM
from prima.offices.public import Office, OfficeKind, TimeZone, create_office

CATALOGUE = Path(__file__).parents[4] / "catalogue"
NOW = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)
KEY = "legalisasi-buku-nikah"


def make_district() -> tuple[Office, Office]:
    """A district office with one KUA below it."""
    district = _office("kemenag-tirtamulya", OfficeKind.DISTRICT, None)
    return district, _office("kua-cempaka", OfficeKind.SUBDISTRICT, district)


def _office(key: str, kind: OfficeKind, parent: Office | None) -> Office:
    return create_office(
        key=key, name=key.replace("-", " ").title(), kind=kind, parent=parent,
        number_prefix="TM", time_zone=TimeZone.WIB, by=SYSTEM, at=NOW,
    )  # fmt: skip


def small_catalogue(folder: Path, *keys: str) -> Path:
    """A folder with these services and procedures of the real catalogue, to be changed freely."""
    for kind in ("services", "sops"):
        (folder / kind).mkdir(parents=True)
        for key in keys or (KEY,):
            shutil.copy(CATALOGUE / kind / f"{key}.yaml", folder / kind)
    shutil.copy(CATALOGUE / "services" / "_categories.yaml", folder / "services")
    return folder


def change(folder: Path, old: str, new: str, *, key: str = KEY) -> int:
    """Replace a piece of a procedure file and return the line where it stood."""
    path = folder / "sops" / f"{key}.yaml"
    text = path.read_text()
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1
