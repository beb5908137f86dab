"""What a person is to read, and for those who lead: who has not read yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from prima.kernel.actors import Actor
from prima.offices.public import Absence, Office, StaffMember
from prima.sops import rules
from prima.sops.models import Acknowledgement, ReadingReminder, SopVersion
from prima.sops.models.readers import (
    Reader,
    ReadingTask,
    reader_counts,
    readers_of,
    reading_of,
    task_of,
)
from prima.sops.models.reminding import distributed
from prima.sops.rules import SOP_PERMISSIONS
from prima.standards import public as standards
from prima.standards.public import StandardContent


@dataclass(frozen=True, slots=True)
class ToRead:
    """A version somebody has not read, and how near its day is."""

    version: SopVersion
    is_in_force: bool
    is_near: bool


@dataclass(frozen=True, slots=True)
class ReadingState:
    """How far the socialisation of a version has come in the offices of whoever asks."""

    version: SopVersion
    total: int
    unread: int
    is_in_force: bool
    is_near: bool

    @property
    def read(self) -> int:
        """How many have read it."""
        return self.total - self.unread

    @property
    def is_late(self) -> bool:
        """Whether it is time to ask those who have not read."""
        return self.is_near and self.unread > 0


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """One person on the list of a version."""

    staff: StaffMember
    office: Office
    numbers: tuple[int, ...]
    read_at: datetime | None
    is_away: bool
    reminded_at: datetime | None


def unread_count(actor: Actor, at: datetime) -> int:
    """How many versions this person has still to read; one query."""
    if actor.id is None:
        return 0
    return len({one.version_id for one in reading_of(actor.id, at) if one.read_at is None})


def to_read(actor: Actor, at: datetime) -> list[ToRead]:
    """The versions this person has not read, what counts first at the top; two queries."""
    if actor.id is None:
        return []
    unread = {one.version_id for one in reading_of(actor.id, at) if one.read_at is None}
    found = SopVersion.objects.filter(pk__in=unread).select_related("sop__service", "sop__office")
    return [
        ToRead(version, version.effective_on <= today, rules.is_near(version.effective_on, today))
        for version in found.order_by("effective_on", "pk")
        for today in [_today(version.sop.office, at)]
    ]


def read_before(actor: Actor) -> QuerySet[Acknowledgement]:
    """What this person stated to have read, the newest first."""
    said = Acknowledgement.objects.filter(staff__user=actor.id)
    return said.select_related("version__sop__service", "version__sop__office")


def reading_task(actor: Actor, pk: int, at: datetime) -> ReadingTask | None:
    """What this person reads of a version; None where it does not concern them."""
    version = _versions().filter(pk=pk).first()
    if version is None or actor.id is None:
        return None
    return task_of(version, actor.id, at)


def standard_beside(version: SopVersion, at: datetime) -> StandardContent | None:
    """The standard of the service on the day the version counts: its words for situations."""
    office = version.sop.office
    day = max(version.effective_on, _today(office, at))
    standard = standards.standard_in_force(version.sop.service, office, day)
    return standard.content if standard else None


def leading_places(actor: Actor) -> frozenset[int]:
    """The offices of whose people this person may know who has read."""
    return frozenset().union(*(actor.offices_with(name) for name in SOP_PERMISSIONS))


def reading_states(actor: Actor, at: datetime) -> list[ReadingState]:
    """The versions that are to be read in this person's offices, the first day first."""
    places = leading_places(actor)
    if not places:
        return []
    keys = {
        key
        for path in Office.objects.filter(pk__in=places).values_list("path", flat=True)
        for key in path.strip("/").split("/")
    }
    versions = list(distributed(at).filter(sop__office__key__in=keys))
    return _states(versions, places, at)


def reading_state(actor: Actor, pk: int, at: datetime) -> ReadingState | None:
    """The same of one version; None where none of this person's people is to read it."""
    version = _versions().filter(pk=pk).first()
    found = _states([version], leading_places(actor), at) if version else []
    return found[0] if found else None


def readers(actor: Actor, version: SopVersion, at: datetime, *, unread: bool) -> list[Reader]:
    """Who is to read the version in this person's offices and has not, or has; two queries."""
    found = readers_of([version.pk], at, places=leading_places(actor))
    wanted = [one for one in found if (one.read_at is None) is unread]
    return [
        Reader(
            version.pk, staff, rows[0].office_id,
            frozenset().union(*(one.steps for one in rows)), frozenset(), rows[0].read_at,
        )
        for staff, rows in _by_staff(wanted).items()
    ]  # fmt: skip


def reader_lines(version: SopVersion, found: Sequence[Reader], at: datetime) -> list[ReaderLine]:
    """These readers with names, their rows, absence and the last letter; four queries."""
    ids = [one.staff_id for one in found]
    staff = StaffMember.objects.in_bulk(ids)
    offices = Office.objects.in_bulk({one.office_id for one in found})
    absences = Absence.objects.near(at).filter(staff__in=ids).select_related("staff__home_office")
    away = {one.staff_id for one in absences if one.counts_at(at)}
    letters = ReadingReminder.objects.filter(version=version, staff__in=ids).order_by("at")
    reminded = dict(letters.values_list("staff_id", "at"))
    document = version.document
    return [
        ReaderLine(
            staff[one.staff_id],
            offices[one.office_id],
            tuple(sorted(document.step_number(key) for key in one.steps)),
            one.read_at,
            one.staff_id in away,
            reminded.get(one.staff_id),
        )
        for one in found
    ]


def is_in_force(version: SopVersion, at: datetime) -> bool:
    """Whether the day of the version has come at the office that set it."""
    return version.effective_on <= _today(version.sop.office, at)


def _by_staff(found: Sequence[Reader]) -> dict[int, list[Reader]]:
    grouped: dict[int, list[Reader]] = {}
    for one in found:
        grouped.setdefault(one.staff_id, []).append(one)
    return grouped


def _states(
    versions: Sequence[SopVersion], places: frozenset[int], at: datetime
) -> list[ReadingState]:
    counts = reader_counts([one.pk for one in versions], at, places=places)
    return [
        ReadingState(
            version, *counts[version.pk], version.effective_on <= today,
            rules.is_near(version.effective_on, today),
        )
        for version in versions
        if version.pk in counts
        for today in [_today(version.sop.office, at)]
    ]  # fmt: skip


def _versions() -> QuerySet[SopVersion]:
    return SopVersion.objects.select_related("sop__service", "sop__office", "supersedes")


def _today(office: Office, at: datetime) -> date:
    return at.astimezone(ZoneInfo(office.time_zone)).date()
