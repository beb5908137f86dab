"""What makes two versions of a standard the same."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict

from prima.standards.core.content import ServiceEntry


def version_hash(entry: ServiceEntry) -> str:
    """SHA-256 over all that makes a version: its content, its decree and the day it names."""
    said = {
        "content": entry.content.to_data() if entry.content else {},
        "is_proposal": entry.is_proposal,
        "decree": asdict(entry.decree) if entry.decree else None,
        "effective_on": entry.effective_on,
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
