"""Socialisation: drawing up the distribution list, stating that one has read, reminding the rest.

PermenPANRB 35/2012 puts internal socialisation between approval and application; Prima asks
everybody who has a row in the procedure, before the day on which it begins to count.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prima.kernel import journal, messages, sweeping
from prima.kernel.actors import SYSTEM, Actor
from prima.kernel.errors import NotAllowed, RuleBroken, require
from prima.kernel.messages import Channel
from prima.offices.public import StaffMember
from prima.sops import permissions
from prima.sops.core.questions import wrong_of
from prima.sops.models import Acknowledgement, DistributionEntry, ReadingReminder, SopVersion
from prima.sops.models.readers import task_of
from prima.sops.models.reminding import Due, reminders_due
from prima.sops.rules import ReminderKind


def draw_up_distribution(version: SopVersion) -> None:
    """Write down which duty does which row, and which had rows before and has none any more."""
    document = version.document
    entries = [
        DistributionEntry(version=version, duty=duty, step_key=step.key, strategic=step.strategic)
        for step in document.steps
        for duty in dict.fromkeys(document.duties_of(step))
    ]
    if version.supersedes is not None:
        before = version.supersedes.document
        had = {duty for step in before.steps for duty in before.duties_of(step)}
        entries += [
            DistributionEntry(version=version, duty=duty, step_key="", strategic=False)
            for duty in sorted(had - {one.duty for one in entries})
        ]
    DistributionEntry.objects.bulk_create(entries)


@journal.action
def acknowledge(
    version: SopVersion, answers: Mapping[str, int], *, by: Actor, at: datetime
) -> Acknowledgement:
    """State that this person has read the version; every question must be answered rightly.

    `answers` are places of choices by the key of their question. A second time changes nothing.
    """
    # Their own row: a double click waits here and then finds what the first one wrote.
    staff = StaffMember.objects.select_for_update().filter(user=by.id).first()
    said = Acknowledgement.objects.filter(version=version, staff=staff).first()
    if said is not None:
        return said
    task = task_of(version, by.id, at) if by.id is not None else None
    if staff is None or task is None:
        raise NotAllowed(_("SOP ini tidak memuat langkah Anda, jadi tidak perlu Anda nyatakan."))
    if wrong_of(task.questions, answers):
        raise RuleBroken(_("Masih ada jawaban yang belum tepat. Baca lagi langkahnya."))
    said = Acknowledgement.objects.create(
        version=version, staff=staff, questions=[one.key for one in task.questions], at=at
    )
    journal.append(
        "sop.acknowledged", about=version, chain=f"office:{task.office_ids[0]}", by=by, at=at,
        payload={"version": version.number, "questions": len(task.questions)},
    )  # fmt: skip
    return said


def remind_readers(*, by: Actor = SYSTEM, at: datetime) -> int:
    """Periodic: write to those who have not read what will count, or counts. Gives how many.

    Each is written to once for a version, and once more when its day is near; whoever is away
    today is left in peace. The unique rows make the sweep harmless to repeat.
    """
    require(permissions.can_run_sweeps(by))
    return sweeping.each(reminders_due(at), lambda due: _remind(due, by=by, at=at))


@journal.action
def _remind(due: Due, *, by: Actor, at: datetime) -> bool:
    staff = StaffMember.objects.select_related("user").select_for_update(of=("self",))
    person = staff.get(pk=due.staff_id)
    wanted = {
        (version.pk, kind): (version, kind, office) for version, kind, office in due.versions
    }
    told = ReadingReminder.objects.filter(staff=person, version__in=[pk for pk, _kind in wanted])
    for done in told:
        wanted.pop((done.version_id, ReminderKind(done.kind)), None)
    read = Acknowledgement.objects.filter(staff=person).values_list("version_id", flat=True)
    asked = [one for one in wanted.values() if one[0].pk not in set(read)]
    if not asked:
        return False
    reminders = ReadingReminder.objects.bulk_create(
        ReadingReminder(version=version, staff=person, kind=kind, at=at)
        for version, kind, _office in asked
    )
    for version, kind, office in asked:
        journal.append(
            "sop.reading_asked", about=version, chain=f"office:{office}", by=by, at=at,
            payload={"version": version.number, "kind": str(kind)},
        )  # fmt: skip
    with translation.override(settings.LANGUAGE_CODE):
        _write(person, [version for version, _kind, _office in asked], reminders[0], at=at)
    return True


def _write(
    person: StaffMember, versions: list[SopVersion], about: ReadingReminder, *, at: datetime
) -> None:
    """One letter for all that is to be read; it names procedures and their days, nobody else."""
    lines = [
        _("%(title)s, versi %(number)d, berlaku mulai %(day)s")
        % {
            "title": version.document.identity.title,
            "number": version.number,
            "day": date_format(version.effective_on, "j F Y"),
        }
        for version in sorted(versions, key=lambda one: (one.effective_on, one.pk))
    ]
    lead = ngettext(
        "Ada %(count)d prosedur yang memuat langkah Anda dan belum Anda baca:",
        "Ada %(count)d prosedur yang memuat langkah Anda dan belum Anda baca:",
        len(lines),
    ) % {"count": len(lines)}
    address = f"{settings.SITE_URL}{reverse('sops:reading')}"
    body = "\n\n".join(
        [lead, "\n".join(f"- {line}" for line in lines),
         _("Baca sebelum tanggal berlakunya di %(address)s") % {"address": address}]
    )  # fmt: skip
    messages.prepare(
        Channel.EMAIL, recipient=person.user.email, subject=_("Prosedur untuk Anda baca"),
        body=body, at=at, about=about,
    )  # fmt: skip
