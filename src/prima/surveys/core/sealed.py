"""What lies in a ballot: the answers, the remark and the profile, and the digests of its versions.

A digest is made with a salt drawn anew for every version: without the salt, which only the sealed
ballot and later the answer itself hold, nobody can try out the 262,144 possible sheets.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any


def _new_salt() -> str:
    return secrets.token_hex(16)


@dataclass(frozen=True, slots=True)
class SealedAnswer:
    """One version of an answer; `replaced` holds the digests of those before it."""

    answers: Mapping[str, int]
    comment: str = ""
    profile: Mapping[str, str] = field(default_factory=dict)
    salt: str = field(default_factory=_new_salt)
    replaced: tuple[str, ...] = ()
    # How the first version came in (`core.signals.traces`): counted and dropped at mixing.
    trace: Mapping[str, Any] = field(default_factory=dict)

    @property
    def version(self) -> int:
        """1 for what was sent first."""
        return len(self.replaced) + 1

    def text(self) -> str:
        """As it is sealed."""
        return json.dumps(
            {
                "answers": dict(self.answers),
                "comment": self.comment,
                "profile": dict(self.profile),
                "salt": self.salt,
                "replaced": list(self.replaced),
                "trace": dict(self.trace),
            }
        )

    @classmethod
    def read(cls, text: str) -> "SealedAnswer":
        """Open what `text` wrote; ballots of the first release hold answers and remark only."""
        content = json.loads(text)
        return cls(
            answers=content["answers"],
            comment=content["comment"],
            profile=content.get("profile", {}),
            salt=content.get("salt") or _new_salt(),
            replaced=tuple(content.get("replaced", ())),
            trace=content.get("trace", {}),
        )

    def says_the_same_as(self, other: "SealedAnswer") -> bool:
        """Whether somebody sent the same again, by a second press of the button."""
        return (dict(self.answers), self.comment, dict(self.profile)) == (
            dict(other.answers), other.comment, dict(other.profile),
        )  # fmt: skip


def version_digest(
    *, salt: str, service_id: int, answered_on: date, answers: Sequence[int]
) -> str:
    """SHA-256 of one version, as the journal holds it; `answers` in the regulation's order."""
    line = json.dumps([salt, service_id, answered_on.isoformat(), *answers])
    return hashlib.sha256(line.encode("ascii")).hexdigest()
