"""A gift somebody of each of the two offices received, not yet with the commission."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from prima.cases.tests.uploads import png
from prima.integrity.models import CustodyStep, Gratuity, GratuityFile
from prima.kernel import clock, files

if TYPE_CHECKING:
    from tests.architecture.world import World

PAGES = (
    "gratuity", "gratuity_reported", "gratuity_completion", "gratuity_passing",
    "gratuity_forwarding", "gratuity_request", "gratuity_lapsed", "gratuity_decision",
    "gratuity_handing_over",
)  # fmt: skip


def gift_of(world: World, of: str) -> Mapping[str, Any]:
    """Reported by the officer of that office."""
    return {"pk": _gift(world, of).pk}


def file_of(world: World, of: str) -> Mapping[str, Any]:
    """The photo that came with it."""
    gift = _gift(world, of)
    return {"pk": gift.pk, "file": gift.files.get().pk}


def photo_of(world: World, of: str) -> Mapping[str, Any]:
    """The photo of the thing when it was put away."""
    return {"pk": _gift(world, of).pk, "step": 1}


def _gift(world: World, of: str) -> Gratuity:
    staff = world.users["officer_a" if of == "a" else "officer_b"].staff
    known = Gratuity.objects.filter(reporter=staff).first()
    if known is not None:
        return known
    at = clock.now()
    made = Gratuity.objects.create(
        office=world.offices[of], reporter=staff, reporter_title="Petugas", state="reported",
        kind="food", occasion="service", relation="service_user", happened_on=at.date(),
        noted_at=at, reported_at=at,
    )  # fmt: skip
    stored = files.store(png(), at=at)
    GratuityFile.objects.create(gratuity=made, stored=stored)
    CustodyStep.objects.create(
        gratuity=made, sequence=1, holder="reporter", photo=stored, since_on=at.date(), noted_at=at
    )
    return made


ARGUMENTS = {
    **{f"integrity:{name}": gift_of for name in PAGES},
    "integrity:gratuity_file": file_of,
    "integrity:gratuity_photo": photo_of,
}
OF_OFFICE = tuple(ARGUMENTS)
