"""Letters that come back: reports of mail servers read and joined with the notice they speak of.

A report (RFC 3464) is a mail of type multipart/report. It names our notice by the Message-ID of
the letter it brings back, or by the address it was sent to (`return_path`). Both hold the check
code, which nobody can guess, so a forged report changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import Message
from pathlib import Path
from typing import Final

from prima.kernel.messages.models import OutgoingMessage
from prima.kernel.messages.states import Channel, MessageState

# A report brings back at most the letter, and ours are short.
LONGEST_REPORT: Final = 1_000_000

_NAME: Final = re.compile(r"(?<!\d)(\d{1,18})\.([0-9A-Z]{4}-[0-9A-Z]{4})@")
_STATUS: Final = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
# Where a report names the letter, the surest first.
_HEADERS: Final = ("Message-ID", "In-Reply-To", "References", "To", "Delivered-To")


@dataclass(frozen=True, slots=True)
class Report:
    """What a mail server says of one letter."""

    message_id: int
    check_code: str
    action: str  # failed, delayed, delivered, relayed or expanded (RFC 3464 2.3.3)
    status: str


def read(raw: bytes) -> Report | None:
    """Read a mail; None when it is no report, or speaks of no letter of ours.

    Anybody can write to this address. Parts nested a thousand deep are no report either, and must
    not keep the letters behind them unread.
    """
    try:
        return _read(raw)
    except (RecursionError, LookupError, TypeError, ValueError):
        return None


def _read(raw: bytes) -> Report | None:
    mail = message_from_bytes(raw[:LONGEST_REPORT], policy=policy.compat32)
    fields = next(_recipients(mail), None)
    named = next(_names(mail), None)
    if fields is None or named is None:
        return None
    action = str(fields.get("Action", "")).strip().lower()
    status = _STATUS.search(str(fields.get("Status", "")))
    return Report(int(named[0]), named[1], action, status.group() if status else "")


def record(raw: bytes, *, at: datetime) -> bool:
    """Note what a report says; tells whether it spoke of a letter of ours."""
    report = read(raw)
    if report is None:
        return False
    ours = OutgoingMessage.objects.filter(channel=Channel.EMAIL, check_code=report.check_code)
    if report.action == "failed":
        to, reason = MessageState.BOUNCED, report.status or "5.0.0"
        ours.move(report.message_id, to, reason=reason, ended_at=at)
    elif report.action == "delivered":
        ours.move(report.message_id, MessageState.DELIVERED, ended_at=at)
    return ours.filter(pk=report.message_id).exists()


def read_folder(folder: Path, *, at: datetime) -> int:
    """Read what is new in a Maildir and lay it aside as seen; gives how many were ours."""
    found = 0
    for path in sorted((folder / "new").iterdir()):
        found += record(path.read_bytes(), at=at)
        path.rename(folder / "cur" / f"{path.name}:2,S")
    return found


def _recipients(mail: Message) -> Iterator[Message]:
    """The blocks about a recipient; the first block of a report is about the whole."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            if isinstance(blocks, list):
                yield from (
                    block for block in blocks if isinstance(block, Message) and block["Action"]
                )


def _names(mail: Message) -> Iterator[tuple[str, str]]:
    """Our names in the letter that came back, then in the report itself."""
    for part in [*_returned(mail), mail]:
        for header in _HEADERS:
            for value in part.get_all(header, []):
                yield from _NAME.findall(str(value))


def _returned(mail: Message) -> Iterator[Message]:
    """The letter a report brings back, whole or only its headers."""
    for part in mail.walk():
        payload = part.get_payload()
        if part.get_content_type() == "message/rfc822" and isinstance(payload, list):
            yield from (inner for inner in payload if isinstance(inner, Message))
        elif part.get_content_type() == "text/rfc822-headers":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                yield message_from_bytes(content)
