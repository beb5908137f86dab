"""What a change of the calendar would do to running promises, before anybody approves it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from prima.cases.core.moving import shift_of
from prima.cases.models import Case
from prima.cases.rules import PromiseUnit
from prima.offices.public import Duration, Edit, Effect, Moved, Office, calendars_under, window


def effect(office: Office | None, edits: Sequence[Edit], at: datetime) -> Effect:
    """Which promises these edits would move if they were approved now; nothing is written."""
    cases = Case.objects.touched_by(office.pk if office else None, *window(edits))
    places = {
        place.pk: place
        for place in Office.objects.filter(pk__in=cases.order_by().values("office"))
    }
    offices = list(places.values())
    now, then = calendars_under(offices, ()), calendars_under(offices, edits)
    running, settled, unsettled = 0, 0, 0
    moved: list[Moved] = []
    for case in cases.for_counting():
        promise = Duration(case.promise_amount, cast("PromiseUnit", case.promise_unit))
        clock = case.running(promise, at)
        shift = shift_of(clock, now[case.office_id], then[case.office_id])
        running += 1
        settled += clock.provisional and not shift.provisional
        unsettled += shift.provisional and not clock.provisional
        if shift.due_at is not None:
            place = places[case.office_id]
            moved.append(
                Moved(case.number, place.name, place.time_zone, clock.due_at, shift.due_at)
            )
    return Effect(running, tuple(moved), settled, unsettled)
