"""Letters to those who have not read: one for a version, one more before its day, none in vain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from prima.accounts.public import disable_user
from prima.kernel.actors import SYSTEM, Actor
from prima.kernel.errors import NotAllowed
from prima.kernel.messages import OutgoingMessage
from prima.kernel.models import JournalEntry
from prima.offices.public import record_absence
from prima.sops import actions, tasks
from prima.sops.models import ReadingReminder
from prima.sops.rules import ReminderKind, is_near, reminder_due
from prima.sops.tests import reading_people as people
from prima.sops.tests.people import Desk
from prima.sops.tests.places import NOW

ASKED, SOON = ReminderKind.ASKED, ReminderKind.SOON
DAY = date(2026, 9, 8)

# Authors and heads get letters of their own when a draft moves.
ASKED_IN = "Prosedur untuk Anda baca"


@pytest.mark.parametrize(
    ("ahead", "sent", "expected"),
    [
        (20, (), ASKED),
        (4, (), ASKED),
        (4, (ASKED,), None),
        (3, (), SOON),
        (3, (ASKED,), SOON),
        (1, (ASKED,), SOON),
        (1, (SOON,), None),
        (1, (ASKED, SOON), None),
        # Who comes after the day is asked, and is written to once.
        (0, (), ASKED),
        (0, (ASKED,), None),
        (-9, (), ASKED),
        (-9, (SOON,), None),
    ],
)
def test_each_letter_is_written_once(
    ahead: int, sent: tuple[ReminderKind, ...], expected: ReminderKind | None
) -> None:
    assert reminder_due(DAY, DAY - timedelta(days=ahead), set(sent)) == expected


@pytest.mark.parametrize(("ahead", "near"), [(8, False), (7, True), (0, True), (-3, True)])
def test_the_last_week_is_near(ahead: int, near: bool) -> None:
    assert is_near(DAY, DAY - timedelta(days=ahead)) is near


@pytest.mark.django_db
def test_those_who_have_not_read_get_one_letter_and_one_before_the_day(desk: Desk) -> None:
    reader, other = people.hold(desk.kua, "siti"), people.hold(desk.kua, "tuti")
    version = people.publish(desk)
    people.read(desk, version, reader)
    days = [NOW + timedelta(days=ahead) for ahead in range(12)]

    written = [actions.remind_readers(at=day) for day in days]

    assert written == [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]
    kinds = ReadingReminder.objects.filter(staff=other).order_by("pk").values_list("kind")
    assert [kind for (kind,) in kinds] == [ASKED, SOON]
    letters = list(OutgoingMessage.objects.filter(subject=ASKED_IN))
    assert {letter.recipient for letter in letters} == {"tuti@example.go.id"}
    body = letters[0].body or ""
    assert "1 prosedur" in body
    assert "Legalisasi Buku Nikah, versi 2, berlaku mulai 8 September 2026" in body
    assert "/kelola/sop/baca/" in body
    assert JournalEntry.objects.filter(what="sop.reading_asked").count() == 2


@pytest.mark.django_db
def test_several_procedures_make_one_letter(desk: Desk) -> None:
    people.hold(desk.kua, "siti")
    people.publish(desk, ahead=14)
    people.publish(desk, lambda old: replace(old, adaptations=("Diringkas",)), ahead=21)

    assert actions.remind_readers(at=NOW) == 1

    body = OutgoingMessage.objects.get(subject=ASKED_IN).body or ""
    assert body.index("versi 2") < body.index("versi 3")
    assert ReadingReminder.objects.count() == 2


@pytest.mark.django_db
def test_who_is_away_or_gone_is_left_in_peace_until_they_are_back(desk: Desk) -> None:
    away, gone = people.hold(desk.kua, "siti"), people.hold(desk.kua, "tuti")
    people.publish(desk, ahead=20)
    record_absence(
        away, starts_on=NOW.date(), ends_on=NOW.date() + timedelta(days=2), reason="leave",
        by=SYSTEM, at=NOW,
    )  # fmt: skip
    disable_user(gone.user, by=SYSTEM, at=NOW)

    written = [actions.remind_readers(at=NOW + timedelta(days=ahead)) for ahead in range(5)]

    assert written == [0, 0, 0, 1, 0]
    assert ReadingReminder.objects.get().staff == away


@pytest.mark.django_db
def test_only_the_system_sends_them_and_its_task_does(desk: Desk) -> None:
    people.hold(desk.kua, "siti")
    people.publish(desk)

    with pytest.raises(NotAllowed):
        actions.remind_readers(by=Actor(1, "staff"), at=NOW)
    tasks.remind_readers(timestamp=0)

    assert ReadingReminder.objects.count() == 1
