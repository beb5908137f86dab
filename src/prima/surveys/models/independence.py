"""Who stands outside an office: read anew at every act, from posts and roles as they are then."""

from __future__ import annotations

from django.db.models import Q

from prima.kernel.actors import Actor
from prima.offices.public import Office

ASKING = "ask_survey"


def independent_offices(actor: Actor) -> frozenset[int]:
    """Offices in which this person is a surveyor and serves in no way.

    Serving means: belonging to the office or to one above or below it, holding a position there
    (also for a time), or holding there any permission but that of asking. Two queries.
    """
    others = [ids for name, ids in actor.grants.items() if name != ASKING]
    wanted = actor.offices_with(ASKING).difference(*others)
    if not wanted:
        return frozenset()
    serves_in = Q(staff__user_id=actor.id) | Q(positions__in=actor.position_ids)
    own = list(Office.objects.filter(serves_in).values_list("path", flat=True).distinct())
    paths = Office.objects.filter(pk__in=wanted).values_list("pk", "path")
    return frozenset(pk for pk, path in paths if not any(_in_line(path, mine) for mine in own))


def _in_line(path: str, other: str) -> bool:
    """Whether one office lies above the other, or both are one."""
    return path.startswith(other) or other.startswith(path)
