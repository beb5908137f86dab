"""Who is away, and when: recorded beforehand, so that somebody can be asked to stand in.

Being away is a fact for planning and takes no authority: who comes in on a day of leave may act.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.offices import permissions
from prima.offices.actions import appointments
from prima.offices.actions.common import chain_of, check_active, check_dates, checked, today
from prima.offices.core.substitution import together
from prima.offices.models import Absence, Appointment, Position, StaffMember
from prima.offices.rules import AppointmentKind


@journal.action
def record_absence(
    staff: StaffMember,
    *,
    starts_on: date,
    ends_on: date,
    reason: str,
    by: Actor,
    at: datetime,
) -> Absence:
    """Note the days a person is away, both ends included."""
    require(permissions.can_record_absence(by, staff))
    check_dates(starts_on, ends_on)
    check_active(staff)
    _locked(staff)
    absence = Absence(staff=staff, starts_on=starts_on, ends_on=ends_on, reason=reason)
    checked(absence)
    near = staff.absences.overlapping(starts_on, ends_on)
    if any(one.days.meets(absence.days) for one in near):
        raise RuleBroken(_("Ketidakhadiran pegawai ini pada tanggal tersebut sudah dicatat."))
    absence.save(force_insert=True)
    _record("staff.absence_recorded", absence, by=by, at=at)
    return absence


@journal.action
def end_absence(absence: Absence, *, by: Actor, at: datetime) -> None:
    """The person is back, or does not go; who stood in for those days ends with it."""
    staff = absence.staff
    require(permissions.can_record_absence(by, staff))
    _locked(staff)
    absence.refresh_from_db(fields=["ends_on", "ended_at"])
    on = today(staff.home_office, at)
    if absence.ended_at is not None or absence.ends_on < on:
        raise RuleBroken(_("Ketidakhadiran ini sudah berakhir."))
    if absence.starts_on > on:
        _record("staff.absence_cancelled", absence, by=by, at=at)
        absence.delete()
    else:
        absence.ends_on, absence.ended_at = on, at
        absence.save(update_fields=["ends_on", "ended_at"])
        _record("staff.absence_ended", absence, by=by, at=at)
    _end_stand_ins(staff, on, by=by, at=at)


def _end_stand_ins(staff: StaffMember, on: date, *, by: Actor, at: datetime) -> None:
    """End every Plh. whose days are no longer days of absence."""
    away = together(one.days for one in staff.absences.all())
    standing_in = Appointment.objects.filter(
        stands_in_for__staff=staff,
        kind=AppointmentKind.ACTING_TEMPORARY,
        ended_at=None,
        ends_on__gte=on,
    )
    places = Position.objects.filter(appointments__in=standing_in)
    list(Position.objects.select_for_update().filter(pk__in=places.values("pk")).order_by("pk"))
    for one in standing_in.select_related("position__office").order_by("pk"):
        if any(span.holds(one.days) for span in away):
            continue
        if one.starts_on > on:
            appointments.remove(one, by=by, at=at)
        else:
            appointments.close(one, ends_on=on, ended_at=at, by=by, at=at)


def _locked(staff: StaffMember) -> None:
    """Keep the person's row still, so that two leaves of the same days see each other."""
    StaffMember.objects.select_for_update().get(pk=staff.pk)


def _record(what: str, absence: Absence, *, by: Actor, at: datetime) -> None:
    """Days only: why somebody is away does not belong into a journal that is never erased."""
    journal.append(
        what,
        about=absence.staff,
        chain=chain_of(absence.staff.home_office),
        by=by,
        at=at,
        payload={
            "absence_id": absence.pk,
            "starts_on": absence.starts_on,
            "ends_on": absence.ends_on,
            "ended_at": absence.ended_at,
        },
    )
