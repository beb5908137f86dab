"""The data of an entry as rows of the columns, and back: what every face has in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from prima.kernel.yaml_fields import Fields, Source
from prima.standards.core import drafting, parse
from prima.standards.core.content import ServiceEntry
from prima.standards.core.faces.columns import LINE_COMPONENTS


def data_of(entry: ServiceEntry) -> dict[str, Any]:
    """The entry as the data of its file, complete, with the standard under `standard`."""
    return {
        "key": entry.key,
        "name": entry.name,
        "summary": entry.summary,
        "category": entry.category,
        "owner": entry.owner,
        "offered_by": list(entry.offered_by),
        "keywords": list(entry.keywords),
        "asks": list(entry.asks),
        "place": asdict(entry.place),
        "proposal": entry.is_proposal,
        "decree": asdict(entry.decree) if entry.decree else None,
        "effective_on": entry.effective_on,
        "retired": asdict(entry.retirement) if entry.retirement else None,
        "standard": entry.content.to_data() if entry.content else None,
    }


def value_at(data: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    """The value at the end of this way, or None where the way ends before."""
    found: Any = data
    for key in keys:
        if not isinstance(found, Mapping):
            return None
        found = found.get(key)
    return found


def rows_of(data: Mapping[str, Any], block: str) -> list[dict[str, Any]]:
    """The rows of one list of the standard; what is to be confirmed counts as rows too."""
    rows = (data.get("standard") or {}).get(block) or []
    if isinstance(rows, Mapping):
        return [{"component": key, "text": text} for key, text in rows.items()]
    return list(rows)


def entry_of(data: Mapping[str, Any]) -> ServiceEntry:
    """Return the entry of complete data. Raises ValueError with everything it lacks."""
    source = Source(str(data.get("key", "")))
    said = {key: value for key, value in data.items() if value is not None}
    entry = parse.service_entry(Fields(said, source))
    if source.problems:
        raise ValueError("\n".join(map(str, source.problems)))
    return entry


def draft_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content of a draft, in which whole components may be empty."""
    said = data.get("standard") or {}
    content = drafting.blank() | {key: said[key] for key in drafting.blank() if key in said}
    content["product"] = {"items": [], "validity": ""} | (said.get("product") or {})
    for name in LINE_COMPONENTS:
        content[name] = list(content[name] or [])
    # Stored as the editor stores it; a group that says nothing is none.
    content["situations"] = [
        row | {"group": row["group"] or None} for row in content["situations"]
    ]
    return content
