"""People who write, review, verify and approve procedures, made with the real actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from prima.kernel.actors import SYSTEM, Actor
from prima.offices.public import Office, Role, StaffMember, actor_for, add_staff, assign_role
from prima.sops import actions
from prima.sops.models import Sop
from prima.sops.tests.places import KEY, NOW, make_district, small_catalogue
from prima.standards.public import Service

ROLES = {
    "author": Role.AUTHOR,
    "second_author": Role.AUTHOR,
    "reviewer": Role.REVIEWER,
    "verifier": Role.VERIFIER,
    "head": Role.HEAD,
    "manager": Role.MANAGER,
    "officer": Role.OFFICER,
}


@dataclass(frozen=True)
class Desk:
    """A district with a KUA, one service whose procedure is in force, and people by name."""

    district: Office
    kua: Office
    service: Service
    people: dict[str, StaffMember]

    def actor(self, name: str, at: datetime = NOW) -> Actor:
        """This person with the permissions they hold now."""
        return actor_for(self.people[name].user, at)

    @property
    def sop(self) -> Sop:
        """The procedure of the district."""
        return Sop.objects.get(service=self.service, office=self.district)


def employ(office: Office, name: str, *roles: Role) -> StaffMember:
    """Somebody with these roles in the office."""
    staff = add_staff(
        office=office, email=f"{name}@example.go.id", name=name.title(), honorific="ibu",
        by=SYSTEM, at=NOW,
    )  # fmt: skip
    for role in roles:
        assign_role(staff, role=role, office=office, starts_on=NOW.date(), by=SYSTEM, at=NOW)
    return staff


def make_desk(folder: Path) -> Desk:
    """The district with its people; the catalogue of one service is loaded."""
    district, kua = make_district()
    actions.load_catalogue(
        small_catalogue(folder / "catalogue"), office=district, by=SYSTEM, at=NOW
    )
    people = {name: employ(district, name, role) for name, role in ROLES.items()}
    return Desk(district, kua, Service.objects.get(key=KEY), people)
