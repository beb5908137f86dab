"""Appointments to positions: who acts in one, from when, under which deed, and until when.

Authority is never handed over in the background: a step asks for it when it is done. So an
appointment is a dated row that is made and ended, and nothing has to be given back.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.offices import permissions
from prima.offices.actions.common import chain_of, check_active, check_dates, checked, today
from prima.offices.core.authority import Kind
from prima.offices.core.substitution import Around, Wanted, refusal
from prima.offices.models import Absence, Appointment, Position, StaffMember
from prima.offices.rules import REFUSALS, AppointmentKind, check_end_of_appointment


@dataclass(frozen=True, slots=True)
class Deed:
    """Surat perintah or surat keputusan: what an appointment rests on."""

    number: str
    on: date | None
    signer: str

    @property
    def is_complete(self) -> bool:
        """Whether number, date and signer are there."""
        return bool(self.number.strip() and self.on and self.signer.strip())


NO_DEED = Deed(number="", on=None, signer="")

_NOT_ONESELF = _lazy(
    "Anda tidak dapat menunjuk diri sendiri, dan hanya pengelola kantor ini yang dapat menunjuk."
)


@journal.action
def appoint(
    position: Position,
    staff: StaffMember,
    *,
    starts_on: date,
    ends_on: date | None = None,
    kind: str = AppointmentKind.DEFINITIVE,
    stands_in_for: Appointment | None = None,
    deed: Deed = NO_DEED,
    scope: Collection[str] = (),
    by: Actor,
    at: datetime,
) -> Appointment:
    """Let a person act in a position from a first to a last day, both included.

    Plh. and Plt. come with a deed and an end (UU 30/2014 art. 14); the rules that look at other
    appointments and at absences are `core.substitution`.
    """
    require(permissions.can_appoint(by, position.office, staff.user_id), _NOT_ONESELF)
    check_active(staff)
    position = _locked(position)
    if position.closed_on is not None:
        raise RuleBroken(_("Jabatan ini sudah ditutup. Pilih jabatan lain."))
    _refuse_passing_on(position, by=by, at=at)
    if stands_in_for is not None:  # it may have ended since the page was drawn
        stands_in_for.refresh_from_db(fields=["ends_on", "ended_at"])
    row = Appointment(
        position=position,
        staff=staff,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        stands_in_for=stands_in_for,
        deed_number=deed.number.strip(),
        deed_on=deed.on,
        deed_signer=deed.signer.strip(),
        scope=sorted(scope),
        alone=position.single_holder,
    )
    checked(row)
    _check_rules(row, deed)
    row.save(force_insert=True)
    _record("position.appointed", row, by=by, at=at)
    return row


@journal.action
def end_appointment(
    appointment: Appointment, *, ends_on: date, at_once: bool = False, by: Actor, at: datetime
) -> None:
    """Set an earlier last day; `at_once` ends it at this very moment of that day.

    Whoever stands in for the person, or acts by their delegation, ends with them. Nobody dates it
    back (`rules.check_end_of_appointment`) but the system, which takes over what stands elsewhere.
    """
    require(permissions.can_manage(by, appointment.position.office))
    _locked(appointment.position)
    appointment.refresh_from_db(fields=["ends_on", "ended_at"])
    check_dates(appointment.starts_on, ends_on)
    if by.kind != "system":
        on = today(appointment.position.office, at)
        check_end_of_appointment(appointment.starts_on, ends_on, today=on)
    if appointment.ended_at is not None or (
        appointment.ends_on is not None and appointment.ends_on < ends_on
    ):
        raise RuleBroken(
            _("Penugasan ini berakhir lebih awal. Untuk memperpanjangnya, catat penugasan baru.")
        )
    close(appointment, ends_on=ends_on, ended_at=at if at_once else None, by=by, at=at)


@journal.action
def cancel_appointment(appointment: Appointment, *, by: Actor, at: datetime) -> None:
    """Take back an appointment that has not begun: nobody has acted under it."""
    office = appointment.position.office
    require(permissions.can_manage(by, office))
    _locked(appointment.position)
    if appointment.starts_on <= today(office, at):
        raise RuleBroken(_("Penugasan ini sudah berjalan. Akhiri dengan tanggal terakhirnya."))
    remove(appointment, by=by, at=at)


def close(
    appointment: Appointment,
    *,
    ends_on: date,
    ended_at: datetime | None,
    by: Actor,
    at: datetime,
) -> None:
    """End one appointment, and those that lean on it; the position is locked."""
    appointment.ends_on, appointment.ended_at = ends_on, ended_at
    appointment.save(update_fields=["ends_on", "ended_at"])
    _record("position.appointment_ended", appointment, by=by, at=at)
    for leaning in appointment.substitutes.filter(ended_at=None, ends_on__gte=ends_on):
        if leaning.starts_on > ends_on:
            remove(leaning, by=by, at=at)
        elif leaning.ends_on != ends_on or ended_at is not None:
            close(leaning, ends_on=ends_on, ended_at=ended_at, by=by, at=at)


def remove(appointment: Appointment, *, by: Actor, at: datetime) -> None:
    """Remove an appointment that never counted, and those that lean on it."""
    for leaning in appointment.substitutes.all():
        remove(leaning, by=by, at=at)
    _record("position.appointment_cancelled", appointment, by=by, at=at)
    appointment.delete()


def _locked(position: Position) -> Position:
    """The position, kept still: two people who appoint at the same moment see each other."""
    return (
        Position.objects.select_for_update(of=("self",))
        .select_related("office")
        .get(pk=position.pk)
    )


def _refuse_passing_on(position: Position, *, by: Actor, at: datetime) -> None:
    """Who only stands in at this position lets nobody else in: appointing decides on staff."""
    if by.id is None:
        return
    borrowed = (
        Appointment.objects.now_in(position.office, at)
        .filter(position=position, staff__user_id=by.id)
        .exclude(kind=AppointmentKind.DEFINITIVE)
    )
    if borrowed.exists():
        raise RuleBroken(
            _(
                "Anda sendiri sedang menggantikan pada jabatan ini, jadi tidak dapat menunjuk "
                "orang lain. Mintalah pengelola lain mencatatnya."
            )
        )


def _check_rules(row: Appointment, deed: Deed) -> None:
    wanted = Wanted(
        kind=cast("Kind", row.kind),
        position_id=row.position_id,
        staff_id=row.staff_id,
        days=row.days,
        stands_in_for=row.stands_in_for.standing if row.stands_in_for else None,
        has_deed=deed.is_complete,
        deed_signer=row.deed_signer,
        has_scope=bool(row.scope),
    )
    near = row.position.appointments.overlapping(row.starts_on, row.ends_on)
    away = Absence.objects.overlapping(row.starts_on, row.ends_on)
    principal = row.stands_in_for.staff_id if row.stands_in_for else None
    around = Around(
        standing=tuple(one.standing for one in near),
        single=row.alone,
        principal_away=tuple(one.days for one in away.filter(staff_id=principal)),
        substitute_away=tuple(one.days for one in away.filter(staff_id=row.staff_id)),
    )
    reason = refusal(wanted, around)
    if reason is not None:
        raise RuleBroken(REFUSALS[reason])


def _record(what: str, appointment: Appointment, *, by: Actor, at: datetime) -> None:
    """The journal knows ids, kind and dates; the deed's number and signer stay in the row."""
    journal.append(
        what,
        about=appointment.position,
        chain=chain_of(appointment.position.office),
        by=by,
        at=at,
        payload={
            "appointment_id": appointment.pk,
            "staff_id": appointment.staff_id,
            "kind": appointment.kind,
            "starts_on": appointment.starts_on,
            "ends_on": appointment.ends_on,
            "ended_at": appointment.ended_at,
            "stands_in_for": appointment.stands_in_for_id,
            "scope_size": len(appointment.scope),
        },
    )
