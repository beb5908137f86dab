"""Surveyors from outside the office: a list by lot, the call, the answer, or why there is none."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from prima.cases.public import Case
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, StaleRecord, require
from prima.offices.public import Office
from prima.surveys import permissions, rules
from prima.surveys.actions.answers import NOBODY, LinkClosed, lock_open, put_in_box
from prima.surveys.core.sealed import SealedAnswer
from prima.surveys.models import AskingTally, AskingTask, Invitation, PaperSheet
from prima.surveys.models.independence import independent_offices
from prima.surveys.rules import INTERVIEWS, Channel, NoAnswer

_lots: Final = secrets.SystemRandom()
# The earliest calendar of Indonesia is at most a day away from the server's.
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Contact:
    """What is needed to call somebody, and no more."""

    name: str
    phone: str


@journal.action
def take_list(*, by: Actor, at: datetime) -> int:
    """Fill a surveyor's list by lot from those who have a telephone and did not answer the link.

    Nobody chooses: the system draws among all who wait in the offices this surveyor stands
    outside of. The journal says how many were given, not whom.
    """
    offices = independent_offices(by)
    require(bool(offices), _("Anda belum ditugaskan sebagai surveyor di luar kantor Anda."))
    on = at.date()
    has_now = AskingTask.objects.open_for(by.id, offices, on - _ONE_DAY).count()
    waiting = list(_waiting(offices, on, by).values_list("pk", "office_id"))
    drawn = _lots.sample(waiting, min(len(waiting), max(rules.LONGEST_LIST - has_now, 0)))
    tasks = [
        AskingTask(invitation_id=pk, office_id=office, enumerator_id=by.id or 0, given_on=on)
        for pk, office in drawn
    ]
    # Of two surveyors at once nobody is given to both: the second row is left out.
    AskingTask.objects.bulk_create(tasks, ignore_conflicts=True)
    given = list(AskingTask.objects.filter(pk__in=[task.pk for task in tasks]))
    places = Office.objects.in_bulk({task.office_id for task in given})
    for office_id in sorted(places):
        count = sum(task.office_id == office_id for task in given)
        journal.append(
            "survey.list_taken",
            about=places[office_id],
            chain=rules.chain_of(office_id),
            by=by,
            at=at,
            payload={"count": count},
        )
    return len(given)


@journal.action
def show_contact(task: AskingTask, *, by: Actor, at: datetime) -> Contact:
    """Name and telephone of a person to be asked, while they may still be asked; each time noted.

    The entry names the task, whose row is gone once the answer is in, and nothing of the person.
    """
    require_asking(by, task)
    invitation = require_open(task, at)
    case = _case(invitation)
    chain = rules.chain_of(task.office_id)
    journal.append("survey.contact_shown", about=task, chain=chain, by=by, at=at)
    return Contact(case.applicant_name, str(case.applicant_phone))


@journal.action
def answer_for(
    task: AskingTask,
    *,
    channel: Channel,
    answers: Mapping[str, int],
    comment: str,
    key: str,
    by: Actor,
    at: datetime,
    profile: Mapping[str, str] = NOBODY,
) -> None:
    """What somebody said on the telephone or in the hall; no entry, as with every answer."""
    require_asking(by, task)
    if channel not in INTERVIEWS:
        raise RuleBroken(_("Pilih apakah Anda bertanya lewat telepon atau bertatap muka."))
    content = SealedAnswer(dict(answers), comment.strip(), dict(profile))
    put_in_box(lock_open(task.invitation_id), content, channel=channel, key=key, at=at)


@journal.action
def note_no_answer(task: AskingTask, *, reason: NoAnswer, by: Actor, at: datetime) -> None:
    """Count why there was no answer; whoever refused or was not the one is not called again."""
    require_asking(by, task)
    locked = AskingTask.objects.select_for_update().filter(pk=task.pk, is_open=True).first()
    if locked is None:
        raise StaleRecord(_("Tugas ini sudah selesai. Muat ulang daftar Anda."))
    month = require_open(locked, at).drawn_on.replace(day=1)
    locked.calls += 1
    locked.is_open = reason == NoAnswer.NOT_REACHED and locked.calls < rules.MOST_CALLS
    locked.save(update_fields=["calls", "is_open"])
    tally, _created = AskingTally.objects.get_or_create(
        office_id=locked.office_id, month=month, reason=reason
    )
    AskingTally.objects.filter(pk=tally.pk).update(count=F("count") + 1)
    journal.append(
        "survey.no_answer_noted",
        about=locked,
        chain=rules.chain_of(locked.office_id),
        by=by,
        at=at,
        payload={"reason": reason.value},
    )


@journal.action
def forget_ways(*, by: Actor, at: datetime) -> int:
    """Tasks and sheets of links nobody can answer any more; gives how many were forgotten.

    Answered and expired ones go alike, so that what is left says nothing about who answered.
    """
    require(permissions.can_count(by))
    open_links = Invitation.objects.exclude(token_hash=None).filter(
        expires_on__gte=at.date() - _ONE_DAY
    )
    gone = 0
    for model in (AskingTask, PaperSheet):
        _all, rows = model.objects.exclude(invitation__in=open_links).delete()
        gone += rows.get(model._meta.label, 0)
    return gone


def _waiting(offices: frozenset[int], on: date, by: Actor) -> QuerySet[Invitation]:
    """Drawn, not answered, reachable by telephone, still willing, and not with a surveyor yet."""
    reachable = (
        Case.objects.filter(
            pk=OuterRef("case_id"), notices_stopped_at=None, restricted_at=None, erased_at=None
        )
        .exclude(phone_index="")
        .exclude(applicant_staff_id=by.id)
    )
    return Invitation.objects.filter(
        Exists(reachable),
        ~Exists(AskingTask.objects.filter(invitation=OuterRef("pk"))),
        office_id__in=offices,
        drawn_on__lte=on - timedelta(days=rules.DAYS_BEFORE_ASKING),
        expires_on__gt=on,
    ).exclude(token_hash=None)


def require_asking(by: Actor, task: AskingTask) -> None:
    """Theirs, and still a surveyor who serves nowhere near the office, at this very act."""
    outside = independent_offices(by)
    require(
        task.enumerator_id == by.id and permissions.can_ask(by, task.office_id, outside),
        _("Hanya surveyor dari luar kantor ini yang boleh bertanya. Hubungi pengelola survei."),
    )


def require_open(task: AskingTask, at: datetime) -> Invitation:
    """Its invitation, while somebody may still answer it."""
    invitation = Invitation.objects.select_related("office").get(pk=task.invitation_id)
    today = rules.local_day(at, invitation.office.time_zone)
    is_open = AskingTask.objects.filter(pk=task.pk, is_open=True).exists()
    if not is_open or not invitation.is_open(today):
        raise LinkClosed(_("Orang ini tidak perlu ditanya lagi. Muat ulang daftar Anda."))
    return invitation


def _case(invitation: Invitation) -> Case:
    wanted = ("applicant_name", "applicant_phone", "notices_stopped_at", "restricted_at")
    case = Case.objects.only(*wanted).get(pk=invitation.case_id)
    if case.notices_stopped_at is not None or case.restricted_at is not None:
        raise LinkClosed(_("Orang ini tidak perlu ditanya lagi. Muat ulang daftar Anda."))
    return case
