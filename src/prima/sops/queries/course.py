"""What may be done with drafts and by whom, whose turn it is, and what is in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length
from django.utils import timezone

from prima.kernel.actors import Actor
from prima.offices.public import Office, StaffMember, offices_for
from prima.sops import permissions, rules
from prima.sops.core import SopDocument
from prima.sops.core.catalogue import file_of_service
from prima.sops.models import DraftMove, SopDraft, SopVersion
from prima.sops.queries.drafts import drafts_for
from prima.sops.queries.questions import evaluated
from prima.sops.rules import SOP_PERMISSIONS, Act, DraftState
from prima.standards.public import Service

# PermenPANRB 35/2012: a procedure is evaluated at least once a year.
REVIEW_YEARS: Final = 1


@dataclass(frozen=True, slots=True)
class InForce:
    """A version that counts, until when it is to be looked at again, and what is in work on it."""

    version: SopVersion
    review_by: date
    is_due: bool
    draft: SopDraft | None


def is_reviewed(draft: SopDraft) -> bool:
    """Whether a reviewer has agreed since the draft was last handed in."""
    return bool(draft.judges(Act.REVIEW))


def open_acts(actor: Actor, draft: SopDraft) -> list[Act]:
    """What this person may do with the draft now, in the order of the table of acts."""
    wrote = draft.authors.filter(pk=actor.id).exists()
    reviewers = draft.judges(Act.REVIEW) if draft.state == DraftState.IN_REVIEW else frozenset()
    found = []
    for (state, act), move in rules.ACTS.items():
        if state != draft.state or (move.by_others and wrote):
            continue
        if not permissions.can_any(actor, move.permissions, draft.sop.office_id):
            continue
        is_done = act == Act.REVIEW and actor.id in reviewers
        is_early = act == Act.VERIFY and not reviewers
        if not is_done and not is_early:
            found.append(act)
    return found


def waiting_for(actor: Actor) -> QuerySet[SopDraft]:
    """Drafts on which it is this person's turn: to go on writing, to judge or to publish."""

    def at(permission: str) -> Q:
        return Q(sop__office_id__in=actor.offices_with(permission))

    handed_in_later = DraftMove.objects.filter(
        draft=OuterRef("draft"), act=Act.SUBMIT, pk__gt=OuterRef("pk")
    )
    reviewed = Exists(
        DraftMove.objects.filter(~Exists(handed_in_later), draft=OuterRef("pk"), act=Act.REVIEW)
    )
    wrote = Exists(SopDraft.authors.through.objects.filter(sopdraft=OuterRef("pk"), user=actor.id))
    signing = Q(state__in=[DraftState.VERIFIED, DraftState.APPROVED])
    turns = (
        (Q(state=DraftState.DRAFT) & at(rules.WRITE) & Q(wrote))
        | (Q(state=DraftState.IN_REVIEW) & at(rules.REVIEW) & ~Q(wrote) & ~Q(reviewed))
        | (Q(state=DraftState.IN_REVIEW) & at(rules.VERIFY) & ~Q(wrote) & Q(reviewed))
        | (signing & at(rules.APPROVE) & ~Q(wrote))
    )
    return drafts_for(actor).filter(turns).order_by("created_at", "pk")


def sop_offices(actor: Actor) -> QuerySet[Office]:
    """The offices for whose procedures this person does anything."""
    places = frozenset().union(*(actor.offices_with(name) for name in SOP_PERMISSIONS))
    return Office.objects.filter(pk__in=places)


def writing_offices(actor: Actor) -> QuerySet[Office]:
    """The offices this person writes procedures for, the highest first."""
    return offices_for(actor, rules.WRITE).order_by(Length("path"), "name")


def own_versions(actor: Actor, on: date) -> QuerySet[SopVersion]:
    """The versions in force that these offices set themselves, the oldest first."""
    newest = (
        SopVersion.objects.in_force(on)
        .filter(sop__office__in=sop_offices(actor))
        .order_by("sop_id", "-effective_on", "-number")
        .distinct("sop_id")
    )
    rows = SopVersion.objects.filter(pk__in=newest.values("pk"))
    return rows.select_related("sop__service", "sop__office").order_by("effective_on", "pk")


def in_force_lines(versions: list[SopVersion], on: date) -> list[InForce]:
    """These versions with what is to be done about them; one query."""
    sops = [version.sop_id for version in versions]
    drafts = {one.sop_id: one for one in SopDraft.objects.in_work().filter(sop__in=sops)}
    known = evaluated([version.pk for version in versions])
    return [
        _line(version, drafts.get(version.sop_id), on, known.last_on.get(version.pk))
        for version in versions
    ]


def due_for_evaluation(at: datetime) -> list[tuple[SopVersion, date]]:
    """The versions in force whose year is over, and since when; one query for the versions."""
    on = timezone.localdate(at)
    newest = (
        SopVersion.objects.in_force(on)
        .order_by("sop_id", "-effective_on", "-number")
        .distinct("sop_id")
        .select_related("sop__service", "sop__office")
    )
    lines = in_force_lines(list(newest), on)
    return [(line.version, line.review_by) for line in lines if line.is_due]


def published_elsewhere(draft: SopDraft, on: date) -> QuerySet[SopVersion]:
    """What other offices have in force for the same service: public, so everybody may adapt it."""
    newest = (
        SopVersion.objects.in_force(on)
        .filter(sop__service=draft.sop.service)
        .exclude(sop=draft.sop)
        .order_by("sop_id", "-effective_on", "-number")
        .distinct("sop_id")
    )
    rows = SopVersion.objects.filter(pk__in=newest.values("pk"))
    return rows.select_related("sop__office").order_by(Length("sop__office__path"), "pk")


def catalogue_document(service: Service) -> SopDocument | None:
    """The procedure the catalogue of this installation has for the service, if it has one."""
    return file_of_service(settings.CATALOGUE_DIR, service.key)


def name_of(actor: Actor) -> str:
    """The name of who acts, as they write it themselves."""
    names = StaffMember.objects.filter(user=actor.id).values_list("name", flat=True)
    return names.first() or ""


def withdrawable(actor: Actor, on: date) -> QuerySet[SopVersion]:
    """The versions in force this person may end."""
    places = actor.offices_with(rules.APPROVE)
    return SopVersion.objects.in_force(on).filter(sop__office_id__in=places)


def _line(
    version: SopVersion, draft: SopDraft | None, on: date, evaluated_on: date | None
) -> InForce:
    begun = max(version.effective_on, evaluated_on or version.effective_on)
    try:
        review_by = begun.replace(year=begun.year + REVIEW_YEARS)
    except ValueError:  # the 29th of February
        review_by = begun.replace(year=begun.year + REVIEW_YEARS, day=28)
    return InForce(version, review_by, review_by <= on, draft)
