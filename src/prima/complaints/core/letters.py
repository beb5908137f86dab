"""Reading a letter: who wrote, what they said now, what they sent along, and if it was a person.

Anybody can write to the address, so everything here may be somebody's invention:
parts nested a thousand deep, wrong character sets, headers with line ends.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any, Final

# What a letter may hold of each; more is somebody's attack.
MOST_PARTS: Final = 200
LONGEST_HTML: Final = 1_000_000
LONGEST_TEXT: Final = 100_000

_BREAKS: Final = (
    RecursionError, LookupError, TypeError, ValueError, AttributeError, AssertionError,
)  # fmt: skip
_ADDRESS: Final = re.compile(r"[^@\s<>\"]{1,64}@[^@\s<>\"]{1,190}")
_NUMBER: Final = re.compile(r"\bADU-\d{2}-[0-9A-Z]{6}-[0-9A-Z]\b", re.IGNORECASE)
_PLUS: Final = re.compile(r"\+([a-z0-9-]{1,60})@", re.IGNORECASE)
# The line with which programs begin the letter that is answered (Gmail, Outlook, Yahoo, Apple).
_QUOTED_FROM: Final = re.compile(
    r"^[ \t]*(-{2,}[ \t]*(original message|pesan asli|forwarded message|pesan terusan)\b"
    r"|(on|pada|tgl|tanggal)\b.{0,300}\b(wrote|menulis)\s*:\s*$"
    r"|(from|dari)\s*:.{0,200}@.{0,200}$|_{10,}\s*$)",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_SIGNATURE: Final = re.compile(r"^-- $", re.MULTILINE)
_QUOTE: Final = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_RE: Final = re.compile(r"^(\s*(re|balas|fwd?|trs)\s*:)+\s*", re.IGNORECASE)
# RFC 3834 2: what answers by itself, or went to many at once.
_TO_MANY: Final = frozenset({"bulk", "junk", "list"})


class Unreadable(Exception):  # noqa: N818 - says what it is
    """No program can make sense of it."""


@dataclass(frozen=True, slots=True)
class Attached:
    """Something sent along, as it claims to be called."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, read."""

    # Its Message-ID, or a fingerprint of the whole where it has none.
    identity: str
    sender: str
    name: str
    subject: str
    text: str
    attached: tuple[Attached, ...]
    # Numbers of reports it names in its subject; keys of offices in the addresses it went to.
    numbers: tuple[str, ...]
    office_keys: tuple[str, ...]
    # A program answered by itself, or a letter came back.
    is_automatic: bool
    # It went to many at once: a list, a newsletter.
    is_bulk: bool


def read(raw: bytes) -> Letter:
    """Read a letter, or raise `Unreadable`."""
    try:
        return _read(raw)
    except _BREAKS as error:
        raise Unreadable from error


def _read(raw: bytes) -> Letter:
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)  # noqa: S101 - of this policy
    name, sender = _sender(mail)
    parts = _parts(mail)
    subject = _RE.sub("", _line(mail["Subject"])[:200])
    return Letter(
        identity=_line(mail["Message-ID"]) or hashlib.sha256(raw).hexdigest(),
        sender=sender,
        name=name,
        subject=subject,
        text=newest(_text(parts)),
        attached=tuple(_attached(parts)),
        numbers=tuple(dict.fromkeys(one.upper() for one in _NUMBER.findall(subject))),
        office_keys=tuple(_office_keys(mail)),
        is_automatic=_is_automatic(mail),
        is_bulk=_is_bulk(mail),
    )


def newest(text: str) -> str:
    """What was written now: without the letter that is answered, and without the signature.

    Where nothing would be left the whole stays: an answer below the quotation, say.
    """
    quoted = _QUOTED_FROM.search(text)
    now = text[: quoted.start()] if quoted else text
    signature = _SIGNATURE.search(now)
    now = now[: signature.start()] if signature else now
    now = _QUOTE.sub("", now)
    return re.sub(r"\n{3,}", "\n\n", now).strip() or text.strip()


