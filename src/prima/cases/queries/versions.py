"""Running cases beside a new version of their procedure: which could move to it, and which not.

Only running cases are read, by the index of open cases of an office, however many have ended.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from prima.cases import rules
from prima.cases.models import Case, VersionDecision, WorkItem
from prima.cases.models.case import CaseQuerySet
from prima.cases.rules import VersionChoice
from prima.kernel.actors import Actor
from prima.offices.public import Office
from prima.sops.public import (
    Automaton,
    MovesWaiting,
    RunningCases,
    Sop,
    SopDraft,
    SopVersion,
    drafts_for,
    offices_bound,
    version_in_force,
)

_BATCH: Final = 500
# What a line and the replay read of a case; sealed columns stay sealed.
_READ: Final = (
    "number",
    "office__name",
    "office__time_zone",
    "received_at",
    "situations",
    "status",
    "held_since",
    "clock_stop_event",
    "clock_stopped_at",
    "product_ready_at",
    "handed_over_at",
    "sop_version__number",
    "sop_version__content_hash",
)
_READ_OF_ITEMS: Final = (
    "case_id",
    "step_key",
    "visit",
    "outcome",
    "duties",
    "done_by_id",
    "recorded_at",
    "taken_at",
    "position__duty",
)


_NUMBERS: Final = ("before__number", "after__number")


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version that is in force, will be, or is still a draft; cases run beside it."""

    sop: Sop
    number: int
    automaton: Automaton
    begins_on: date | None
    version: SopVersion | None = None

    @property
    def title(self) -> str:
        """The name of the procedure."""
        return self.automaton.document.identity.title


@dataclass(frozen=True, slots=True)
class MovableLine:
    """One running case: where it stands, and where it would stand, or why it cannot move.

    `kept_because` is the reason with which somebody let it run.
    """

    case: Case
    stands: tuple[str, ...]
    would_stand: tuple[str, ...] = ()
    why_not: str = ""
    kept_because: str = ""
    is_taken: bool = False

    @property
    def can_move(self) -> bool:
        """Whether all that was done fits the new version."""
        return not self.why_not


def seen_by(actor: Actor) -> frozenset[int]:
    """The offices whose running cases this person looks over or decides about."""
    leading = actor.offices_with("see_workload") | actor.offices_with("approve_sops")
    return leading & actor.offices_with("see_cases")


def version_for(actor: Actor, pk: int, now: datetime) -> NewVersion | None:
    """A published version that binds an office of this person, now or later; else None."""
    version = (
        SopVersion.objects.select_related("sop__service", "sop__office").filter(pk=pk).first()
    )
    if version is None:
        return None
    found = NewVersion(
        version.sop, version.number, version.automaton, version.effective_on, version
    )
    return found if _places(actor, found, now) else None


def draft_version_for(actor: Actor, draft: SopDraft, now: datetime) -> NewVersion | None:
    """What a draft would be once it is published; None where it binds no office of this person."""
    number = draft.base.number + 1 if draft.base else 1
    found = NewVersion(draft.sop, number, Automaton(draft.document), draft.effective_on)
    return found if _places(actor, found, now) else None


def draft_for(actor: Actor, pk: int) -> SopDraft | None:
    """A draft this person may see."""
    return drafts_for(actor).select_related("version").filter(pk=pk).first()


def running_before(actor: Actor, new: NewVersion, now: datetime) -> CaseQuerySet:
    """Running cases of older versions, in this person's offices that the new one binds."""
    return Case.objects.open().filter(
        office__in=_places(actor, new, now),
        sop_version__sop=new.sop,
        sop_version__number__lt=new.number,
    )


def movable_lines(actor: Actor, new: NewVersion, now: datetime) -> list[MovableLine]:
    """All of them, the oldest first; two statements for five hundred cases."""
    kept = VersionDecision.objects.filter(
        case=OuterRef("pk"), after=new.version, choice=VersionChoice.STAYS
    )
    cases = (
        running_before(actor, new, now)
        .select_related("office", "sop_version")
        .only(*_READ)
        .annotate(kept_because=Subquery(kept.values("reason")[:1]))
        .order_by("received_at", "pk")
    )
    rows = cases.iterator(chunk_size=_BATCH)
    return [line for batch in _batches(rows) for line in _lines(batch, new)]


def moved_count(actor: Actor, new: NewVersion, now: datetime) -> int:
    """How many cases have moved to this version already."""
    moved = VersionDecision.objects.filter(after=new.version, choice=VersionChoice.MOVED)
    return moved.filter(case__office__in=_places(actor, new, now)).count() if new.version else 0


