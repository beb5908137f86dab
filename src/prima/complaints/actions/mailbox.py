"""Reading the mailbox: each new letter by itself, marked as seen only once it is kept."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from email.utils import parseaddr
from typing import Final

from django.conf import settings
from django.db import InterfaceError, OperationalError

from prima.complaints.actions.incoming import Incoming, office_for, take_in
from prima.complaints.actions.intake import ReporterData
from prima.complaints.core import letters
from prima.complaints.core.letters import Letter
from prima.complaints.rules import Channel
from prima.kernel import limits, messages
from prima.kernel.actors import Actor
from prima.kernel.errors import TooManyAttempts
from prima.kernel.messages import inbox
from prima.kernel.messages.inbox import Inbox

# Letters of one look; the next comes in five minutes.
MOST: Final = 200
# Letters of one sender that become reports in a day; our answers go to that address.
PER_SENDER: Final = (20, 24 * 60 * 60)

logger = logging.getLogger(__name__)


def read_mailbox(*, by: Actor, now: Callable[[], datetime]) -> int:
    """Take in what is new; gives how many letters became a report or an answer in one."""
    if not inbox.is_set_up():
        return 0
    with inbox.opened() as box:
        return sum(_read_one(box, uid, by=by, at=now()) for uid in box.new()[:MOST])


def _read_one(box: Inbox, uid: str, *, by: Actor, at: datetime) -> bool:
    """One letter that breaks everything must not keep those behind it unread."""
    try:
        taken = _take(box.content(uid), by=by, at=at)
    except (OperationalError, InterfaceError, *inbox.FAULTS):
        raise  # the database or the mailbox is away: the letter has done nothing
    except (letters.Unreadable, TooManyAttempts):
        box.set_aside(uid)
        return False
    except Exception:
        logger.exception("A letter could not be taken in; it is starred in the mailbox")
        box.set_aside(uid)
        return False
    box.done(uid)
    return taken


def _take(raw: bytes | None, *, by: Actor, at: datetime) -> bool:
    if raw is None:
        raise letters.Unreadable
    if messages.record(raw, at=at):
        return False  # a letter of ours that came back
    letter = letters.read(raw)
    if letter.is_automatic or letter.sender == _own_address():
        return False
    office = office_for(letter.office_keys)
    if letter.is_bulk or office is None:
        # No person wrote it to us, most likely; a person looks, and nobody is answered.
        raise letters.Unreadable
    limits.check("complaints.mail", letter.sender, limit=PER_SENDER, at=at)
    incoming = Incoming(
        channel=Channel.MAIL,
        identity=letter.identity,
        office=office,
        reporter=ReporterData(letter.name or letter.sender, email=letter.sender),
        text=_text(letter),
        attached=letter.attached,
        numbers=letter.numbers,
    )
    take_in(incoming, by=by, at=at)
    return True


def _text(letter: Letter) -> str:
    """The subject is part of what was said, but not of an answer to a report."""
    if letter.numbers or not letter.subject:
        return letter.text
    return f"{letter.subject}\n\n{letter.text}".strip()


def _own_address() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower()
