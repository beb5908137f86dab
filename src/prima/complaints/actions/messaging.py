"""Messages of a service, each taken in by itself; and what an officer sends back by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from prima.complaints import permissions, rules
from prima.complaints.actions.incoming import Incoming, Taken, office_for, take_in
from prima.complaints.actions.intake import ReporterData
from prima.complaints.core.channels import Message
from prima.complaints.models import Complaint
from prima.complaints.rules import Channel
from prima.kernel import journal, limits, messages
from prima.kernel.actors import Actor
from prima.kernel.crypto import normalise_phone
from prima.kernel.errors import RuleBroken, require
from prima.kernel.messages import OutgoingMessage

# Meta sends again for seven days what we did not take; what is older is somebody's replay.
WINDOW: Final = timedelta(days=7)
AHEAD: Final = timedelta(minutes=5)
PER_SENDER: Final = (60, 24 * 60 * 60)


def take_messages(
    found: Iterable[Message], *, is_answered: bool, by: Actor, at: datetime
) -> list[Taken]:
    """Those of the last week; raises `TooManyAttempts` for a sender without end.

    What was taken before that stays, and is known again when everything is sent once more.
    """
    taken = []
    for one in found:
        incoming = _incoming(one, is_answered) if _is_fresh(one, at) else None
        if incoming is not None:
            limits.check("complaints.message", incoming.reporter.phone, limit=PER_SENDER, at=at)
            taken.append(take_in(incoming, by=by, at=at))
    return taken


def _is_fresh(message: Message, at: datetime) -> bool:
    now = at.timestamp()
    return now - WINDOW.total_seconds() <= message.sent_at <= now + AHEAD.total_seconds()


def _incoming(message: Message, is_answered: bool) -> Incoming | None:
    """None for a number no telephone has, or where there is no office at all."""
    office = office_for([message.office_key])
    try:
        phone = normalise_phone(message.phone)
    except RuleBroken:
        return None
    if office is None:
        return None
    return Incoming(
        channel=Channel.MESSAGE,
        identity=message.identity,
        office=office,
        reporter=ReporterData(message.name[:120] or phone, phone=phone),
        text=_words(message),
        numbers=message.numbers,
        is_answered=is_answered,
    )


def _words(message: Message) -> str:
    """What was said; a photo or a voice stays with the service, and the report says so."""
    if not message.other:
        return message.text
    told = _("Pesan ini memuat foto, suara, atau berkas yang tidak ikut tersimpan.")
    return f"{message.text}\n\n{told}".strip()


@journal.action
def open_receipt(
    complaint: Complaint, message: OutgoingMessage, *, by: Actor, at: datetime
) -> str:
    """Note that WhatsApp is opened with the receipt, and give the address that does so."""
    require(permissions.can_handle(by, complaint))
    messages.mark_opened(message, at=at)
    _note("complaint.notice_opened", complaint, message, by=by, at=at)
    return message.link


@journal.action
def confirm_receipt(
    complaint: Complaint, message: OutgoingMessage, *, by: Actor, at: datetime
) -> None:
    """The officer says that it was sent; the words are not kept any longer."""
    require(permissions.can_handle(by, complaint))
    messages.mark_sent(message, at=at)
    _note("complaint.notice_sent", complaint, message, by=by, at=at)


def _note(
    what: str, complaint: Complaint, message: OutgoingMessage, *, by: Actor, at: datetime
) -> None:
    journal.append(
        what, about=complaint, chain=rules.chain_of(complaint.office_id), by=by, at=at,
        payload={"notice": message.pk},
    )  # fmt: skip
