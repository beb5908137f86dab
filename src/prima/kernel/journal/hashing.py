"""How an entry becomes its hash. Changing anything here makes every old chain unreadable."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from prima.kernel.journal.payload import moment

FORMAT: Final = 1

# What stands before the first entry of a chain; the chain's own name is hashed with each entry.
START: Final = "0" * 64

# The columns that are hashed, in this order, in every place that reads or writes an entry.
FIELDS: Final = (
    "chain",
    "sequence",
    "what",
    "about_type",
    "about_id",
    "actor_kind",
    "actor_id",
    "position_id",
    "happened_at",
    "recorded_at",
    "payload",
    "previous_hash",
)


@dataclass(frozen=True, slots=True)
class Content:
    """The hashed part of an entry."""

    chain: str
    sequence: int
    what: str
    about_type: str
    about_id: str
    actor_kind: str
    actor_id: int | None
    position_id: int | None
    happened_at: datetime
    recorded_at: datetime
    payload: dict[str, Any]
    previous_hash: str


def entry_hash(content: Content) -> str:
    """Give SHA-256 over one line of canonical JSON, in hexadecimal.

    A list with fixed places, keys of the payload sorted, no spaces and ASCII only: one content has
    one spelling, and values cannot flow from one field into the next.
    """
    line = json.dumps(
        [
            FORMAT,
            content.chain,
            content.sequence,
            content.what,
            content.about_type,
            content.about_id,
            content.actor_kind,
            content.actor_id,
            content.position_id,
            moment(content.happened_at),
            moment(content.recorded_at),
            content.payload,
            content.previous_hash,
        ],
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=True,
    )
    return hashlib.sha256(line.encode("ascii")).hexdigest()
