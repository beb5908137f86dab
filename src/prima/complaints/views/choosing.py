"""Which of one's offices a page is about."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404

from prima.kernel.errors import require
from prima.kernel.http import ActorRequest
from prima.offices.public import Office
from prima.ui.components import Situation


def office_of(request: ActorRequest, offices: Sequence[Office]) -> Office:
    """The office of the address, or the first; none of mine is one that does not exist."""
    require(bool(offices))
    wanted = request.GET.get("kantor", "")
    office = next((one for one in offices if one.key == wanted or not wanted), None)
    if office is None:
        raise Http404
    return office


def choices(offices: Sequence[Office], current: Office) -> list[Situation]:
    """The others to go to; nothing where there is one alone."""
    if len(offices) == 1:
        return []
    return [Situation(one.name, f"?kantor={one.key}", current=one == current) for one in offices]
