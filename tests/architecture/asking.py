"""What the addresses of a survey are asked with: nobody's records."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

_NOBODYS = {"key": UUID(int=1)}
_PAGES = ("person", "contact", "without_answer", "sheet", "sheet_difference")

ARGUMENTS: dict[str, Callable[..., dict[str, Any]]] = {
    **{f"surveys:{name}": lambda _world, _of: _NOBODYS for name in _PAGES},
    "surveys:answer": lambda _world, _of: {"token": "0" * 40},  # a link that never was
    **{  # addresses that nobody was ever given
        f"surveys:{name}": lambda _world, _of: {"ticket": "salah:salah"}
        for name in ("given", "change", "closing", "contact_request")
    },
    "surveys:contact_called": lambda _world, _of: {"pk": UUID(int=1)},
    "surveys:tablet_pairing": lambda _world, _of: {"link": "0" * 32},
    "surveys:tablet_revoked": lambda _world, _of: {"pk": 1},
    "surveys:rule": lambda world, of: {"key": world.offices[of].key},
    "surveys:exclusion": lambda _world, _of: {"pk": 1},
}
