"""Reads about appointments: in which positions somebody may act at an instant.

Every page of staff and every act asks this, so the question is one written piece of SQL that other
statements take in; the date is the office's own, because an appointment ends at its midnight.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.db import connection

from prima.kernel.actors import Actor
from prima.offices.core.authority import Authority
from prima.offices.models import Appointment, Office, Position, StaffMember

# Gives one JSON text in the order of the fields of Authority; takes %(user)s and %(at)s. Whoever
# takes it in may add conditions on `position`, and puts it in parentheses.
AUTHORITIES_SQL: Final = f"""
    SELECT json_agg(json_build_array(
        holder.id, position.id, position.office_id, position.duty, position.title, staff.id,
        holder.kind, holder.scope) ORDER BY holder.id)::text
    FROM {Appointment._meta.db_table} AS holder
    JOIN {Position._meta.db_table} AS position ON position.id = holder.position_id
    JOIN {Office._meta.db_table} AS place ON place.id = position.office_id
    JOIN {StaffMember._meta.db_table} AS staff ON staff.id = holder.staff_id
    WHERE staff.user_id = %(user)s
        AND holder.starts_on <= (%(at)s AT TIME ZONE place.time_zone)::date
        AND (holder.ends_on IS NULL
             OR holder.ends_on >= (%(at)s AT TIME ZONE place.time_zone)::date)
        AND (holder.ended_at IS NULL OR holder.ended_at > %(at)s)
"""  # noqa: S608 - names of our own tables, no value of anybody


def authorities_of(actor: Actor, at: datetime) -> list[Authority]:
    """The appointments of this person that count at this instant, in every office; one query.

    No query where the request has read them already. For lists and pages: the act itself reads
    them again, in the statement that locks its row.
    """
    if actor.id is None:
        return []
    if "authorities" in actor.known:
        return list(actor.known["authorities"])
    with connection.cursor() as cursor:
        cursor.execute(AUTHORITIES_SQL, {"user": actor.id, "at": at})
        (held,) = cursor.fetchone()
    return authorities_from(held)


def authorities_from(held: str | None) -> list[Authority]:
    """What `AUTHORITIES_SQL` gave."""
    return [
        replace(Authority(*plain), scope=frozenset(scope))
        for *plain, scope in json.loads(held or "[]")
    ]
