"""What every staff page shows of the person at the screen."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from prima.kernel import clock
from prima.kernel.actors import CITIZEN, Actor
from prima.offices import queries


def signed_in(request: HttpRequest) -> dict[str, Any]:
    """Office, name and duty of the person; asked of the database only when a page shows them."""
    actor: Actor = getattr(request, "actor", CITIZEN)
    return {"signed_in": SimpleLazyObject(lambda: _person(actor))}


def _person(actor: Actor) -> dict[str, str]:
    return {
        "office": actor.known.get("office", ""),
        "name": actor.known.get("name", ""),
        "duty": queries.duty_shown(actor, clock.now()),
    }
