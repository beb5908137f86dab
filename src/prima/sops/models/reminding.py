"""Who is to be written to today because they have not read a version."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet

from prima.offices.public import Absence, Office
from prima.sops.models.readers import readers_of
from prima.sops.models.reading import DistributionEntry, ReadingReminder
from prima.sops.models.versions import SopVersion
from prima.sops.rules import ReminderKind, reminder_due


@dataclass(frozen=True, slots=True)
class Due:
    """One person and the versions they are to be asked about: why, and in which office."""

    staff_id: int
    versions: list[tuple[SopVersion, ReminderKind, int]] = field(default_factory=list)


def distributed(at: datetime) -> QuerySet[SopVersion]:
    """Versions with a distribution list that no later one has replaced everywhere."""
    # No zone of Indonesia is a whole day from another: yesterday has ended in all of them.
    yesterday = at.date() - timedelta(days=1)
    replaced = SopVersion.objects.filter(
        sop=OuterRef("sop"), number__gt=OuterRef("number"), effective_on__lte=yesterday
    )
    listed = DistributionEntry.objects.filter(version=OuterRef("pk"))
    found = SopVersion.objects.filter(Exists(listed), ~Exists(replaced))
    return found.select_related("sop__service", "sop__office").order_by("effective_on", "pk")


def reminders_due(at: datetime) -> list[Due]:
    """Everybody who is to get a letter now, each once with all of their versions; five queries."""
    versions = {version.pk: version for version in distributed(at)}
    unread = [one for one in readers_of(versions, at) if one.read_at is None]
    offices = Office.objects.in_bulk({one.office_id for one in unread})
    sent: dict[tuple[int, int], set[ReminderKind]] = {}
    for told in ReadingReminder.objects.filter(version__in=versions):
        sent.setdefault((told.version_id, told.staff_id), set()).add(ReminderKind(told.kind))
    absences = Absence.objects.near(at).select_related("staff__home_office")
    away = {one.staff_id for one in absences if one.counts_at(at)}
    found: dict[int, dict[int, tuple[SopVersion, ReminderKind, int]]] = {}
    for one in unread:
        today = at.astimezone(ZoneInfo(offices[one.office_id].time_zone)).date()
        begins = versions[one.version_id].effective_on
        kind = reminder_due(begins, today, sent.get((one.version_id, one.staff_id), set()))
        if kind is not None and one.staff_id not in away:
            of_person = found.setdefault(one.staff_id, {})
            of_person.setdefault(one.version_id, (versions[one.version_id], kind, one.office_id))
    return [Due(staff, [*of_person.values()]) for staff, of_person in found.items()]
