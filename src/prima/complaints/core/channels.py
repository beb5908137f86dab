"""Reading what message services send: signed bodies of JSON, each service in its own form.

WhatsApp: Cloud API of Meta, webhook field "messages" (graph API v20 and later). Neutral: our own
form, for gateways of SMS, Telegram or anything else; described in the reference for offices.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

MOST_MESSAGES: Final = 50
LONGEST_TEXT: Final = 20_000
LONGEST_NAME: Final = 200

_NUMBER: Final = re.compile(r"\bADU-\d{2}-[0-9A-Z]{6}-[0-9A-Z]\b", re.IGNORECASE)
# A chat link may begin the message with the key of the office: "#kua-cimahi Antrean macet".
_OFFICE: Final = re.compile(r"#([a-z0-9-]{1,60})\b\s*", re.IGNORECASE)
_PHONE: Final = re.compile(r"\+?[0-9]{6,16}")


class Malformed(Exception):  # noqa: N818 - says what it is
    """Signed, but not in the form of this service."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a person."""

    identity: str
    sent_at: int  # seconds since 1970
    phone: str = field(repr=False)
    name: str = field(repr=False)
    text: str = field(repr=False)
    office_key: str = ""
    # What it is where it is no text: image, audio, location.
    other: str = ""

    @property
    def numbers(self) -> tuple[str, ...]:
        """Numbers of reports it names."""
        return tuple(dict.fromkeys(one.upper() for one in _NUMBER.findall(self.text)))


def is_signed(body: bytes, header: str, secret: str) -> bool:
    """Whether the body carries "sha256=" and its HMAC under our secret, in constant time."""
    if not secret:
        return False
    right = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(f"sha256={right}".encode(), header.strip().lower().encode())


def read(service: str, body: bytes) -> list[Message]:
    """The messages in a body; raises `Malformed`."""
    try:
        found = json.loads(body)
        return [
            one for one, _n in zip(READERS[service](found), range(MOST_MESSAGES), strict=False)
        ]
    except (RecursionError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise Malformed from error


def _whatsapp(found: Mapping[str, Any]) -> Iterator[Message]:
    """Messages only: reports of delivery ("statuses") and other fields are nobody's words."""
    if found["object"] != "whatsapp_business_account":
        raise Malformed
    for entry in found["entry"]:
        for change in entry["changes"]:
            if change["field"] == "messages":
                yield from _of_value(change["value"])


def _of_value(value: Mapping[str, Any]) -> Iterator[Message]:
    names = {one["wa_id"]: one["profile"]["name"] for one in value.get("contacts", [])}
    for one in value.get("messages", []):
        kind = str(one["type"])
        said = one["text"]["body"] if kind == "text" else one.get(kind, {}).get("caption", "")
        other = "" if kind == "text" else kind
        sender = str(one["from"])
        yield _message(
            one["id"], one["timestamp"], f"+{sender}",
            name=names.get(sender), said=said, other=other,
        )  # fmt: skip


def _neutral(found: Mapping[str, Any]) -> Iterator[Message]:
    key = _text(found.get("office", ""), 60)
    yield _message(
        found["id"], found["sent_at"], found["phone"],
        name=found.get("name"), said=found["text"], key=key,
    )  # fmt: skip


def _message(
    identity: object, sent_at: object, phone: object, *,
    name: object, said: object, other: str = "", key: str = "",
) -> Message:  # fmt: skip
    number = _text(phone, 20).replace(" ", "").replace("-", "")
    if not _PHONE.fullmatch(number) or not _text(identity, 200):
        raise Malformed
    text = _text(said, LONGEST_TEXT)
    office = _OFFICE.match(text)
    return Message(
        identity=_text(identity, 200),
        sent_at=int(str(sent_at)[:12]),
        phone=number,
        name=_text(name or "", LONGEST_NAME).replace("\n", " "),
        text=text[office.end() :] if office else text,
        office_key=(office.group(1) if office else key).lower(),
        other=other[:20],
    )


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str):
        raise Malformed
    shown = value[:longest].replace("\r\n", "\n")
    return "".join(sign for sign in shown if sign in "\n\t" or sign.isprintable()).strip()


READERS: Final[Mapping[str, Callable[[Mapping[str, Any]], Iterator[Message]]]] = {
    "whatsapp": _whatsapp,
    "umum": _neutral,
}
