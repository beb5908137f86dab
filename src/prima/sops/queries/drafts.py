"""Reads of drafts, for the people who write and judge procedures of an office."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from prima.kernel.actors import Actor
from prima.offices.public import StaffMember
from prima.sops.models import Sop, SopDraft, SopVersion
from prima.sops.models.drafts import SopDraftQuerySet
from prima.sops.rules import SOP_PERMISSIONS
from prima.standards import public as standards
from prima.standards.public import CitingKind, Review, StandardContent


def sop_reviews(actor: Actor) -> list[Review]:
    """Procedures of this person's offices that are to be reviewed, the nearest end first."""
    places = frozenset[int]().union(*(actor.offices_with(name) for name in SOP_PERMISSIONS))
    return list(standards.waiting_reviews(places).filter(kind=CitingKind.SOP))


def drafts_for(actor: Actor) -> SopDraftQuerySet:
    """The drafts this person may see, with what their pages show of them."""
    rows = SopDraft.objects.visible_to(actor)
    return rows.select_related("sop__service", "sop__office", "base")


def standard_of(draft: SopDraft, at: datetime) -> StandardContent | None:
    """What the service promises today, against which a draft is held."""
    office = draft.sop.office
    on = at.astimezone(ZoneInfo(office.time_zone)).date()
    standard = standards.standard_in_force(draft.sop.service, office, on)
    return standard.content if standard else None


def saver_of(draft: SopDraft) -> str:
    """The name of who saved a draft last; empty when nobody has."""
    names = StaffMember.objects.filter(user=draft.saved_by).values_list("name", flat=True)
    return (names.first() or "") if draft.saved_by_id else ""


def ancestors(draft: SopDraft) -> set[int]:
    """The versions whose rows have the same keys: those before it and the one taken over."""
    versions = SopVersion.objects.filter(sop=draft.sop).values_list("pk", flat=True)
    return {*versions, *filter(None, [draft.adapted_from_id])}


def step_keys(sop: Sop) -> set[str]:
    """The keys of all rows that ever were in a version or a draft of this procedure."""
    contents = [
        *SopVersion.objects.filter(sop=sop).values_list("content__steps", flat=True),
        *SopDraft.objects.filter(sop=sop).values_list("content__steps", flat=True),
    ]
    return {str(row["key"]) for rows in contents for row in rows or ()}
