"""Linking the legal basis of a version to the register of rules."""

from __future__ import annotations

from datetime import datetime

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.sops.models import SopVersion
from prima.standards import public as standards
from prima.standards.public import Citing, CitingKind, Written


def record_version(version: SopVersion, *, by: Actor, at: datetime) -> None:
    """Link what this version cites; called where the version is written."""
    citing = Citing(
        CitingKind.SOP,
        version.pk,
        version.sop.service,
        version.sop.office,
        version.number,
        version.effective_on,
    )
    # From the stored data: the reader of whole documents keeps the ones people look at.
    texts = version.content["identity"].get("legal_basis", [])
    standards.record_citations(citing, [Written(text) for text in texts], by=by, at=at)


@journal.action
def stand_on_law(*, by: Actor, at: datetime) -> None:
    """Load the file of law and link whatever was written before there was a register.

    For an installation that was upgraded: without rules nothing could be approved there.
    """
    standards.load_regulations(by=by, at=at)
    standards.link_standards(by=by, at=at)
    link_sops(by=by, at=at)


@journal.action
def link_sops(*, by: Actor, at: datetime) -> int:
    """Link the versions that were written before there was a register; gives how many."""
    known = standards.citing_ids(CitingKind.SOP)
    missing = SopVersion.objects.exclude(pk__in=known).select_related(
        "sop__service", "sop__office"
    )
    for version in missing.order_by("pk"):
        record_version(version, by=by, at=at)
    return len(missing)
