"""Staff, positions and who holds them, roles and who has them."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from prima.accounts import public as accounts
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.offices import permissions
from prima.offices.actions.common import chain_of, checked, today
from prima.offices.models import (
    Appointment,
    Office,
    Position,
    RoleAssignment,
    StaffMember,
)


@journal.action
def add_staff(
    *,
    office: Office,
    email: str,
    name: str,
    honorific: str,
    password: str | None = None,
    by: Actor,
    at: datetime,
) -> StaffMember:
    """Take a person on, with an account; without a password they set one by the reset letter."""
    require(permissions.can_manage(by, office))
    user = accounts.create_user(email=email, name=name, password=password, by=by, at=at)
    staff = StaffMember(user=user, name=user.name, honorific=honorific, home_office=office)
    checked(staff)
    staff.save(force_insert=True)
    journal.append("staff.added", about=staff, chain=chain_of(office), by=by, at=at)
    return staff


@journal.action
def rename_staff(
    staff: StaffMember, *, name: str, honorific: str, by: Actor, at: datetime
) -> None:
    """Write a name as its bearer writes it, here and on the account."""
    require(permissions.can_manage(by, staff.home_office))
    accounts.rename_user(staff.user, name=name, by=by, at=at)
    staff.name, staff.honorific = staff.user.name, honorific
    checked(staff)
    staff.save(update_fields=["name", "honorific"])
    journal.append("staff.renamed", about=staff, chain=chain_of(staff.home_office), by=by, at=at)


@journal.action
def disable_staff(staff: StaffMember, *, by: Actor, at: datetime) -> None:
    """A person leaves: the account is shut at once, positions and roles end today."""
    office = staff.home_office
    require(permissions.can_manage(by, office))
    accounts.disable_user(staff.user, by=by, at=at)
    on = today(office, at)
    for rows in (staff.appointments, staff.roles):
        rows.filter(starts_on__gt=on).delete()
        rows.filter(ends_on=None).update(ends_on=on)
        rows.filter(ends_on__gt=on).update(ends_on=on)
    journal.append("staff.disabled", about=staff, chain=chain_of(office), by=by, at=at)


@journal.action
def create_position(*, office: Office, duty: str, title: str, by: Actor, at: datetime) -> Position:
    """Add a position with its duty to an office."""
    require(permissions.can_manage(by, office))
    position = Position(office=office, duty=duty, title=title.strip())
    checked(position)
    if Position.objects.filter(office=office, duty=duty, title=position.title).exists():
        raise RuleBroken(_("Jabatan ini sudah ada di kantor ini."))
    position.save(force_insert=True)
    journal.append(
        "position.created",
        about=position,
        chain=chain_of(office),
        by=by,
        at=at,
        payload={"duty": duty},
    )
    return position


@journal.action
def appoint(
    position: Position,
    staff: StaffMember,
    *,
    starts_on: date,
    ends_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Appointment:
    """Let a person hold a position from its first to its last day, both included."""
    require(permissions.can_manage(by, position.office))
    _check_dates(starts_on, ends_on)
    _check_active(staff)
    if position.appointments.filter(staff=staff).overlapping(starts_on, ends_on).exists():
        raise RuleBroken(_("Pegawai ini sudah memangku jabatan itu pada tanggal tersebut."))
    holder = Appointment.objects.create(
        position=position, staff=staff, starts_on=starts_on, ends_on=ends_on
    )
    payload = {"staff_id": staff.pk, "starts_on": starts_on, "ends_on": ends_on}
    journal.append(
        "position.appointed",
        about=position,
        chain=chain_of(position.office),
        by=by,
        at=at,
        payload=payload,
    )
    return holder


@journal.action
def end_appointment(holder: Appointment, *, ends_on: date, by: Actor, at: datetime) -> None:
    """Set the last day on which a person holds a position."""
    office = holder.position.office
    require(permissions.can_manage(by, office))
    _check_dates(holder.starts_on, ends_on)
    holder.ends_on = ends_on
    holder.save(update_fields=["ends_on"])
    journal.append(
        "position.appointment_ended",
        about=holder.position,
        chain=chain_of(office),
        by=by,
        at=at,
        payload={"staff_id": holder.staff_id, "ends_on": ends_on},
    )


@journal.action
def assign_role(
    staff: StaffMember,
    *,
    role: str,
    office: Office,
    starts_on: date,
    ends_on: date | None = None,
    by: Actor,
    at: datetime,
) -> RoleAssignment:
    """Give a role in an office and all below it; nobody gives one to themselves."""
    require(permissions.can_give_role(by, office, staff.user_id))
    _check_dates(starts_on, ends_on)
    _check_active(staff)
    same = RoleAssignment.objects.filter(staff=staff, role=role, office=office)
    if same.overlapping(starts_on, ends_on).exists():
        raise RuleBroken(_("Pegawai ini sudah mempunyai peran itu pada tanggal tersebut."))
    assignment = RoleAssignment(
        staff=staff, role=role, office=office, starts_on=starts_on, ends_on=ends_on
    )
    checked(assignment)
    assignment.save(force_insert=True)
    payload = {"role": role, "office_id": office.pk, "starts_on": starts_on, "ends_on": ends_on}
    journal.append(
        "staff.role_given", about=staff, chain=chain_of(office), by=by, at=at, payload=payload
    )
    return assignment


@journal.action
def end_role(assignment: RoleAssignment, *, ends_on: date, by: Actor, at: datetime) -> None:
    """Set the last day of a role."""
    require(permissions.can_manage(by, assignment.office))
    _check_dates(assignment.starts_on, ends_on)
    assignment.ends_on = ends_on
    assignment.save(update_fields=["ends_on"])
    journal.append(
        "staff.role_ended",
        about=assignment.staff,
        chain=chain_of(assignment.office),
        by=by,
        at=at,
        payload={"role": assignment.role, "ends_on": ends_on},
    )


def _check_dates(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken(_("Tanggal terakhir tidak boleh mendahului tanggal mulai."))


def _check_active(staff: StaffMember) -> None:
    if not staff.user.is_active:
        raise RuleBroken(_("Akun pegawai ini sudah ditutup. Pilih pegawai lain."))
