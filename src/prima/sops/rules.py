"""What a procedure must fit, and the one table of moves of its drafts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from prima.kernel.yaml_lines import Problem
from prima.offices.public import Duty
from prima.sops.core import Finding, Promise, SopDocument, catalogue
from prima.sops.core.catalogue import ServiceFacts, SopCatalogue
from prima.sops.core.drafts import draft_findings
from prima.sops.core.findings import Severity
from prima.sops.core.processes import folder as process_folder
from prima.sops.core.processes.model import ProcessMap
from prima.standards import public as standards
from prima.standards.public import BasisFinding, StandardContent


class ProcessGroup(TextChoices):
    """Kelompok proses: the three kinds of process groups (PermenPANRB 19/2018)."""

    MANAGEMENT = "management", _("Proses manajerial")
    CORE = "core", _("Proses inti")
    SUPPORTING = "supporting", _("Proses pendukung")


class DraftKind(TextChoices):
    """What a draft is to the versions before it."""

    NEW = "new", _("SOP baru")
    REVISION = "revision", _("Perubahan")
    # A typo: words only, so that nothing anybody does is different.
    EDITORIAL = "editorial", _("Ralat")


class DraftState(TextChoices):
    """How far a draft has come (PermenPANRB 35/2012: preparation to approval)."""

    PLANNED = "planned", _("Direncanakan")
    DRAFT = "draft", _("Disusun")
    IN_REVIEW = "in_review", _("Ditinjau")
    VERIFIED = "verified", _("Terverifikasi")
    APPROVED = "approved", _("Disahkan")
    PUBLISHED = "published", _("Terbit")
    DROPPED = "dropped", _("Dibatalkan")


class Act(TextChoices):
    """What a person does with a draft, as a button says it."""

    PLAN = "plan", _("Rencanakan SOP")
    START = "start", _("Mulai menyusun")
    SUBMIT = "submit", _("Ajukan untuk ditinjau")
    RECALL = "recall", _("Tarik kembali")
    REVIEW = "review", _("Nyatakan sudah ditinjau")
    RETURN = "return", _("Kembalikan ke penyusun")
    VERIFY = "verify", _("Verifikasi")
    APPROVE = "approve", _("Sahkan")
    PUBLISH = "publish", _("Terbitkan")
    DROP = "drop", _("Batalkan rancangan")


class ReminderKind(TextChoices):
    """Why somebody who has not read a version is written to; each at most once."""

    ASKED = "asked", _("Diminta membaca")
    SOON = "soon", _("Segera berlaku")


# A version nobody has read a week before it counts is told to those who lead; three days before,
# those who have not read it are written to once more.
NEAR_DAYS: Final = 7
SOON_DAYS: Final = 3


def is_near(effective_on: date, today: date) -> bool:
    """Whether the day on which a version begins to count is near, or has come."""
    return effective_on <= today + timedelta(days=NEAR_DAYS)


def reminder_due(
    effective_on: date, today: date, sent: Collection[ReminderKind]
) -> ReminderKind | None:
    """Which letter somebody who has not read a version is to get today, if any."""
    if ReminderKind.SOON in sent:
        return None
    if today < effective_on <= today + timedelta(days=SOON_DAYS):
        return ReminderKind.SOON
    return None if sent else ReminderKind.ASKED


IN_WORK: Final = (
    DraftState.DRAFT,
    DraftState.IN_REVIEW,
    DraftState.VERIFIED,
    DraftState.APPROVED,
)
SIGNED: Final = (DraftState.APPROVED, DraftState.PUBLISHED)

WRITE: Final = "write_sops"
REVIEW: Final = "review_sops"
VERIFY: Final = "verify_sops"
APPROVE: Final = "approve_sops"
SOP_PERMISSIONS: Final = (WRITE, REVIEW, VERIFY, APPROVE)
# Who reads the compliance sheet of an office: whoever writes, judges or sets anything there.
COMPLIANCE_READERS: Final = (*SOP_PERMISSIONS, "write_standards", "set_standards")
# Who changes the process map of an office, and who reads it beside the public page.
MAP_PERMISSIONS: Final = (WRITE, "manage_office")
MAP_READERS: Final = (*SOP_PERMISSIONS, "manage_office")


@dataclass(frozen=True, slots=True)
class Move:
    """One act in one state: where it leads, who may (any of these), and whether it says why."""

    after: DraftState
    permissions: tuple[str, ...]
    needs_reason: bool = False
    # Four eyes: nobody who wrote in the draft judges it.
    by_others: bool = False


# Everything that may happen to a draft; what is not here is refused.
ACTS: Final[Mapping[tuple[DraftState, Act], Move]] = MappingProxyType(
    {
        (DraftState.PLANNED, Act.START): Move(DraftState.DRAFT, (WRITE,)),
        (DraftState.PLANNED, Act.DROP): Move(DraftState.DROPPED, (WRITE,), needs_reason=True),
        (DraftState.DRAFT, Act.SUBMIT): Move(DraftState.IN_REVIEW, (WRITE,)),
        (DraftState.DRAFT, Act.DROP): Move(DraftState.DROPPED, (WRITE,), needs_reason=True),
        (DraftState.IN_REVIEW, Act.RECALL): Move(DraftState.DRAFT, (WRITE,)),
        (DraftState.IN_REVIEW, Act.REVIEW): Move(DraftState.IN_REVIEW, (REVIEW,), by_others=True),
        (DraftState.IN_REVIEW, Act.RETURN): Move(
            DraftState.DRAFT, (REVIEW, VERIFY), needs_reason=True, by_others=True
        ),
        (DraftState.IN_REVIEW, Act.VERIFY): Move(DraftState.VERIFIED, (VERIFY,), by_others=True),
        (DraftState.VERIFIED, Act.RETURN): Move(
            DraftState.DRAFT, (VERIFY, APPROVE), needs_reason=True, by_others=True
        ),
        (DraftState.VERIFIED, Act.APPROVE): Move(DraftState.APPROVED, (APPROVE,), by_others=True),
        (DraftState.APPROVED, Act.RETURN): Move(
            DraftState.DRAFT, (APPROVE,), needs_reason=True, by_others=True
        ),
        (DraftState.APPROVED, Act.PUBLISH): Move(DraftState.PUBLISHED, (APPROVE,), by_others=True),
        **{
            (state, Act.DROP): Move(DraftState.DROPPED, (APPROVE,), needs_reason=True)
            for state in (DraftState.IN_REVIEW, DraftState.VERIFIED, DraftState.APPROVED)
        },
    }
)

# The same without who and why.
MOVES: Final[Mapping[DraftState, frozenset[DraftState]]] = MappingProxyType(
    {
        state: frozenset(move.after for (before, _act), move in ACTS.items() if before == state)
        for state in DraftState
    }
)


def promise_of(content: StandardContent) -> Promise:
    """The promised time of a standard in the terms of a procedure."""
    time = content.completion_time
    return Promise(time.amount, time.unit, time.start_event, time.stop_event)


def findings(document: SopDocument, content: StandardContent | None) -> list[Finding]:
    """Everything wrong with a draft, held against the standard of its service where it has one."""
    return draft_findings(
        document,
        promise_of(content) if content else None,
        duties=Duty.values,
        situations={one.key for one in content.situations} if content else (),
    )


def basis_finding(found: BasisFinding) -> Finding:
    """What the register of rules says of a legal basis, as a finding of the draft."""
    severity: Severity = "error" if found.is_hard else "warning"
    return Finding("DH", severity, None, found.sentence, part="legal_basis")


def read_sops(folder: Path, contents: Mapping[str, StandardContent]) -> SopCatalogue:
    """The procedures of a folder, held against these standards by the key of their service."""
    facts = {
        key: ServiceFacts(promise_of(content), frozenset(one.key for one in content.situations))
        for key, content in contents.items()
    }
    return catalogue.read(folder, facts, Duty.values)


@dataclass(frozen=True, slots=True)
class FoundFolder:
    """What a catalogue folder holds beside services and standards, and all its problems."""

    sops: SopCatalogue
    process_map: ProcessMap | None
    problems: tuple[Problem, ...]


def read_folder(folder: Path) -> FoundFolder:
    """Procedures and process map of a folder, with the problems of services and standards too."""
    found = read_sops(folder, standards.standards_of_folder(folder))
    processes = process_folder.read(folder, services_of(folder))
    problems = standards.check_catalogue(folder, sop_events=found.events)
    return FoundFolder(
        found,
        processes.process_map,
        tuple(sorted({*problems, *found.problems, *processes.problems})),
    )


def services_of(folder: Path) -> frozenset[str]:
    """The keys of all services of a folder, also of those that are only pointed at elsewhere."""
    return frozenset(path.stem for path in (folder / "services").glob("[!_]*.yaml"))
