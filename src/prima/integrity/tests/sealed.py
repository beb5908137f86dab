"""A ministry with an inspectorate, an office that is reported, and people who receive reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from prima.integrity.actions import recipients as entering
from prima.integrity.actions import reports as actions
from prima.integrity.actions.reports import Receipt, Story
from prima.integrity.core.sealing import Cost
from prima.integrity.models import Recipient, SealedReport
from prima.integrity.models.conflicts import reported_of
from prima.kernel.actors import CITIZEN, SYSTEM, Actor
from prima.kernel.idempotency import new_key
from prima.offices.actions import create_office
from prima.offices.public import Office, Position, Role, StaffMember
from prima.offices.tests import people
from prima.offices.tests.people import NOW

# Guessing is cheap in tests, or they would take minutes.
CHEAP: Final = Cost(1, 8192)
PHRASE: Final = "kuda laut biru di teluk"


@dataclass(frozen=True)
class Realm:
    """Offices, the reported head and their position, and those who receive."""

    ministry: Office
    district: Office
    kua: Office
    reported: StaffMember
    position: Position
    manager: Actor
    recipients: tuple[Actor, ...]

    @property
    def keys(self) -> list[Recipient]:
        return list(Recipient.objects.filter(state="active").order_by("pk"))


def make_realm(recipients: int = 3) -> Realm:
    """Three people of the ministry have let each other in."""
    ministry = create_office(
        key="kemenag-pusat", name="Kementerian Agama", kind="ministry", parent=None,
        number_prefix="KP", time_zone="Asia/Jakarta", by=SYSTEM, at=NOW,
    )  # fmt: skip
    district = create_office(
        key="kemenag-tabalong", name="Kantor Kementerian Agama Tabalong", kind="district",
        parent=ministry, number_prefix="TB", time_zone="Asia/Makassar", by=SYSTEM, at=NOW,
    )  # fmt: skip
    kua = people.make_office(parent=district)
    reported = people.make_staff(kua, "Joko Widagdo", Role.HEAD)
    position = people.make_position(kua, "unit_head", reported)
    names = ("Laila Sari", "Made Arta", "Petrus Kaban", "Yohana Rumbiak")[:recipients]
    staff = [people.make_staff(ministry, name, Role.REPORT_RECIPIENT) for name in names]
    manager = people.make_staff(ministry, "Rina Wati", Role.MANAGER)
    let_in([people.acting(one) for one in staff])
    return Realm(
        ministry, district, kua, reported, position, people.acting(manager),
        tuple(people.acting(one) for one in staff),
    )  # fmt: skip


def let_in(actors: list[Actor]) -> None:
    """Each makes a key; the first two let in each other, and then the rest."""
    made = [entering.enrol(phrase=PHRASE, by=one, at=NOW, cost=CHEAP) for one in actors]
    if len(actors) > 1:
        entering.confirm(made[0], by=actors[1], at=NOW)
    for one in made[1:]:
        entering.confirm(one, by=actors[0], at=NOW)


def story_of(realm: Realm, name: str = "", *, positions: bool = True) -> Story:
    """An illegal fee."""
    return Story(
        reported_of(realm.kua, [realm.position.pk] if positions else [], name),
        realm.kua.name,
        ("Kepala KUA",),
        "Meminta Rp500.000 untuk legalisasi.",
        "Senin pagi",
        "Ruang kepala",
    )


def sent(
    realm: Realm, *, identity: str = "", key: str = "", files: tuple[bytes, ...] = ()
) -> tuple[SealedReport, Receipt]:
    """A report of somebody unknown."""
    receipt = actions.submit(
        form_key=key or new_key(), story=story_of(realm), identity=identity, papers=files,
        by=CITIZEN, at=NOW, cost=CHEAP,
    )  # fmt: skip
    return SealedReport.objects.get(number=receipt.number), receipt
