"""Two offices at work and the people the access table speaks of, made with the real actions."""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.test import Client
from django.urls import reverse

from prima.accounts.models import User
from prima.cases.actions import OpenedCase, add_file
from prima.cases.tests import scene as stage
from prima.cases.tests.scene import Scene
from prima.cases.tests.uploads import png
from prima.kernel import clock, messages
from prima.kernel.actors import CITIZEN, SYSTEM, Actor
from prima.kernel.messages import OutgoingMessage
from prima.offices import public as offices
from prima.privacy import public as privacy
from prima.sops.models import SopVersion
from tests.architecture import (
    api_world,
    asking,
    assessing,
    complaining,
    gifts,
    improve,
    knowing,
    places,
    processes,
    reading,
    register,
    sealing,
)
from tests.architecture.columns import COLUMNS, PEOPLE, SOP_PEOPLE

# Whose record an address is asked with: nobody's, or one of either office.
OBJECTS = ("-", "a", "b")


@dataclass(frozen=True)
class World:
    """Everything an address may need; records are given by the office they belong to."""

    offices: Mapping[str, offices.Office]
    users: Mapping[str, User]
    cases: Mapping[str, OpenedCase]
    requests: Mapping[str, int]  # one that waits, in the case of each office
    copies: Mapping[str, int]  # one that was granted, so that a copy may be fetched
    forgetful: User  # asked for a new password, and is nobody else of the table
    browsers: dict[str, Client] = field(default_factory=dict)

    def visit(self, who: str) -> Client:
        """A browser of this person, who has come in before; each visit forgets the one before."""
        client = Client(raise_request_exception=False)
        client.cookies = copy.deepcopy(self.browsers[who].cookies)
        return client

    def let_in(self) -> None:
        """Everybody logs in once, or follows a case by its code: a hash costs more than a page."""
        for who in COLUMNS:
            client = self.browsers.setdefault(who, Client())
            if who in self.users:
                client.force_login(self.users[who])
            if who == "citizen":
                follow(client, self.cases["a"])


def follow(client: Client, opened: OpenedCase) -> None:
    """Type number and words as they stand on the receipt."""
    sent = {"number": opened.case.number, "words": opened.words}
    for door in ("cases:tracked", "privacy:entered"):
        answer = client.post(reverse(door), sent)
        assert answer.status_code == 302, answer.content


# Pages of one case for its office that need only its number.
CASE_PAGES = (
    "case", "papers", "file_added", "case_receipt", "correction", "correction_sent", "answer",
    "answer_taken", "hold", "held", "release", "released", "delay", "delay_explained", "refusal",
    "refused", "withdrawal", "withdrawn", "hand_over", "handed_over", "nik", "nik_shown",
)  # fmt: skip

# Pages about the data of one case that need only its number, and those of one request.
DATA_PAGES = ("counter", "counter_sent", "held", "hold_lifted")
REQUEST_PAGES = ("request", "granted", "refused", "lifted")
COPIES = ("copy_pdf", "copy_json")


# Pages of managers that need only the key of an office.
MANAGED_OFFICE = (
    "managed_office", "office_new", "office_edit", "office_hours", "closure_new", "position_new",
    "closure_late",
)  # fmt: skip
MANAGED_STAFF = (
    "staff_member", "staff_name", "staff_email", "staff_move", "staff_closing", "staff_opened",
    "staff_invited", "staff_password", "role_new",
)  # fmt: skip
MANAGED_POSITION = ("position_title", "position_closing", "appointment_new")
APPOINTMENT_PAGES = ("appointment_end", "appointment_cancel")
MANAGED_RECORDS = (
    *MANAGED_OFFICE,
    *MANAGED_STAFF,
    *MANAGED_POSITION,
    *APPOINTMENT_PAGES,
    "closure_withdrawn",
    "closure_undo",
    "change",
    "change_decided",
    "role_end",
    "absence_end",
)

# Pages of one draft that need only its number.
DRAFT_PAGES = (
    "draft",
    "course",
    "draft_start",
    "difference",
    "copies",
    "newer_base",
    "comment_added",
)

# Its pages for its authors, and those of one of its rows.
PART_PAGES = ("draft_rows", "draft_identity", "draft_columns", "draft_basis")
ROW_PAGES = ("draft_row", "draft_row_removal")


_draft = api_world.sop_draft


def _followed(_world: World, _of: str) -> dict[str, Any]:
    """The version of the district that both offices follow."""
    return {"pk": SopVersion.objects.get(sop__service__key=stage.LONG).pk}


def _key(world: World, of: str) -> dict[str, Any]:
    return {"key": world.offices[of].key}


# What is done with one message about a case.
NOTICE_PAGES = (
    "notice_opened", "notice_sent", "notice_given_up", "notice_handled", "notice_repeated",
)  # fmt: skip


def _notice_of(world: World, of: str) -> dict[str, Any]:
    case = world.cases[of].case
    return {"pk": OutgoingMessage.objects.for_officer().get(place_id=case.office_id).pk}


