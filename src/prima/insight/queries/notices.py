"""Whether a message is ours, told without saying what it says or to whom it went."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from prima.kernel import clock, messages
from prima.kernel.messages import Channel
from prima.offices.public import Office


@dataclass(frozen=True, slots=True)
class OurMessage:
    """What whoever holds the code may know: it is enough to recognise one's own message."""

    office: str
    subject: str
    sent_on: str
    to: str


def our_message(typed: str) -> OurMessage | None:
    """The message with this code; an unknown code costs the same two questions."""
    message = messages.find_by_code(typed)
    place_id = message.place_id if message else None
    office = Office.objects.filter(pk=place_id or 0).only("name", "time_zone").first()
    if message is None or message.left_at is None:
        return None
    shown = {"shown": messages.masked(message)}
    return OurMessage(
        office=office.name if office else "",
        subject=message.subject,
        sent_on=clock.format_date(message.left_at, office.time_zone if office else None),
        to=_("nomor WhatsApp yang berakhiran %(shown)s") % shown
        if message.channel == Channel.WHATSAPP
        else _("alamat surel %(shown)s") % shown,
    )
