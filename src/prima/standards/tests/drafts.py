"""An office with people who write and set standards, and drafts for tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from prima.kernel.actors import SYSTEM, Actor
from prima.offices.public import Office, Role, StaffMember, actor_for, add_staff, assign_role
from prima.standards import actions
from prima.standards.core.content import Decree
from prima.standards.models import Service, ServiceStandard, StandardDraft
from prima.standards.tests.places import CATALOGUE, NOW, make_district

KEY = "legalisasi-buku-nikah"
TODAY = NOW.date()
ROLES = {
    "author": (Role.AUTHOR,),
    "second": (Role.AUTHOR,),
    "head": (Role.HEAD,),
    "deputy": (Role.HEAD,),
    "both": (Role.AUTHOR, Role.HEAD),
    "officer": (Role.OFFICER,),
}


@dataclass(frozen=True)
class Desk:
    """A district whose catalogue is loaded, and people by name."""

    district: Office
    kua: Office
    people: dict[str, StaffMember]

    def actor(self, name: str) -> Actor:
        return actor_for(self.people[name].user, NOW)

    @property
    def service(self) -> Service:
        return Service.objects.get(key=KEY)

    @property
    def in_force(self) -> ServiceStandard:
        return ServiceStandard.objects.get(service=self.service, version=1)

    def draft(self, *, confirmed: bool = True, by: str = "author") -> StandardDraft:
        """A draft that begins from the version in force, with nothing left to make sure of."""
        draft = actions.start_draft(
            self.district, service=self.service, base=self.in_force, by=self.actor(by), at=NOW
        )
        for part in list(draft.content_data["to_confirm"]) if confirmed else ():
            draft = actions.save_part(
                draft, part, draft.content_data, revision=draft.revision, confirmed=True,
                by=self.actor(by), at=NOW,
            )  # fmt: skip
        return draft


def make_desk(folder: Path | None = CATALOGUE) -> Desk:
    """The district, its KUA, the people, and the catalogue unless it is not needed."""
    district, kua = make_district()
    if folder is not None:
        actions.load_regulations(by=SYSTEM, at=NOW)
        actions.load_catalogue(folder, office=district, by=SYSTEM, at=NOW)
    people = {name: employ(district, name, *roles) for name, roles in ROLES.items()}
    return Desk(district, kua, people | {"stranger": employ(kua, "stranger", Role.AUTHOR)})


def employ(office: Office, name: str, *roles: Role) -> StaffMember:
    """Somebody with these roles in the office."""
    staff = add_staff(
        office=office, email=f"{name}@example.go.id", name=name.title(), honorific="ibu",
        by=SYSTEM, at=NOW,
    )  # fmt: skip
    for role in roles:
        assign_role(staff, role=role, office=office, starts_on=TODAY, by=SYSTEM, at=NOW)
    return staff


def decision(**changes: object) -> actions.Decision:
    """A decision of today, without a consultation for a reason."""
    values: dict[str, object] = {
        "decree": Decree("12/2026", TODAY, "Drs. H. Amin"),
        "effective_on": date(2026, 10, 1),
        "consultation_note": "Perubahan diwajibkan aturan yang lebih tinggi",
    }
    return actions.Decision(**(values | changes))  # type: ignore[arg-type]