def _number(world: World, of: str) -> dict[str, Any]:
    return {"number": world.cases[of].case.number}


Arguments = Callable[[World, str], Mapping[str, Any]]

# What the addresses with parts are asked with, by route name and whose record is meant.
ARGUMENTS: Mapping[str, Arguments] = {
    "account_factor_removal": lambda _world, _of: {"factor_id": 1},
    "account_reset_password_from_key": lambda world, _of: _reset_link(world.forgetful),
    "cases:apply": lambda _world, _of: {"key": stage.SHORT},
    "cases:submission": lambda _world, _of: {"key": stage.SHORT},
    "cases:intake_form": lambda _world, _of: {"key": stage.SHORT},
    "cases:intake_sent": lambda _world, _of: {"key": stage.SHORT},
    **{f"cases:{name}": _number for name in CASE_PAGES},
    "cases:finished": lambda world, of: _number(world, of) | {"item": _item(world, of)},
    "cases:taken": lambda world, of: _number(world, of) | {"item": _item(world, of)},
    "cases:file": lambda world, of: _number(world, of) | {"pk": _file(world, of)},
    **{f"privacy:{name}": _number for name in DATA_PAGES},
    **{f"privacy:{name}": lambda world, of: {"pk": world.requests[of]} for name in REQUEST_PAGES},
    **{f"privacy:{name}": lambda world, of: {"pk": world.copies[of]} for name in COPIES},
    "privacy:ask": lambda _world, _of: {"slug": "pembetulan"},
    "privacy:asked": lambda _world, _of: {"slug": "pembetulan"},
    **{f"cases:{name}": _notice_of for name in NOTICE_PAGES},
    **{f"cases:{name}": _followed for name in ("movable", "movable_decided")},
    "cases:movable_of_draft": _draft,
    "insight:service": lambda _world, _of: {"key": stage.SHORT},
    "offices:office": lambda world, of: {"key": world.offices[of].key},
    **{f"offices:{name}": _key for name in MANAGED_OFFICE},
    **{
        f"offices:{name}": lambda world, of: {"pk": places.member(world, of).pk}
        for name in MANAGED_STAFF
    },
    **{
        f"offices:{name}": lambda world, of: {"pk": places.position(world, of).pk}
        for name in MANAGED_POSITION
    },
    **{
        f"offices:{name}": lambda world, of: {"pk": places.appointment(world, of)}
        for name in APPOINTMENT_PAGES
    },
    "offices:absence_end": lambda world, of: {"pk": places.absence(world, of)},
    "offices:role_end": lambda world, of: {"pk": places.member(world, of).roles.get().pk},
    **{
        f"offices:{name}": lambda world, of: _key(world, of) | {"pk": places.closure(world, of)}
        for name in ("closure_withdrawn", "closure_undo")
    },
    "offices:change": lambda world, of: {"pk": places.change(world, of)},
    "offices:change_decided": lambda world, of: {"pk": places.change(world, of)},
    "offices:day_edit": lambda _world, _of: {"pk": 1},
    "offices:season_edit": lambda _world, _of: {"pk": 1},
    "offices:published": lambda _world, _of: {"year": clock.now().year},
    "offices:second_factor_reset": lambda world, of: {"pk": _colleague(world, of)},
    **{name: register.made_in(make) for name, make in register.RECORDS.items()},
    "standards:catalogue_file": lambda _world, _of: {"name": "hsds.json"},
    "standards:service_end": lambda _world, _of: {"key": stage.SHORT},
    "standards:standard": lambda _world, _of: {"key": stage.SHORT},
    **{f"sops:{name}": _draft for name in (*DRAFT_PAGES, *PART_PAGES)},
    **{f"sops:{name}": lambda world, of: _draft(world, of) | {"key": "end"} for name in ROW_PAGES},
    "sops:draft_act": lambda world, of: _draft(world, of) | {"act": "pembatalan"},
    "sops:comment_resolved": lambda world, of: _draft(world, of) | {"comment": 1},
    "sops:origin": lambda world, of: (
        _draft(world, of) | {"version": SopVersion.objects.latest("pk").pk}
    ),
    "sops:withdrawal": lambda _world, _of: {"pk": SopVersion.objects.latest("pk").pk},
    **{f"sops:{name}": reading.version_of for name in reading.PAGES},
    **processes.ARGUMENTS,
    **improve.ARGUMENTS,
    **knowing.ARGUMENTS,
    **complaining.ARGUMENTS,
    **complaining.OPEN311,
    **gifts.ARGUMENTS,
    **sealing.ARGUMENTS,
    **{f"cases:{name}": assessing.form_of for name in assessing.PAGES},
    "cases:assessment_begun": assessing.begun_for,
    **{
        f"sops:{name}": lambda _world, _of: {"key": stage.SHORT}
        for name in ("sop", "sop_pdf", "sop_docx", "poster", "sop_bpmn")
    },
    **api_world.ARGUMENTS,
    **asking.ARGUMENTS,
    "surveys:office_figures": lambda world, of: {"key": world.offices[of].key},
}


