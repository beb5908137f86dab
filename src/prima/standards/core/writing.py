"""A service and its standard as the catalogue file that `parse.service_entry` reads back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final

from prima.kernel import yaml_writing
from prima.standards.core.content import Category, Retirement, ServiceEntry

# What a reader takes a missing field for; a file says only what it has to say.
_UNSAID: Final[Mapping[str, object]] = {"original": False, "copies": 0, "in_force": True}
_IN_LINE: Final = ("offered_by", "asks", "situations")


def service_file(entry: ServiceEntry) -> str:
    """Return the text of `services/<key>.yaml`."""
    data: dict[str, Any] = {
        "key": entry.key,
        "name": entry.name,
        "summary": entry.summary,
        "category": entry.category,
        "owner": entry.owner,
        "offered_by": entry.offered_by,
        "keywords": entry.keywords,
        "asks": entry.asks,
        "place": asdict(entry.place),
        "proposal": entry.is_proposal,
        "decree": asdict(entry.decree) if entry.decree else None,
        "effective_on": entry.effective_on,
        "retired": _retired(entry.retirement),
        "standard": entry.content.to_data() if entry.content else None,
    }
    return yaml_writing.text_of(_said(data), in_line=_IN_LINE)


def categories_file(categories: Iterable[Category]) -> str:
    """Return the text of `services/_categories.yaml`, in the order given."""
    return yaml_writing.text_of(
        {"categories": [_said(asdict(category)) for category in categories]}
    )


def _retired(retirement: Retirement | None) -> dict[str, Any] | None:
    return asdict(retirement) if retirement else None


def _said(data: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what says nothing: what is empty, and what a reader takes for granted."""
    found: dict[str, Any] = {}
    for key, value in data.items():
        plain = _plain(value)
        if plain in (None, "", [], {}) or (key in _UNSAID and plain == _UNSAID[key]):
            continue
        found[key] = plain
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _said(value)
    if isinstance(value, list | tuple):
        return [_plain(child) for child in value]
    if isinstance(value, dt.date | bool | int):
        return value
    return None if value is None else str(value)
