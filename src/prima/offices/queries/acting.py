"""Who acts in a request: one written statement, because every page of staff begins with it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from prima.accounts.public import User
from prima.kernel.actors import CITIZEN, Actor
from prima.offices.models import Office, RoleAssignment, StaffMember
from prima.offices.queries.appointments import AUTHORITIES_SQL, authorities_from
from prima.offices.rules import PERMISSIONS, STAND_IN_PERMISSIONS, Role

# An office and all below it have paths from its own up to the same with "0", the sign after "/",
# at the end. `~>=~` compares bytes under every collation, and the index of the paths knows it.
_ACTING: Final = f"""
    SELECT home.name, person.name,
        (SELECT json_agg(json_build_array(assigned.role, ARRAY(
             SELECT below.id FROM {Office._meta.db_table} AS below
             WHERE below.path ~>=~ office.path AND below.path ~<~ (left(office.path, -1) || '0'))))
         FROM {RoleAssignment._meta.db_table} AS assigned
         JOIN {Office._meta.db_table} AS office ON office.id = assigned.office_id
         WHERE assigned.staff_id = person.id
             AND assigned.starts_on <= (%(at)s AT TIME ZONE office.time_zone)::date
             AND (assigned.ends_on IS NULL
                  OR assigned.ends_on >= (%(at)s AT TIME ZONE office.time_zone)::date))::text,
        ({AUTHORITIES_SQL})
    FROM {StaffMember._meta.db_table} AS person
    JOIN {Office._meta.db_table} AS home ON home.id = person.home_office_id
    WHERE person.user_id = %(user)s
"""  # noqa: S608 - names of our own tables and a constant, no value of anybody


def actor_for(user: User | AnonymousUser, at: datetime) -> Actor:
    """Who acts at this instant: one query, none for a citizen.

    A role counts in its office and all below it, from its first to its last day in the zone of
    that office; so does a position in its own office. Who stands in for somebody of another
    office sees and works on the cases there, for as long.
    """
    actor = actor_of_request(user, at)
    return replace(actor, known={}) if actor.known else actor


def actor_of_request(user: User | AnonymousUser, at: datetime) -> Actor:
    """The same for one request, with what its page will ask again: names and appointments."""
    if not isinstance(user, User) or not user.is_active:
        return CITIZEN
    with connection.cursor() as cursor:
        cursor.execute(_ACTING, {"user": user.pk, "at": at})
        office, name, roles, held = cursor.fetchone() or ("", "", None, None)
    authorities = authorities_from(held)
    granted = [(PERMISSIONS[Role(role)], places) for role, places in json.loads(roles or "[]")]
    stands_in = [one.office_id for one in authorities if one.kind != "definitive"]
    if stands_in:
        granted.append((STAND_IN_PERMISSIONS, stands_in))
    return Actor(
        user.pk,
        "staff",
        _merged(granted),
        frozenset(one.position_id for one in authorities),
        known={"authorities": authorities, "office": office, "name": name},
    )


def _merged(
    granted: Iterable[tuple[frozenset[str], Iterable[int]]],
) -> dict[str, frozenset[int]]:
    """Office ids by permission."""
    held: dict[str, set[int]] = {}
    for permissions, places in granted:
        for permission in permissions:
            held.setdefault(permission, set()).update(places)
    return {permission: frozenset(ids) for permission, ids in held.items()}
