"""Surveyors of the town, the people they are to ask, a sheet read in two ways, and two tablets."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.signing import get_cookie_signer
from playwright.sync_api import Page

from prima.kernel.actors import CITIZEN, SYSTEM
from prima.offices import public as offices
from prima.surveys import actions
from prima.surveys.actions.tablets import wake_tablet
from prima.surveys.core.elements import KEYS
from prima.surveys.models import AskingTask, Invitation, SurveyTablet
from prima.surveys.views.tablet import COOKIE
from tests.browser.code_app import give_code_app

if TYPE_CHECKING:
    from tests.browser.town import Town

# Neighbours: they ask about the office next door and never about their own.
PEOPLE = {"surveyor": "Wahyu Lestari", "typist": "Tri Handayani"}
HEARD = 3
TABLETS = {"kua-cempaka": "Loket penyerahan", "kua-hilir": "Ruang tunggu"}


def ask(town: Town, *, password: str) -> dict[str, str]:
    """Give a list by lot, print a sheet that two people read differently, wake a tablet."""
    ended = town.working_moment(6)
    for key, name in PEOPLE.items():
        town.staff[key] = staff = offices.add_staff(
            office=town.offices["kua-hilir"], email=f"{key}@kantor.example", name=name,
            honorific="bapak", password=password, by=SYSTEM, at=ended,
        )  # fmt: skip
        offices.assign_role(
            staff, role="enumerator", office=town.offices["kua-cempaka"],
            starts_on=ended.date(), by=SYSTEM, at=ended,
        )  # fmt: skip
        give_code_app(staff, ended)
    for number in range(HEARD):
        town.walk(town.open(f"heard-{number}", ended), None, ended)
    actions.take_list(by=town.actor("surveyor", town.now), at=town.now)
    task, written = AskingTask.objects.order_by("pk")[:2]
    awake, asleep = (_tablet(town, key, label) for key, label in TABLETS.items())
    # As if it were woken tomorrow: it would sleep again before its picture is taken.
    tablet = SurveyTablet.objects.get(office=town.offices["kua-cempaka"])
    newest = Invitation.objects.exclude(token_hash=None).latest("pk")
    wake_tablet(tablet.pk, newest, at=town.now + timedelta(days=1))
    return {
        "task": str(task.pk),
        "sheet": _read_twice(town, written),
        "awake": awake,
        "asleep": asleep,
    }


def stand_before(page: Page, device: str) -> None:
    """Be the device with this secret."""
    page.goto("/")
    page.context.add_cookies([{"name": COOKIE, "value": device, "url": page.url}])


def _read_twice(town: Town, task: AskingTask) -> str:
    sheet = actions.give_sheet(task, by=town.actor("surveyor", town.now), at=town.now)
    readings = {"surveyor": (3, "Ruang tunggu panas."), "typist": (4, "Ruang tunggu pengap.")}
    for who, (cost, comment) in readings.items():
        actions.type_sheet(
            number=sheet.number, answers=dict.fromkeys(KEYS, 3) | {"cost": cost},
            comment=comment, by=town.actor(who, town.now), at=town.now,
        )  # fmt: skip
    return str(sheet.pk)


def _tablet(town: Town, key: str, label: str) -> str:
    """A paired device; gives the cookie it holds."""
    _made, link = actions.add_tablet(
        office=town.offices[key], label=label, by=town.actor("district", town.now), at=town.now
    )
    secret = actions.pair_tablet(link=link, by=CITIZEN, at=town.now)
    return get_cookie_signer(salt=COOKIE).sign(secret)
