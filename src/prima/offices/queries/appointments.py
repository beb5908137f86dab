"""Reads about appointments: in which positions somebody may act, and who stands where."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from prima.kernel.actors import Actor
from prima.offices.core.authority import Authority, Kind
from prima.offices.models import Appointment


def authorities_of(actor: Actor, at: datetime) -> list[Authority]:
    """The appointments of this person that count at this instant, in every office; one query.

    No query where the request has read them already. For lists and pages: the act itself reads
    them again, in the statement that locks its row.
    """
    if actor.id is None:
        return []
    if "authorities" in actor.known:
        return list(actor.known["authorities"])
    near = Appointment.objects.near(at).filter(staff__user_id=actor.id)
    return [
        authority(row)
        for row in near.select_related("position__office").order_by("pk")
        if row.counts_at(at, row.position.office.time_zone)
    ]


def authority(row: Appointment) -> Authority:
    """The plain value of an appointment, its position at hand."""
    return Authority(
        appointment_id=row.pk,
        position_id=row.position_id,
        office_id=row.position.office_id,
        duty=row.position.duty,
        title=row.position.title,
        staff_id=row.staff_id,
        kind=cast("Kind", row.kind),
        scope=frozenset(row.scope),
    )
