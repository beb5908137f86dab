"""A KUA with an officer, a head and two people of the UPG in the district."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from prima.integrity.actions import gratuities as actions
from prima.integrity.actions.gratuities import GiftReport, Whereabouts
from prima.integrity.models import Gratuity
from prima.kernel.actors import SYSTEM, Actor
from prima.offices.public import (
    Office,
    Role,
    StaffMember,
    load_national_calendar,
    load_national_hours,
)
from prima.offices.tests import people
from prima.offices.tests.people import NOW

TODAY = date(2026, 6, 23)

CAKE = GiftReport(
    happened_on=date(2026, 6, 22),
    kind="food",
    value=150_000,
    earlier_value=0,
    occasion="service",
    relation="service_user",
    description="Satu kotak kue lapis",
    place="Ruang pelayanan",
    giver_name="Haji Mansur",
    giver_institution="",
    reason="Ucapan terima kasih",
    chronology="Ditinggalkan di meja setelah legalisasi selesai.",
    reporter_nik="",
    reporter_phone="",
    reporter_address="",
)
AT_DESK = Whereabouts("reporter", date(2026, 6, 22), note="Meja loket 2")


@dataclass(frozen=True)
class House:
    """Offices and those who act in them."""

    district: Office
    kua: Office
    staff: StaffMember
    officer: Actor
    colleague: Actor
    head: Actor
    manager: Actor
    upg: Actor
    other_upg: Actor


def make_house() -> House:
    """A district and one of its offices at work."""
    load_national_hours(by=SYSTEM, at=NOW)
    load_national_calendar([2026, 2027], by=SYSTEM, at=NOW)
    district = people.make_district()
    kua = people.make_office(parent=district)
    staff = people.make_staff(kua, "Siti Rahmah", Role.OFFICER)
    people.make_position(kua, "front_office", staff)
    return House(
        district,
        kua,
        staff,
        people.acting(staff),
        people.acting(people.make_staff(kua, "Budi Santoso", Role.OFFICER)),
        people.acting(people.make_staff(kua, "Ahmad Fauzan", Role.HEAD)),
        people.acting(people.make_staff(kua, "Rina Wati", Role.MANAGER)),
        people.acting(people.make_staff(district, "Nur Aini", Role.UPG)),
        people.acting(people.make_staff(district, "Hasan Basri", Role.UPG)),
    )


def noted(
    house: House, *, send: bool = True, where: Whereabouts = AT_DESK, **changed: Any
) -> Gratuity:
    """A box of cake somebody could not refuse."""
    return actions.note_gift(
        report=replace(CAKE, **changed),
        where=where,
        evidence=(),
        send=send,
        by=house.officer,
        at=NOW,
    )
