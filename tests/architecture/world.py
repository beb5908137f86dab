"""Two offices and the people the access table speaks of, made with the real actions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator

from prima.accounts.models import User
from prima.kernel.actors import SYSTEM
from prima.offices import public as offices
from prima.sops import public as sops

AT = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)

# The columns of the table: who, with which role, where. “Anonymous” has no account.
PEOPLE: Mapping[str, tuple[str, str]] = {
    "officer_a": ("officer", "a"),
    "officer_b": ("officer", "b"),
    "supervisor": ("supervisor", "a"),
    "head": ("head", "a"),
    "manager": ("manager", "a"),
}
COLUMNS = ("anonymous", *PEOPLE)


@dataclass(frozen=True)
class World:
    """Everything an address may need."""

    offices: Mapping[str, offices.Office]
    users: Mapping[str, User]


# What the addresses with parts are asked with, by route name. A record belongs to office A.
ARGUMENTS: Mapping[str, Callable[[World], Mapping[str, Any]]] = {
    "account_reset_password_from_key": lambda world: _reset_link(world.users["officer_a"]),
    "offices:office": lambda world: {"key": world.offices["a"].key},
    "standards:standard": lambda _world: {"key": "legalisasi-buku-nikah"},
    "sops:sop": lambda _world: {"key": "legalisasi-buku-nikah"},
    "sops:sop_pdf": lambda _world: {"key": "legalisasi-buku-nikah"},
    "surveys:answer": lambda _world: {"token": "0" * 40},  # a link that never was
    "surveys:office_figures": lambda world: {"key": world.offices["a"].key},
}


def build() -> World:
    """Make the district, its two offices and one person for each column."""
    district = _office("kab", "district", None)
    places = {name: _office(name, "subdistrict", district) for name in ("a", "b")}
    sops.load_catalogue(settings.CATALOGUE_DIR, office=district, by=SYSTEM, at=AT)
    users = {name: _person(name, role, places[place]) for name, (role, place) in PEOPLE.items()}
    return World(places, users)


def _reset_link(user: User) -> dict[str, str]:
    """The parts of the address in the letter for a forgotten password."""
    token = PasswordResetTokenGenerator().make_token(user)
    return {"uidb36": user_pk_to_url_str(user), "key": token}


def _office(key: str, kind: str, parent: offices.Office | None) -> offices.Office:
    return offices.create_office(
        key=key,
        kind=kind,
        parent=parent,
        name=f"Kantor {key}",
        number_prefix="KA",
        by=SYSTEM,
        at=AT,
    )


def _person(name: str, role: str, office: offices.Office) -> User:
    staff = offices.add_staff(
        office=office,
        email=f"{name}@example.go.id",
        name=name.replace("_", " ").title(),
        honorific="ibu",
        by=SYSTEM,
        at=AT,
    )
    offices.assign_role(
        staff, role=role, office=office, starts_on=date(2026, 1, 1), by=SYSTEM, at=AT
    )
    return staff.user
