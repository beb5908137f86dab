"""A published procedure for each of the two offices, which their officers are to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from prima.cases.tests import scene as stage
from prima.kernel import clock
from prima.sops.actions.reading import draw_up_distribution
from prima.sops.core import to_data
from prima.sops.core.data import content_hash
from prima.sops.models import Sop, SopVersion
from prima.sops.rules import DraftKind
from prima.standards.public import Service

if TYPE_CHECKING:
    from tests.architecture.world import World

PAGES = ("reading_version", "acknowledgement", "reader_list")


def version_of(world: World, of: str) -> Mapping[str, Any]:
    """A version of the office's own."""
    service = Service.objects.get(key=stage.SHORT)
    sop, _made = Sop.objects.get_or_create(service=service, office=world.offices[of])
    known = sop.last_version()
    if known is not None:
        return {"pk": known.pk}
    now, source = clock.now(), SopVersion.objects.filter(sop__service=service).latest("pk")
    document = replace(source.document, proposal=False)
    made = SopVersion.objects.create(
        sop=sop, number=1, content=to_data(document), content_hash=content_hash(document),
        effective_on=now.date(), is_proposal=False, recorded_at=now, kind=DraftKind.NEW,
    )  # fmt: skip
    draw_up_distribution(made)
    return {"pk": made.pk}
