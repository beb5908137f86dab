"""The catalogue in force in a district, and what tests of the register do again and again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from prima.kernel.actors import SYSTEM, Actor
from prima.offices.public import Office
from prima.standards import actions
from prima.standards.actions import Citing, RegulationDetails, Written
from prima.standards.models import CitingDocument, Regulation, Review, Service
from prima.standards.rules import CitingKind
from prima.standards.tests.places import NOW

TODAY = NOW.date()
DETAILS = RegulationDetails(about="Layanan di daerah", in_force_from=date(2020, 1, 1))
PESANTREN = "uu-18-2019"  # one standard of the catalogue leans on it


def actor(office: Office, *permissions: str) -> Actor:
    """Somebody with these permissions in the office."""
    return Actor(8, "staff", {name: frozenset({office.pk}) for name in permissions})


def rule(key: str = PESANTREN) -> Regulation:
    """A rule of the register."""
    return Regulation.objects.get(key=key)


def services() -> list[Service]:
    """Services that are still given."""
    return list(Service.objects.filter(retired_on=None).exclude(key="tanda-daftar-pesantren"))


def end(
    regulation: Regulation, by: Actor = SYSTEM, *, on: date = TODAY,
    replaced_by: Regulation | None = None,
) -> list[Review]:  # fmt: skip
    """Mark a rule as revoked."""
    return actions.end_regulation(
        regulation, on=on, replaced_by=replaced_by, reason="Dicabut dengan aturan baru",
        revision=regulation.revision, by=by, at=NOW,
    )  # fmt: skip


def cite(
    service: Service, office: Office, texts: Sequence[str], *, version: int = 1,
    effective_on: date = TODAY, object_id: int = 0,
) -> CitingDocument:  # fmt: skip
    """A version of an SOP of the service that cites these."""
    written = Citing(
        CitingKind.SOP, object_id or 10_000 * office.pk + 100 * service.pk + version, service,
        office, version, effective_on,
    )  # fmt: skip
    return actions.record_citations(written, [Written(one) for one in texts], by=SYSTEM, at=NOW)
