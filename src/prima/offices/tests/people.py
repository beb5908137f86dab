"""Offices and people for tests, made by the real actions; other apps' tests use them too."""

from datetime import UTC, date, datetime

from prima.kernel.actors import SYSTEM, Actor
from prima.offices import actions, queries
from prima.offices.models import Office, Position, StaffMember

# A Tuesday morning, 10.00 WIB, far from holidays.
NOW = datetime(2026, 6, 23, 3, tzinfo=UTC)
TODAY = date(2026, 6, 23)
LONG_AGO = date(2020, 1, 1)
PASSWORD = "kuda-laut-biru-77"


def make_district(key: str = "kemenag-tabalong") -> Office:
    """A district office, the top of its tree."""
    return actions.create_office(
        key=key,
        name="Kantor Kementerian Agama Kabupaten Tabalong",
        kind="district",
        parent=None,
        number_prefix="TB",
        time_zone="Asia/Makassar",
        by=SYSTEM,
        at=NOW,
    )


def make_office(key: str = "kua-murung-pudak", parent: Office | None = None) -> Office:
    """An office that serves citizens, with its address."""
    return actions.create_office(
        key=key,
        name=f"KUA {key.removeprefix('kua-').replace('-', ' ').title()}",
        kind="subdistrict",
        parent=parent,
        number_prefix="MP",
        address="Jalan Anggrek 5, Murung Pudak",
        phone="0526-2021234",
        email="murungpudak@kantor.example",
        whatsapp="+6281234567890",
        by=SYSTEM,
        at=NOW,
    )


def make_staff(office: Office, name: str = "Siti Rahmah", *roles: str) -> StaffMember:
    """A person of this office with these roles in it."""
    email = f"{name.lower().replace(' ', '.')}@{office.key}.example"
    staff = actions.add_staff(
        office=office,
        email=email,
        name=name,
        honorific="ibu",
        password=PASSWORD,
        by=SYSTEM,
        at=NOW,
    )
    for role in roles:
        actions.assign_role(staff, role=role, office=office, starts_on=LONG_AGO, by=SYSTEM, at=NOW)
    return staff


def make_position(office: Office, duty: str, *holders: StaffMember) -> Position:
    """A position with this duty and whoever holds it since long ago."""
    position = actions.create_position(
        office=office, duty=duty, title=duty.replace("_", " ").capitalize(), by=SYSTEM, at=NOW
    )
    for staff in holders:
        actions.appoint(position, staff, starts_on=LONG_AGO, by=SYSTEM, at=NOW)
    return position


def acting(staff: StaffMember, at: datetime = NOW) -> Actor:
    """The person as the request would see them."""
    return queries.actor_for(staff.user, at)
