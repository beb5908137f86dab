"""Hours an office sets for itself, and days on which it closes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import pairwise

from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.offices import permissions
from prima.offices.actions.common import chain_of, checked, refresh_calendar_keys, today
from prima.offices.core.hours import DAYS_IN_WEEK, Spans
from prima.offices.models import LocalClosure, Office, WorkingHours


@journal.action
def set_working_hours(
    office: Office,
    *,
    week: Sequence[Spans],
    valid_from: date,
    season: str = "",
    source: str,
    by: Actor,
    at: datetime,
) -> None:
    """Set the hours of an office and of those below it that set none, from a day to come.

    Hours already in force stay as they are: deadlines were promised by them.
    """
    require(permissions.can_manage(by, office))
    _check_week(week)
    if valid_from <= today(office, at) and by.kind != "system":
        raise RuleBroken(_("Jam kerja baru berlaku paling cepat besok. Pilih tanggal lain."))
    rows = [
        WorkingHours(
            office=office,
            season=season,
            valid_from=valid_from,
            weekday=weekday,
            opens=span.opens,
            closes=span.closes,
            source=source,
        )
        for weekday, spans in enumerate(week)
        for span in spans
    ]
    for row in rows:
        checked(row)
    office.working_hours.filter(season=season, valid_from=valid_from).delete()
    WorkingHours.objects.bulk_create(rows)
    refresh_calendar_keys(list(Office.objects.in_subtree(office)))
    office.refresh_from_db(fields=["calendar_key"])
    payload = {"season": season or None, "valid_from": valid_from}
    journal.append(
        "office.hours_set", about=office, chain=chain_of(office), by=by, at=at, payload=payload
    )


@journal.action
def close_office_on(
    office: Office,
    *,
    on: date,
    reason: str,
    starts: time | None = None,
    ends: time | None = None,
    by: Actor,
    at: datetime,
) -> LocalClosure:
    """Close the office on a day, or for some hours of it. The reason is shown to citizens."""
    require(permissions.can_manage(by, office))
    _check_not_past(office, on, by, at)
    closure = LocalClosure(office=office, date=on, reason=reason.strip(), starts=starts, ends=ends)
    checked(closure)
    if (starts is None) != (ends is None) or (starts and ends and ends <= starts):
        raise RuleBroken(_("Isi jam mulai dan jam selesai, atau kosongkan keduanya."))
    if LocalClosure.objects.filter(office=office, date=on, starts=starts).exists():
        raise RuleBroken(_("Penutupan pada waktu ini sudah dicatat."))
    closure.save(force_insert=True)
    refresh_calendar_keys([office])
    payload = {"closure_id": closure.pk, "date": on, "whole_day": starts is None}
    journal.append(
        "office.closed_on", about=office, chain=chain_of(office), by=by, at=at, payload=payload
    )
    return closure


@journal.action
def reopen_office_on(closure: LocalClosure, *, by: Actor, at: datetime) -> None:
    """Take a closure back before its day is over."""
    office = closure.office
    require(permissions.can_manage(by, office))
    _check_not_past(office, closure.date, by, at)
    payload = {"closure_id": closure.pk, "date": closure.date}
    closure.delete()
    refresh_calendar_keys([office])
    journal.append(
        "office.reopened_on", about=office, chain=chain_of(office), by=by, at=at, payload=payload
    )


def _check_not_past(office: Office, on: date, by: Actor, at: datetime) -> None:
    if on < today(office, at) and by.kind != "system":
        raise RuleBroken(_("Tanggal itu sudah lewat. Pilih hari ini atau sesudahnya."))


def _check_week(week: Sequence[Spans]) -> None:
    if len(week) != DAYS_IN_WEEK or not any(week):
        raise RuleBroken(_("Isi jam kerja untuk paling sedikit satu hari dalam sepekan."))
    for spans in week:
        if any(first.closes > second.opens for first, second in pairwise(spans)):
            raise RuleBroken(_("Jam kerja dalam satu hari tidak boleh bertumpuk."))