def _sender(mail: EmailMessage) -> tuple[str, str]:
    """Name and address; a letter from nobody can be neither answered nor joined to anybody."""
    header: Any = mail["From"]
    first: Address | None = next(iter(header.addresses), None) if header is not None else None
    sender = first.addr_spec.strip() if first else ""
    if first is None or not _ADDRESS.fullmatch(sender):
        raise Unreadable
    return clean(first.display_name).replace("\n", " ").strip()[:120], sender.lower()


def _parts(mail: EmailMessage) -> list[EmailMessage]:
    """The leaves; what is inside a forwarded letter belongs to that one."""
    found: list[EmailMessage] = []
    for part in mail.walk():
        if len(found) >= MOST_PARTS:
            raise Unreadable
        if not part.is_multipart():
            found.append(part)
    return found


def _text(parts: list[EmailMessage]) -> str:
    for kind in ("text/plain", "text/html"):
        found = [
            _decoded(part)
            for part in parts
            if part.get_content_type() == kind and not _is_file(part)
        ]
        said = "\n\n".join(one for one in found if one.strip())
        if said:
            said = said if kind == "text/plain" else _spoken(said)
            return clean(said[:LONGEST_TEXT])
    return ""


def _decoded(part: EmailMessage) -> str:
    """The words, also where the letter names a character set nobody knows."""
    content = part.get_payload(decode=True)
    raw = content if isinstance(content, bytes) else b""
    charset = part.get_content_charset("utf-8")
    try:
        return raw.decode(charset)
    except (LookupError, ValueError):
        return raw.decode("utf-8", "replace")


def _is_file(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _attached(parts: list[EmailMessage]) -> Iterator[Attached]:
    for part in parts:
        if part.get_content_maintype() in ("text", "message") and not _is_file(part):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content:
            yield Attached(_file_name(part), content)


def _file_name(part: EmailMessage) -> str:
    """As it is called; a photo without a name gets the ending of its kind."""
    named = clean(str(part.get_filename() or "")).replace("\n", " ").strip()
    subtype = part.get_content_subtype()
    return named[-100:] or f"lampiran.{'jpg' if subtype == 'jpeg' else subtype}"


def _office_keys(mail: EmailMessage) -> Iterator[str]:
    """The plus-part of every address it went to: pengaduan+kua-cimahi@contoh.go.id."""
    for header in ("Delivered-To", "X-Original-To", "To", "Cc"):
        for value in mail.get_all(header, []):
            yield from (key.lower() for key in _PLUS.findall(str(value)[:2000]))


def _is_automatic(mail: EmailMessage) -> bool:
    """RFC 3834 (Auto-Submitted, empty Return-Path) and RFC 3464 (reports of mail servers)."""
    automatic = _line(mail["Auto-Submitted"]).lower()
    return (
        automatic not in ("", "no")
        or _line(mail["Return-Path"]) == "<>"
        or mail.get_content_type() == "multipart/report"
        or any(mail[one] for one in ("X-Autoreply", "X-Autorespond"))
    )


def _is_bulk(mail: EmailMessage) -> bool:
    precedence = _line(mail["Precedence"]).lower()
    return precedence in _TO_MANY or any(mail[one] for one in ("List-Id", "List-Unsubscribe"))


def _line(value: object) -> str:
    return " ".join(clean(str(value or "")).split())


def clean(text: str) -> str:
    """Without signs nobody sees: control signs, and those that turn the direction of reading."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    return "".join(sign for sign in text if sign in "\n\t" or sign.isprintable())


class _Words(HTMLParser):
    """The words of a page, a line for each block."""

    _SILENT: Final = frozenset({"script", "style", "head", "title"})
    _BLOCKS: Final = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "blockquote"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self._silent += tag in self._SILENT
        if tag in self._BLOCKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SILENT:
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(re.sub(r"\s+", " ", data))


def _spoken(html: str) -> str:
    reader = _Words()
    reader.feed(html[:LONGEST_HTML])
    reader.close()
    lines = (line.strip() for line in "".join(reader.words).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
