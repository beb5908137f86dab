"""What managers change of people and positions once they are there."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from prima.accounts import public as accounts
from prima.kernel import codes, journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.offices import permissions
from prima.offices.actions import people
from prima.offices.actions.common import chain_of, check_opens_no_more, checked, today
from prima.offices.models import Office, Position, StaffMember


@journal.action
def take_on_staff(
    *,
    office: Office,
    email: str,
    name: str,
    honorific: str,
    role: str,
    with_letter: bool,
    by: Actor,
    at: datetime,
) -> tuple[StaffMember, str]:
    """Take a person on in one go, with a first role and the way to a password.

    Gives the password where no letter can be sent, else an empty text.
    """
    staff = people.add_staff(
        office=office, email=email, name=name, honorific=honorific, by=by, at=at
    )
    if role:
        on = today(office, at)
        people.assign_role(staff, role=role, office=office, starts_on=on, by=by, at=at)
    if with_letter:
        invite_staff(staff, by=by, at=at)
        return staff, ""
    return staff, give_password(staff, by=by, at=at)


@journal.action
def invite_staff(staff: StaffMember, *, by: Actor, at: datetime) -> None:
    """Send the letter with which a person sets their own password; nobody else knows it."""
    office = staff.home_office
    require(permissions.can_manage(by, office))
    if not staff.user.is_active:
        raise RuleBroken(_("Akun pegawai ini ditutup. Buka akunnya lebih dahulu."))
    letter = accounts.invitation_letter(staff.user)
    accounts.send_letter(staff.user, letter, by=by, at=at)
    journal.append("staff.invited", about=staff, chain=chain_of(office), by=by, at=at)


@journal.action
def give_password(staff: StaffMember, *, by: Actor, at: datetime) -> str:
    """A new password where no letter can be sent; given back once and kept nowhere.

    Whoever knows a colleague's password could act as them, so it is journalled, and nobody gives
    one to themselves this way.
    """
    office = staff.home_office
    require(permissions.can_manage(by, office))
    if by.id == staff.user_id:
        raise RuleBroken(_("Ganti kata sandi Anda sendiri di halaman Ganti kata sandi."))
    check_opens_no_more(staff, by=by, at=at)
    if not staff.user.is_active:
        raise RuleBroken(_("Akun pegawai ini ditutup. Buka akunnya lebih dahulu."))
    # Words are handed over by voice and typed without a mistake; 55 bits behind counted tries.
    password = codes.new_secret()
    accounts.set_password(staff.user, password=password, by=by, at=at)
    journal.append("staff.password_given", about=staff, chain=chain_of(office), by=by, at=at)
    return password


@journal.action
def enable_staff(staff: StaffMember, *, by: Actor, at: datetime) -> None:
    """A person comes back: the account opens; positions and roles are given anew."""
    office = staff.home_office
    require(permissions.can_manage(by, office))
    if staff.user.is_active:
        return
    accounts.enable_user(staff.user, by=by, at=at)
    journal.append("staff.enabled", about=staff, chain=chain_of(office), by=by, at=at)


@journal.action
def move_staff(staff: StaffMember, *, office: Office, by: Actor, at: datetime) -> None:
    """Let a person belong to another office; roles and positions stay until they are ended."""
    before = staff.home_office
    require(permissions.can_manage(by, before))
    require(permissions.can_manage(by, office))
    if office == before:
        return
    staff.home_office = office
    staff.save(update_fields=["home_office"])
    payload = {"from_office_id": before.pk, "to_office_id": office.pk}
    for chain in (chain_of(before), chain_of(office)):
        journal.append("staff.moved", about=staff, chain=chain, by=by, at=at, payload=payload)


@journal.action
def change_staff_email(staff: StaffMember, *, email: str, by: Actor, at: datetime) -> None:
    """Change the address a person logs in with."""
    office = staff.home_office
    require(permissions.can_manage(by, office))
    check_opens_no_more(staff, by=by, at=at)
    accounts.change_email(staff.user, email=email, by=by, at=at)
    journal.append("staff.email_changed", about=staff, chain=chain_of(office), by=by, at=at)


@journal.action
def retitle_position(position: Position, *, title: str, by: Actor, at: datetime) -> None:
    """Call a position by another name; its duty stays, because procedures ask for that."""
    office = position.office
    require(permissions.can_manage(by, office))
    title = title.strip()
    if position.title == title:
        return
    position.title = title
    checked(position)
    same = Position.objects.filter(office=office, duty=position.duty, title=title)
    if same.exclude(pk=position.pk).exists():
        raise RuleBroken(_("Jabatan ini sudah ada di kantor ini."))
    position.save(update_fields=["title"])
    journal.append("position.retitled", about=position, chain=chain_of(office), by=by, at=at)


@journal.action
def close_position(position: Position, *, by: Actor, at: datetime) -> None:
    """A position is given up once nobody is appointed to it any more; its past stays."""
    office = position.office
    require(permissions.can_manage(by, office))
    # Appointing locks it too: nobody comes in between the question and the answer.
    Position.objects.select_for_update(of=("self",)).get(pk=position.pk)
    on = today(office, at)
    if position.appointments.overlapping(on, None).exclude(ended_at__lte=at).exists():
        raise RuleBroken(_("Jabatan ini masih ada pemangkunya. Akhiri penugasannya lebih dahulu."))
    position.closed_on = on
    position.save(update_fields=["closed_on"])
    journal.append("position.closed", about=position, chain=chain_of(office), by=by, at=at)
