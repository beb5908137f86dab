"""Staff, positions and who holds them, roles and who has them."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from prima.accounts import public as accounts
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.offices import permissions
from prima.offices.actions import appointments
from prima.offices.actions.common import chain_of, check_active, check_dates, checked, today
from prima.offices.models import (
    Office,
    Position,
    RoleAssignment,
    StaffMember,
)
from prima.offices.rules import SINGLE_DUTIES, Role, check_end_of_role


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
    for role in staff.roles.overlapping(on, None).select_related("office"):
        _check_not_last_manager(role, on)
    _leave_positions(staff, by=by, at=at)
    staff.roles.filter(starts_on__gt=on).delete()
    staff.roles.filter(Q(ends_on=None) | Q(ends_on__gt=on)).update(ends_on=on)
    journal.append("staff.disabled", about=staff, chain=chain_of(office), by=by, at=at)


@journal.action
def create_position(
    *,
    office: Office,
    duty: str,
    title: str,
    single_holder: bool | None = None,
    by: Actor,
    at: datetime,
) -> Position:
    """Add a position with its duty to an office; who leads is one person unless told otherwise."""
    require(permissions.can_manage(by, office))
    single = duty in SINGLE_DUTIES if single_holder is None else single_holder
    position = Position(office=office, duty=duty, title=title.strip(), single_holder=single)
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
    check_dates(starts_on, ends_on)
    if starts_on < today(office, at) and by.kind != "system":
        raise RuleBroken(_("Peran berlaku paling cepat hari ini. Pilih hari ini atau sesudahnya."))
    check_active(staff)
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
    """Set an earlier last day of a role; longer than it was given, it is given anew.

    Else a manager could prolong their own role, or wake one that is over. Nobody dates it back
    (`rules.check_end_of_role`) but the system, which takes over what stands elsewhere.
    """
    require(permissions.can_manage(by, assignment.office))
    RoleAssignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    assignment.refresh_from_db(fields=["ends_on"])
    check_dates(assignment.starts_on, ends_on)
    if by.kind != "system":
        on = today(assignment.office, at)
        check_end_of_role(assignment.starts_on, ends_on, today=on)
    if assignment.ends_on is not None and ends_on > assignment.ends_on:
        raise RuleBroken(
            _("Peran ini berakhir lebih awal. Untuk memperpanjangnya, beri peran itu lagi.")
        )
    _check_not_last_manager(assignment, ends_on)
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


def _leave_positions(staff: StaffMember, *, by: Actor, at: datetime) -> None:
    """End every appointment by the clock of its office; whoever stood in ends with it."""
    held = Position.objects.filter(appointments__staff=staff)
    list(Position.objects.select_for_update().filter(pk__in=held.values("pk")).order_by("pk"))
    for row in staff.appointments.select_related("position__office").order_by("pk"):
        on = today(row.position.office, at)
        if row.starts_on > on:
            appointments.remove(row, by=by, at=at)
        elif row.ended_at is None and (row.ends_on is None or row.ends_on >= on):
            appointments.close(row, ends_on=on, ended_at=at, by=by, at=at)


def _check_not_last_manager(assignment: RoleAssignment, ends_on: date) -> None:
    """Whoever could give the role back must remain: somebody manages the office, or one above it.

    The rows are locked, so that two managers who end each other at once do not both succeed.
    """
    if assignment.role != Role.MANAGER:
        return
    others = (
        RoleAssignment.objects.overlapping(ends_on, None)
        .filter(
            role=Role.MANAGER,
            office__key__in=assignment.office.lineage,
            staff__user__is_active=True,
        )
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    lasting = [row for row in others if row.staff_id != assignment.staff_id]
    if not any(row.ends_on is None for row in lasting):
        raise RuleBroken(
            _("Ini pengelola terakhir. Beri peran pengelola kepada orang lain lebih dahulu.")
        )
