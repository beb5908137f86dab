"""GeoReport v2 of Open311: one content as XML and as JSON, and its moments of time.

https://wiki.open311.org/GeoReport_v2 (frozen). XML is mandatory there, JSON is offered beside it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from xml.sax.saxutils import escape

FORMATS: Final = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
# Most requests one answer gives, and the widest span of days (Response Volume).
MOST_REQUESTS: Final = 1000
MOST_DAYS: Final = 90
LONGEST_DESCRIPTION: Final = 4000

Value = str | bool | int | None | Sequence["Value"] | Mapping[str, "Value"]

_NONE: Final = frozenset("\ufffe\uffff")
# What one entry of a list is called in XML.
_ENTRIES: Final = {
    "services": "service",
    "service_requests": "request",
    "attributes": "attribute",
    "values": "value",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
}


def rendered(root: str, value: Value, form: str) -> str:
    """The content in a format; the name of the root stands in XML only."""
    if form == "json":
        return json.dumps(value, ensure_ascii=False)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{_element(root, value)}\n'


def moment(text: str) -> datetime:
    """A moment in the W3 format of ISO 8601, with its offset; raises ValueError without one."""
    found = datetime.fromisoformat(text.strip().replace(" ", "+"))
    if found.tzinfo is None:
        raise ValueError("no offset")
    return found


def w3(at: datetime) -> str:
    """A moment as the standard writes it."""
    return at.isoformat(timespec="seconds")


def _element(name: str, value: Value) -> str:
    if value is None or value in ("", []):
        return f"<{name}/>"
    if isinstance(value, bool):
        return f"<{name}>{str(value).lower()}</{name}>"
    if isinstance(value, Mapping):
        inner = "".join(_element(key, one) for key, one in value.items())
        return f"<{name}>{inner}</{name}>"
    if isinstance(value, str | int):
        return f"<{name}>{escape(_printable(str(value)))}</{name}>"
    inner = "".join(_element(_ENTRIES[name], one) for one in value)
    return f"<{name}>{inner}</{name}>"


def _printable(text: str) -> str:
    """Without signs that XML 1.0 (2.2) knows no way to write."""
    return "".join(
        sign for sign in text if sign in "\t\n\r" or (sign >= " " and sign not in _NONE)
    )
