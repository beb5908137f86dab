"""Notices about cases: those an officer has to send, and those that did not arrive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from prima.cases.models import Case
from prima.kernel.actors import Actor
from prima.kernel.messages import Channel, MessageState, OutgoingMessage
from prima.kernel.messages.models import MessageQuerySet

# An e-mail leaves within seconds; one that waits this long has a mail server that does not answer.
LONG_WAIT: Final = timedelta(minutes=15)
_ABOUT: Final = Case._meta.label_lower


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice beside its case."""

    message: OutgoingMessage
    case: Case


def notices_to_send(actor: Actor) -> MessageQuerySet:
    """Prepared for WhatsApp in the offices of the viewer, the newest first."""
    return _in(actor, "see_cases").for_officer().order_by("-prepared_at", "-pk")


def lost_notices(actor: Actor) -> MessageQuerySet:
    """E-mail that did not arrive and about which nobody has called, the newest first."""
    return _in(actor, "see_cases").lost().order_by("-ended_at", "-pk")


def troubled_mail(actor: Actor, now: datetime) -> MessageQuerySet:
    """For managers: e-mail of their offices that did not arrive or hangs in the queue."""
    hangs = Q(state=MessageState.PREPARED, prepared_at__lt=now - LONG_WAIT)
    lost = Q(state__in=(MessageState.BOUNCED, MessageState.FAILED, MessageState.EXPIRED))
    found = _in(actor, "manage_office").unfinished().filter(channel=Channel.EMAIL)
    return found.filter(hangs | lost).order_by("-prepared_at", "-pk")


def other_lost_mail() -> int:
    """How many e-mails in no office's list did not arrive: what they say is nobody's business."""
    return OutgoingMessage.objects.lost().filter(place_id=None).count()


def notice_lines(messages: Iterable[OutgoingMessage]) -> list[NoticeLine]:
    """Put each notice beside its case; two statements for any number of them."""
    found = list(messages)
    ids = {int(message.about_id) for message in found}
    cases = Case.objects.select_related("office", "service").in_bulk(ids)
    return [
        NoticeLine(message, cases[int(message.about_id)])
        for message in found
        if int(message.about_id) in cases
    ]


def notice_for(actor: Actor, permission: str, pk: int) -> NoticeLine | None:
    """One notice of an office of the viewer, or None: another's does not exist."""
    return next(iter(notice_lines(_in(actor, permission).filter(pk=pk))), None)


def _in(actor: Actor, permission: str) -> MessageQuerySet:
    places = sorted(actor.offices_with(permission))
    return OutgoingMessage.objects.filter(place_id__in=places, about_type=_ABOUT)