def version_moves(case: Case) -> list[VersionDecision]:
    """When and why a case moved to a newer version; no statement for a case of a first version."""
    if case.sop_version.number == 1:
        return []
    moves = case.version_decisions.filter(choice=VersionChoice.MOVED)
    return list(moves.select_related("before", "after").only("at", "reason", *_NUMBERS))


def is_in_force(new: NewVersion, now: datetime) -> bool:
    """Whether this is the version new cases of its own office begin with today."""
    office = new.sop.office
    return version_in_force(new.sop.service, office, _today(office, now)) == new.version


def today_of(new: NewVersion, now: datetime) -> date:
    """The date it is at the office that sets the procedure."""
    return _today(new.sop.office, now)


def running_cases(draft: SopDraft, actor: Actor, now: datetime) -> RunningCases:
    """The answer for pages of procedures: how many cases run beside this draft or its version."""
    new = draft_version_for(actor, draft, now)
    if new is None:
        return RunningCases(0)
    if draft.version is not None:
        new = replace(new, number=draft.version.number)
    url = reverse("cases:movable_of_draft", kwargs={"pk": draft.pk})
    return RunningCases(running_before(actor, new, now).count(), url)


def moves_waiting(actor: Actor, now: datetime) -> list[MovesWaiting]:
    """Versions in force beside which cases run that nobody has decided about.

    Usually one statement, which looks at running cases only; two more for each version found.
    """
    places = seen_by(actor) & actor.offices_with("approve_sops")
    begun = SopVersion.objects.in_force(timezone.localdate(now)).order_by()
    newer = begun.filter(
        sop=OuterRef("sop_version__sop"), number__gt=OuterRef("sop_version__number")
    )
    older = Case.objects.open().filter(office__in=places).filter(Exists(newer))
    sops = older.order_by().values_list("sop_version__sop", flat=True).distinct()
    newest = begun.filter(sop__in=list(sops)).order_by("sop_id", "-effective_on", "-number")
    waiting = [_waiting(actor, version, now) for version in newest.distinct("sop_id")]
    return [one for one in waiting if one.count]


def _waiting(actor: Actor, version: SopVersion, now: datetime) -> MovesWaiting:
    new = NewVersion(version.sop, version.number, version.automaton, version.effective_on, version)
    decided = VersionDecision.objects.filter(case=OuterRef("pk"), after=version)
    asked = running_before(actor, new, now).filter(
        ~Exists(decided), office__in=actor.offices_with("approve_sops")
    )
    url = reverse("cases:movable", kwargs={"pk": version.pk})
    return MovesWaiting(new.title, version.sop.office.name, version.number, asked.count(), url)


def _places(actor: Actor, new: NewVersion, now: datetime) -> frozenset[int]:
    """The offices of this person that follow the procedure on the day it begins, or today."""
    on = max(filter(None, (new.begins_on, _today(new.sop.office, now))))
    bound = offices_bound(new.sop, on).filter(pk__in=seen_by(actor))
    return frozenset(bound.order_by().values_list("pk", flat=True))


def _lines(cases: Sequence[Case], new: NewVersion) -> Iterator[MovableLine]:
    items = defaultdict[int, list[WorkItem]](list)
    rows = WorkItem.objects.filter(case__in=[case.pk for case in cases]).walked()
    for item in rows.only(*_READ_OF_ITEMS):
        items[item.case_id].append(item)
    for case in cases:
        yield _line(case, items[case.pk], new)


def _line(case: Case, items: Sequence[WorkItem], new: NewVersion) -> MovableLine:
    before, after = case.sop_version.document, new.automaton.document
    found = case.transfer_to(new.automaton, items)
    standing = [item for item in items if item.is_open]
    return MovableLine(
        case,
        stands=tuple(before.step(item.step_key).text for item in standing),
        would_stand=tuple(after.step(key).text for key in found.open_rows),
        why_not=rules.barrier(found.barrier, before, after) if found.barrier else "",
        kept_because=getattr(case, "kept_because", None) or "",
        is_taken=any(
            item.taken_at is not None and item.step_key not in found.open_rows for item in standing
        ),
    )


def _batches(cases: Iterator[Case]) -> Iterator[list[Case]]:
    while batch := list(islice(cases, _BATCH)):
        yield batch


def _today(office: Office, now: datetime) -> date:
    return now.astimezone(ZoneInfo(office.time_zone)).date()
