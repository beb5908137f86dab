"""Whoever answered may ask to be called: kept apart from the answer, read by the office above."""

from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext as _

from prima.kernel import events, idempotency, journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.surveys import permissions, rules
from prima.surveys.actions.changes import own_ballot
from prima.surveys.events import AnswerRequestsContact
from prima.surveys.models import ContactRequest

PURPOSE: Final = "survey.contact"


@journal.action
def request_contact(
    *, owner_key: str, name: str, phone: str, about: str, by: Actor, at: datetime
) -> None:
    """Ask the office above the rated one to call; once for each answer.

    A transaction of its own, after that of the answer: nothing the database notes pairs the two.
    Whoever asks proves with the key of their answer that they were asked; it is kept hashed only.
    """
    require(permissions.can_answer(by), _("Penilaian hanya diisi oleh pemohon sendiri."))
    rules.check_contact(name, about)
    rated = own_ballot(owner_key, at).office
    if rated.parent is None:
        raise RuleBroken(_("Tidak ada kantor atasan yang dapat menghubungi Anda."))
    if idempotency.recall(owner_key, PURPOSE) is not None:
        return
    idempotency.remember(owner_key, PURPOSE, "asked")
    request = ContactRequest.objects.create(
        office=rated.parent,
        name=name.strip(),
        phone=phone,
        about=about.strip(),
        asked_on=rules.local_day(at, rated.time_zone),
    )
    chain = rules.chain_of(request.office_id)
    journal.append("survey.contact_asked", about=request, chain=chain, by=by, at=at)
    events.publish(AnswerRequestsContact(request_id=request.pk, at=at))


@journal.action
def note_call(request: ContactRequest, *, by: Actor, at: datetime) -> None:
    """Somebody called; a second press changes nothing."""
    require(permissions.can_call(by, request.office_id))
    today = rules.local_day(at, request.office.time_zone)
    called = ContactRequest.objects.filter(pk=request.pk, called_on=None).update(called_on=today)
    if called:
        chain = rules.chain_of(request.office_id)
        journal.append("survey.contact_called", about=request, chain=chain, by=by, at=at)


@journal.action
def forget_contacts(*, before: date, by: Actor, at: datetime) -> int:
    """Names and numbers that have been kept long enough, called or not; gives how many."""
    require(permissions.can_count(by))
    deleted, _rows = ContactRequest.objects.filter(asked_on__lt=before).delete()
    return deleted
