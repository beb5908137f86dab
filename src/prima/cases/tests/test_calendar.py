"""A change of the calendar moves running promises with its approval, and nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from prima.cases import actions
from prima.cases.core.moving import moved_due
from prima.cases.models import Case, DeadlineMove
from prima.cases.queries import case_page, track_page
from prima.cases.queries.calendar import effect
from prima.cases.tests import scene as stage
from prima.cases.tests.scene import LONG, NOW, Scene
from prima.cases.views import desk, journey
from prima.kernel.actors import SYSTEM, Actor
from prima.kernel.errors import NotAllowed
from prima.kernel.messages import OutgoingMessage
from prima.kernel.models import JournalEntry
from prima.offices import actions as offices
from prima.offices.core.edits import ClosureRow, DayRow, Edit
from prima.offices.models import CalendarChange, CalendarDay, Office
from prima.offices.public import CalendarChanged, StaffMember, actor_for

# The case of NOW, a Wednesday, is due on Friday at closing; the edit closes that Friday.
FRIDAY = date(2026, 11, 20)
HOLIDAY = DayRow(FRIDAY, "holiday", "Pilkada", decided=True, source="Keppres 1/2026")
ADDED = [Edit(None, HOLIDAY)]


@pytest.fixture
def two(scene: Scene) -> tuple[Actor, Actor]:
    """Two managers of the district."""
    district = Office.objects.get(parent=None)
    return manager(district, "Ani"), manager(district, "Edi")


def manager(office: Office, name: str) -> Actor:
    staff: StaffMember = offices.add_staff(
        office=office, email=f"{name}@kemenag.example", name=name, honorific="ibu",
        by=SYSTEM, at=stage.SET_UP,
    )  # fmt: skip
    offices.assign_role(
        staff, role="manager", office=office, starts_on=stage.SET_UP.date(), by=SYSTEM,
        at=stage.SET_UP,
    )  # fmt: skip
    return actor_for(staff.user, NOW)


def approve(
    edits: list[Edit],
    two: tuple[Actor, Actor],
    *,
    office: Office | None = None,
    at: datetime = NOW,
) -> CalendarChange:
    change = offices.propose_change(office, edits, reason="Keppres 1/2026", by=two[0], at=at)
    return offices.approve_change(change, by=two[1], at=at)


def due(case: Case) -> date:
    case.refresh_from_db()
    assert case.due_at is not None
    return case.due_at.date()


def test_a_decreed_holiday_moves_a_running_promise_and_keeps_the_first_one(
    scene: Scene, two: tuple[Actor, Actor]
) -> None:
    case = stage.open_at_counter(scene, service=LONG)
    promised = case.promised_at
    assert due(case) == FRIDAY

    change = approve(ADDED, two)

    assert due(case) == date(2026, 11, 23)
    assert case.promised_at == promised
    move = DeadlineMove.objects.get()
    assert (move.case, move.change, move.before, move.after) == (
        case, change, promised, case.due_at,
    )  # fmt: skip
    assert JournalEntry.objects.filter(what="case.deadline_moved", about_id=str(case.pk)).exists()


def test_nothing_moves_before_the_approval(scene: Scene, two: tuple[Actor, Actor]) -> None:
    case = stage.open_at_counter(scene, service=LONG)

    offices.propose_change(None, ADDED, reason="Keppres 1/2026", by=two[0], at=NOW)

    assert due(case) == FRIDAY
    assert not DeadlineMove.objects.exists()


def test_the_preview_says_what_the_approval_does(scene: Scene, two: tuple[Actor, Actor]) -> None:
    case = stage.open_at_counter(scene, service=LONG)
    stage.open_at_counter(scene)  # due within minutes

    seen = effect(None, ADDED, NOW)
    approve(ADDED, two)

    case.refresh_from_db()
    assert [(one.number, one.after) for one in seen.moved] == [(case.number, case.due_at)]
    assert DeadlineMove.objects.count() == len(seen.moved)


def test_a_case_that_is_late_stays_late(scene: Scene, two: tuple[Actor, Actor]) -> None:
    case = stage.open_at_counter(scene, service=LONG)
    monday = datetime(2026, 11, 23, 3, tzinfo=UTC)

    approve(ADDED, two, at=monday)

    assert due(case) == FRIDAY
    assert Case.objects.late(monday).filter(pk=case.pk).exists()


def test_ended_and_ready_cases_never_change(scene: Scene, two: tuple[Actor, Actor]) -> None:
    ended = stage.walk_to_end(scene, stage.open_at_counter(scene, service=LONG))
    ready = stage.walk_to(scene, stage.open_at_counter(scene, service=LONG), "hand_over")
    before = [(case.due_at, case.working_minutes_used) for case in (ended, ready)]

    approve(ADDED, two)

    for case, was in zip((ended, ready), before, strict=True):
        case.refresh_from_db()
        assert (case.due_at, case.working_minutes_used) == was


def test_a_closure_noted_afterwards_gives_its_day_back_to_running_cases_of_that_office_only(
    scene: Scene, two: tuple[Actor, Actor]
) -> None:
    here = stage.open_at_counter(scene, service=LONG)
    there = stage.open_online(scene, service=LONG, office=scene.other_office).case
    friday = datetime(2026, 11, 20, 1, tzinfo=UTC)
    flood = [Edit(None, ClosureRow(date(2026, 11, 19), "Banjir"))]

    approve(flood, two, office=scene.office, at=friday)

    assert (due(here), due(there)) == (date(2026, 11, 23), FRIDAY)


def test_a_day_taken_out_again_brings_the_date_back_but_not_before_the_first_promise(
    scene: Scene, two: tuple[Actor, Actor]
) -> None:
    early = stage.open_at_counter(scene, service=LONG)
    approve(ADDED, two)
    scene.office.refresh_from_db()
    later = stage.open_at_counter(scene, service=LONG, at=NOW + timedelta(hours=1))
    assert (due(early), due(later)) == (date(2026, 11, 23), date(2026, 11, 23))

    approve([Edit(HOLIDAY, None)], two)

    assert due(early) == FRIDAY
    assert due(later) == date(2026, 11, 23)  # promised like this to a person


def test_the_open_row_gets_its_day_as_well(scene: Scene, two: tuple[Actor, Actor]) -> None:
    case = stage.open_at_counter(scene, service=LONG)
    item = stage.open_item(case)
    item.due_at = case.due_at
    item.save(update_fields=["due_at"])

    approve(ADDED, two)

    item.refresh_from_db()
    assert item.due_at is not None
    assert item.due_at.date() == date(2026, 11, 23)


def test_a_decided_day_takes_the_mark_of_an_estimate_away(
    scene: Scene, two: tuple[Actor, Actor]
) -> None:
    guess = replace(HOLIDAY, on=date(2026, 11, 21), decided=False)
    approve([Edit(None, guess)], two)
    scene.office.refresh_from_db()
    case = stage.open_at_counter(scene, service=LONG)
    assert case.due_provisional
    edits = [Edit(guess, replace(guess, decided=True))]

    assert effect(None, edits, NOW).settled == 1
    approve(edits, two)

    case.refresh_from_db()
    assert not case.due_provisional
    assert due(case) == FRIDAY


def test_whoever_waits_is_told_once(scene: Scene, two: tuple[Actor, Actor]) -> None:
    case = stage.open_at_counter(scene, service=LONG)
    approve(ADDED, two)
    before = OutgoingMessage.objects.count()

    assert actions.tell_moved(at=NOW) == 1
    assert actions.tell_moved(at=NOW) == 0

    letter = OutgoingMessage.objects.latest("pk")
    assert OutgoingMessage.objects.count() == before + 1
    assert letter.body is not None
    assert "Senin, 23 November 2026" in letter.body
    assert case.number in letter.body


def test_the_page_of_the_applicant_says_why_the_date_is_another(
    scene: Scene, two: tuple[Actor, Actor]
) -> None:
    case = stage.open_at_counter(scene, service=LONG)
    approve(ADDED, two)

    box = journey.datebox(track_page(case.pk, NOW), NOW)

    assert box is not None
    assert box.value.startswith("Senin, 23 November 2026")
    assert "Hari kerja kantor berubah: Keppres 1/2026" in box.note
    assert "Janji semula Jumat, 20 November 2026" in box.note


def test_the_page_of_the_office_keeps_the_first_promise_in_sight(
    scene: Scene, two: tuple[Actor, Actor]
) -> None:
    case = stage.open_at_counter(scene, service=LONG)
    approve(ADDED, two)
    page = case_page(scene.officer, case.number, NOW)
    assert page is not None

    promise = desk.promise(page)

    assert promise.label.startswith("Janji selesai Senin, 23 November 2026")
    assert "janji semula Jumat, 20 November 2026" in promise.note


def test_a_case_that_ended_before_the_letter_gets_none(
    scene: Scene, two: tuple[Actor, Actor]
) -> None:
    case = stage.open_at_counter(scene, service=LONG)
    approve(ADDED, two)
    stage.walk_to_end(scene, case)

    assert actions.tell_moved(at=NOW) == 0
    assert not DeadlineMove.objects.filter(told_at=None).exists()


def test_only_the_system_follows_and_tells(scene: Scene, two: tuple[Actor, Actor]) -> None:
    event = CalendarChanged(1, None, tuple(ADDED), NOW)

    with pytest.raises(NotAllowed):
        actions.follow_calendar(event, by=two[0])
    with pytest.raises(NotAllowed):
        actions.tell_moved(by=two[0], at=NOW)


def test_a_calendar_that_changes_back_is_the_one_it_was(
    scene: Scene, two: tuple[Actor, Actor]
) -> None:
    office = Office.objects.get(pk=scene.office.pk)

    approve(ADDED, two)
    changed = Office.objects.get(pk=office.pk).calendar_key
    approve([Edit(HOLIDAY, None)], two)

    assert changed != office.calendar_key
    assert Office.objects.get(pk=office.pk).calendar_key == office.calendar_key
    assert not CalendarDay.objects.filter(date=FRIDAY).exists()


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("before", "after", "read_at", "expected"),
    [
        (0, 0, -5, None),  # untouched
        (0, 8, -5, 8),  # later
        (0, 8, 1, None),  # late already
        (0, -2, -5, None),  # never before the first promise
        (0, 8, 0, None),  # due this minute
    ],
)
def test_a_promise_moves_only_where_the_rule_lets_it(
    before: int, after: int, read_at: int, expected: int | None
) -> None:
    moved = moved_due(
        due_at=NOW,
        promised_at=NOW,
        before=NOW + before * HOUR,
        after=NOW + after * HOUR,
        read_at=NOW + read_at * HOUR,
    )

    assert moved == (None if expected is None else NOW + expected * HOUR)


def test_a_date_that_was_put_off_comes_back_only_into_the_future() -> None:
    def back(read_at: int) -> datetime | None:
        return moved_due(
            due_at=NOW + 8 * HOUR,
            promised_at=NOW,
            before=NOW + 8 * HOUR,
            after=NOW - HOUR,
            read_at=NOW + read_at * HOUR,
        )

    assert (back(-5), back(1)) == (NOW, None)
