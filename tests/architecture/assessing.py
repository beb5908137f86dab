"""A form M of each of the two offices, still being filled in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from prima.cases.models import SopAssessment
from prima.cases.rules import AssessmentKind
from prima.kernel import clock
from prima.sops.models import SopVersion
from tests.architecture.reading import version_of

if TYPE_CHECKING:
    from tests.architecture.world import World

PAGES = ("assessment", "assessment_pdf")


def form_of(world: World, of: str) -> Mapping[str, Any]:
    """A form of the office."""
    version = SopVersion.objects.get(**version_of(world, of))
    now = clock.now()
    found, _made = SopAssessment.objects.get_or_create(
        office=world.offices[of], version=version, kind=AssessmentKind.MONITORING, set_at=None,
        defaults={
            "first_day": now.date() - timedelta(days=30), "last_day": now.date(),
            "created_at": now, "created_by": world.forgetful,
        },
    )  # fmt: skip
    return {"pk": found.pk}


def begun_for(world: World, of: str) -> Mapping[str, Any]:
    """Beginning a form about the version of an office."""
    return {"version": version_of(world, of)["pk"], "kind": "m"}
