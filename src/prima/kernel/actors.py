"""Who acts: the one value that permissions, actions and queries are asked with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["staff", "citizen", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or the system at one instant, with what they may do and where.

    `grants` maps a permission name to the ids of the places in which it is held; it is looked up
    anew for each request, so a withdrawn role ends with the request that follows.
    """

    id: int | None
    kind: Kind
    grants: Mapping[str, frozenset[int]] = field(default_factory=dict, hash=False, repr=False)
    position_ids: frozenset[int] = frozenset()
    # What was read of this person for this request, so that its page need not ask again. Never
    # what an act is decided by: that is read in the act's own transaction.
    known: Mapping[str, Any] = field(default_factory=dict, compare=False, hash=False, repr=False)

    def may(self, permission: str, office_id: int) -> bool:
        """Say whether the permission is held in this place."""
        return office_id in self.offices_with(permission)

    def offices_with(self, permission: str) -> frozenset[int]:
        """Give the ids of every place in which the permission is held; none when it is not."""
        return self.grants.get(permission, frozenset())


# Somebody without an account: what they may see is decided by a code and its secret.
CITIZEN = Actor(id=None, kind="citizen")

# Jobs and start-up commands: holds no grant either, so nothing leaks through a forgotten check.
SYSTEM = Actor(id=None, kind="system")