# What stands behind the address, where an office is chosen there.
QUERIES: Mapping[str, Callable[[World, str], str]] = {
    "cases:apply": lambda world, of: f"?kantor={world.offices[of].key}",
    "cases:submission": lambda world, of: f"?kantor={world.offices[of].key}",
    "cases:intake_form": lambda world, of: f"?kantor={world.offices[of].key}",
    "cases:intake_sent": lambda world, of: f"?kantor={world.offices[of].key}",
    **dict.fromkeys(complaining.OPEN311, complaining.jurisdiction),
    **{name: register.asked_of(make) for name, make in register.OFFICES.items()},
}

# Addresses that name a record of one office: asked for each of both.
OF_OFFICE = frozenset(
    {
        "offices:office", "surveys:office_figures", "surveys:rule",
        "cases:apply", "cases:submission",
        "cases:intake_form", "cases:intake_sent", "cases:finished", "cases:taken", "cases:file",
        *(f"cases:{name}" for name in (*CASE_PAGES, *NOTICE_PAGES)),
        *(f"offices:{name}" for name in MANAGED_RECORDS),
        *(f"privacy:{name}" for name in (*DATA_PAGES, *REQUEST_PAGES, *COPIES)),
        *register.RECORDS, *register.OFFICES,
        "offices:second_factor_reset",
        *(f"sops:{name}" for name in (*DRAFT_PAGES, *PART_PAGES, *ROW_PAGES)),
        "sops:draft_act", "sops:comment_resolved", "sops:origin", *api_world.OF_OFFICE,
        *(f"sops:{name}" for name in reading.PAGES),
        *processes.OF_OFFICE, *improve.OF_OFFICE, *complaining.OF_OFFICE, *knowing.OF_OFFICE,
        *gifts.OF_OFFICE,
        *(f"cases:{name}" for name in assessing.PAGES),
        "cases:assessment_begun",
    }
)  # fmt: skip


def build() -> World:
    """Make the district, its two offices, one person for each column, one case in each office."""
    scene = stage.set_up()
    places = {"a": scene.office, "b": scene.other_office}
    people = dict(scene.staff) | {
        name: _with_role(scene.office, name)
        for name in ("manager", "complaint_officer", *sorted(SOP_PEOPLE))
    }
    people["enumerator"] = _with_role(scene.office, "enumerator", home=scene.other_office)
    for name in ("upg", "report_recipient"):
        people[name] = _with_role(scene.office, name)
    cases = {name: _case(scene, place) for name, place in places.items()}
    world = World(
        offices=places,
        users={
            column: people["stranger" if place == "b" else name].user
            for column, (name, place) in PEOPLE.items()
        },
        forgetful=scene.staff["colleague"].user,
        cases=cases,
        requests={
            name: _request(one, privacy.RequestKind.ERASURE).pk for name, one in cases.items()
        },
        copies={name: _granted(one, people["manager"]) for name, one in cases.items()},
    )
    world.let_in()
    return world


def _case(scene: Scene, office: offices.Office) -> OpenedCase:
    opened = stage.open_online(scene, office=office, at=clock.now())
    add_file(opened.case, png(), by=CITIZEN, at=clock.now())
    messages.prepare(
        "whatsapp", recipient="081234567890", subject="Siap", body="Siap diambil.",
        at=clock.now(), about=opened.case, place_id=office.pk,
    )  # fmt: skip
    return opened


def _request(opened: OpenedCase, kind: privacy.RequestKind) -> privacy.DataRequest:
    return privacy.take_request(opened.case, kind, privacy.Wish(), by=CITIZEN, at=clock.now())


def _granted(opened: OpenedCase, manager: offices.StaffMember) -> int:
    grants = {"manage_office": frozenset({opened.case.office_id})}
    actor = Actor(manager.user_id, "staff", grants)
    request = _request(opened, privacy.RequestKind.ACCESS)
    return privacy.grant(request, answer="", by=actor, at=clock.now()).pk


def _item(world: World, of: str) -> int:
    return stage.open_item(world.cases[of].case).pk


def _file(world: World, of: str) -> int:
    return world.cases[of].case.files.get().pk


def _colleague(world: World, of: str) -> int:
    return world.users["supervisor" if of == "a" else "officer_b"].staff.pk


def _reset_link(user: User) -> dict[str, str]:
    """The parts of the address in the letter for a forgotten password."""
    token = PasswordResetTokenGenerator().make_token(user)
    return {"uidb36": user_pk_to_url_str(user), "key": token}


def _with_role(
    office: offices.Office, role: str, *, home: offices.Office | None = None
) -> offices.StaffMember:
    at: datetime = stage.SET_UP
    staff = offices.add_staff(
        office=home or office, email=f"{role}@example.go.id", name=role.title(), honorific="ibu",
        by=SYSTEM, at=at,
    )  # fmt: skip
    offices.assign_role(staff, role=role, office=office, starts_on=at.date(), by=SYSTEM, at=at)
    return staff
