"""People of a KUA who hold positions in a procedure, and versions that are published for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from prima.kernel.actors import SYSTEM
from prima.offices.public import (
    Appointment,
    Deed,
    Duty,
    Office,
    Position,
    Role,
    StaffMember,
    appoint,
    create_position,
)
from prima.sops import actions
from prima.sops.core import SopDocument
from prima.sops.models import Acknowledgement, SopVersion
from prima.sops.models.readers import ReadingTask, readers_of, task_of
from prima.sops.rules import DraftKind
from prima.sops.tests import test_course as course
from prima.sops.tests.people import Desk, employ
from prima.sops.tests.places import NOW

TODAY = NOW.date()
BEGINS = TODAY + timedelta(days=7)
LETTER = Deed("SP-1/2026", TODAY, "Kepala Kantor")


def position(office: Office, duty: str) -> Position:
    """The position with this duty in the office, made when it is not there yet."""
    found = Position.objects.filter(office=office, duty=duty).first()
    return found or create_position(
        office=office, duty=duty, title=str(Duty(duty).label), by=SYSTEM, at=NOW
    )


def hold(
    office: Office,
    name: str,
    duty: str = Duty.FRONT_OFFICE,
    *,
    starts_on: date = TODAY,
    ends_on: date | None = None,
) -> StaffMember:
    """Somebody who holds the position in their own right."""
    staff = employ(office, name, Role.OFFICER)
    appoint(position(office, duty), staff, starts_on=starts_on, ends_on=ends_on, by=SYSTEM, at=NOW)
    return staff


def own_appointment(staff: StaffMember) -> Appointment:
    """The first appointment of this person."""
    return Appointment.objects.filter(staff=staff).earliest("pk")


def publish(
    desk: Desk,
    change: Callable[[SopDocument], SopDocument] = course.changed,
    *,
    kind: DraftKind | None = None,
    number: str = "SOP-07/KT/2026",
    ahead: int = 7,
    at: datetime = NOW,
) -> SopVersion:
    """The next version of the district's procedure, by the people of the desk."""
    draft = actions.plan_draft(
        desk.service, desk.district, purpose="Menyederhanakan pemeriksaan.", kind=kind,
        by=desk.actor("author", at), at=at,
    )  # fmt: skip
    draft = actions.start_draft(draft, origin=None, by=desk.actor("author", at), at=at)
    draft = actions.save_draft(
        draft, change(draft.document), revision=draft.revision, by=desk.actor("author", at), at=at
    )
    draft = actions.submit(draft, by=desk.actor("author", at), at=at)
    draft = actions.review(draft, by=desk.actor("reviewer", at), at=at)
    draft = actions.verify(draft, by=desk.actor("verifier", at), at=at)
    signature = replace(
        course.SIGNATURE, number=number, approved_on=at.date(),
        effective_on=at.date() + timedelta(days=ahead),
    )  # fmt: skip
    draft = actions.approve(draft, signature, by=desk.actor("head", at), at=at)
    return actions.publish(draft, by=desk.actor("head", at), at=at)


def names_of(version: SopVersion, at: datetime = NOW) -> list[str]:
    """Who is to read the version at this moment."""
    ids = {one.staff_id for one in readers_of([version.pk], at)}
    return sorted(StaffMember.objects.filter(pk__in=ids).values_list("name", flat=True))


def task(version: SopVersion, staff: StaffMember, at: datetime = NOW) -> ReadingTask:
    """What this person reads of the version."""
    found = task_of(version, staff.user_id, at)
    assert found is not None
    return found


def right_answers(found: ReadingTask) -> dict[str, int]:
    """The right answer to every question of the task."""
    return {one.key: one.right for one in found.questions}


def read(
    desk: Desk, version: SopVersion, staff: StaffMember, at: datetime = NOW
) -> Acknowledgement:
    """This person reads the version and answers rightly."""
    desk.people[staff.name.lower()] = staff
    by = desk.actor(staff.name.lower(), at)
    return actions.acknowledge(version, right_answers(task(version, staff, at)), by=by, at=at)
