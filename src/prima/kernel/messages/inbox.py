"""The mailbox people write to: what is new in it, read by IMAP (RFC 3501) and never deleted.

A letter is marked as seen only once what came of it is kept. What no program should judge is
starred and stays unseen, so that whoever opens the mailbox finds it: the star is the list of work.
"""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from imap_tools.consts import MailMessageFlags
from imap_tools.errors import ImapToolsError
from imap_tools.mailbox import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted

# Five photos of 10 MB in the spelling of mail are some 70 MB; most servers refuse from 50 on.
LARGEST: Final = 50 * 1024 * 1024
# What a line that breaks, a server that refuses and a damaged answer look like.
FAULTS: Final = (ImapToolsError, imaplib.IMAP4.error, OSError)

_SIZE: Final = re.compile(rb"RFC822\.SIZE (\d{1,12})")
_WAIT: Final = 20.0
_NEW: Final = "(UNSEEN UNFLAGGED)"
_SET_ASIDE: Final = "(UNSEEN FLAGGED)"


@dataclass(frozen=True, slots=True)
class Inbox:
    """An open mailbox."""

    _box: BaseMailBox

    def new(self) -> list[str]:
        """Names of letters nobody has read, the oldest first."""
        return self._box.uids(_NEW)

    def content(self, uid: str) -> bytes | None:
        """The letter byte for byte, left unseen; None when it is larger than anybody may send."""
        size = _SIZE.search(b"".join(self._fetch(uid, "(RFC822.SIZE)")))
        if size is None or int(size.group(1)) > LARGEST:
            return None
        return max(self._fetch(uid, "(BODY.PEEK[])"), key=len, default=None)

    def _fetch(self, uid: str, parts: str) -> list[bytes]:
        _status, answer = self._box.client.uid("FETCH", uid, parts)
        pieces = [one for line in answer for one in (line if isinstance(line, tuple) else [line])]
        return [one for one in pieces if isinstance(one, bytes)]

    def done(self, uid: str) -> None:
        """It was taken in."""
        self._box.flag(uid, MailMessageFlags.SEEN, True)

    def set_aside(self, uid: str) -> None:
        """Somebody has to look at it."""
        self._box.flag(uid, MailMessageFlags.FLAGGED, True)

    def aside(self) -> int:
        """How many letters wait for somebody to look at them."""
        return len(self._box.uids(_SET_ASIDE))


def is_set_up() -> bool:
    """Whether there is a mailbox to read."""
    return bool(settings.INTAKE_IMAP_HOST)


@contextmanager
def opened(wait: float = _WAIT) -> Iterator[Inbox]:
    """Log in and choose the folder; raises one of `FAULTS`."""
    box = _connect(wait)
    try:
        box.login(
            settings.INTAKE_IMAP_USER,
            settings.INTAKE_IMAP_PASSWORD,
            settings.INTAKE_IMAP_FOLDER,
        )
        yield Inbox(box)
    finally:
        with suppress(*FAULTS):
            box.logout()
        with suppress(*FAULTS):
            box.client.shutdown()


def _connect(wait: float) -> BaseMailBox:
    host, port = settings.INTAKE_IMAP_HOST, settings.INTAKE_IMAP_PORT
    if settings.INTAKE_IMAP_SECURITY == "none":
        return MailBoxUnencrypted(host, port, timeout=wait)
    context = ssl.create_default_context()
    if settings.INTAKE_IMAP_SECURITY == "starttls":
        return MailBoxStartTls(host, port, timeout=wait, ssl_context=context)
    return MailBox(host, port, timeout=wait, ssl_context=context)
