"""Hours by law and of an office, national days and closures."""

from datetime import date, time, timedelta

import pytest

from prima.kernel.actors import CITIZEN, SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.models import JournalEntry
from prima.offices import actions, queries
from prima.offices.core import Span
from prima.offices.models import (
    CalendarDay,
    LocalClosure,
    Season,
    WorkingHours,
)
from prima.offices.tests.people import (
    NOW,
    TODAY,
    acting,
    make_district,
    make_office,
    make_staff,
)

pytestmark = pytest.mark.django_db
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
MORNING = (Span(time(8), time(12)),)
WEEK = (MORNING,) * 5 + ((), ())


def written(what: str) -> list[JournalEntry]:
    return list(JournalEntry.objects.filter(what=what))


def test_national_hours_come_from_the_law_and_loading_twice_adds_nothing() -> None:
    assert actions.load_national_hours(by=SYSTEM, at=NOW) == 23
    assert actions.load_national_hours(by=SYSTEM, at=NOW) == 0

    normal = WorkingHours.objects.filter(season="")
    fasting = WorkingHours.objects.filter(season="ramadan")
    assert _minutes(normal) == 37 * 60 + 30
    assert _minutes(fasting) == 32 * 60 + 30
    assert all(row.source and row.source_checked for row in WorkingHours.objects.all())
    assert not Season.objects.get(name="Ramadan 1448 H").decided


def _minutes(rows: object) -> int:
    return sum(
        (row.closes.hour - row.opens.hour) * 60 + row.closes.minute - row.opens.minute
        for row in rows  # type: ignore[attr-defined]
    )


def test_national_days_are_copied_with_their_source_and_their_doubt() -> None:
    change = actions.load_national_calendar([2026, 2027], by=SYSTEM, at=NOW)

    assert change == (17 + 8 + 18 + 8, 0, 0)
    assert CalendarDay.objects.filter(kind="joint_leave", date__year=2026).count() == 8
    undecided = CalendarDay.objects.filter(decided=False)
    assert set(undecided.values_list("date", flat=True)) == {
        date(2027, 3, 10),
        date(2027, 3, 11),
        date(2027, 5, 17),
    }
    assert all("holidays" in day.source for day in undecided)
    assert queries.calendar_of(make_office()).content.last_decreed_year == 2027


def test_loading_again_repairs_our_copy_and_leaves_days_of_others() -> None:
    actions.load_national_calendar([2026], by=SYSTEM, at=NOW)
    CalendarDay.objects.filter(date="2026-12-25").update(name="Salah")
    CalendarDay.objects.filter(date="2026-01-01").delete()
    stale = CalendarDay.objects.get(date="2026-08-17")
    CalendarDay.objects.filter(pk=stale.pk).update(date="2026-08-18")
    CalendarDay.objects.create(
        date="2026-11-25", kind="holiday", name="Pilkada", source="Keppres (uji)"
    )

    change = actions.load_national_calendar([2026], by=SYSTEM, at=NOW)

    assert change == (2, 1, 1)
    assert actions.load_national_calendar([2026], by=SYSTEM, at=NOW) == (0, 0, 0)
    assert CalendarDay.objects.filter(name="Pilkada").exists()
    assert not CalendarDay.objects.filter(date="2026-08-18").exists()
    assert len(written("calendar.days_loaded")) == 2


def test_national_rules_are_set_by_managers_of_the_top_only() -> None:
    district = make_district()
    below = acting(make_staff(make_office(parent=district), "Ani", "manager"))
    top = acting(make_staff(district, "Budi", "manager"))

    for refused in (below, CITIZEN):
        with pytest.raises(NotAllowed):
            actions.load_national_calendar([2026], by=refused, at=NOW)
        with pytest.raises(NotAllowed):
            actions.load_national_hours(by=refused, at=NOW)

    assert actions.load_national_calendar([2026], by=top, at=NOW).added == 25
    assert actions.load_national_hours(by=top, at=NOW)


def test_an_office_sets_hours_for_itself_and_those_below_from_a_day_to_come() -> None:
    actions.load_national_hours(by=SYSTEM, at=NOW)
    district = make_district()
    office, other = make_office(parent=district), make_office("kua-lain")
    manager = acting(make_staff(district, "Budi", "manager"))

    actions.set_working_hours(
        district, week=WEEK, valid_from=TOMORROW, source="SK Kepala", by=manager, at=NOW
    )

    office.refresh_from_db()
    assert queries.calendar_of(district).day(TOMORROW).spans == MORNING
    assert queries.calendar_of(office).day(TOMORROW).spans == MORNING
    assert len(queries.calendar_of(office).day(TODAY).spans) == 2
    assert len(queries.calendar_of(other).day(TOMORROW).spans) == 2


def test_hours_of_the_nearest_office_win_and_setting_again_replaces() -> None:
    district = make_district()
    office = make_office(parent=district)
    evening = ((Span(time(13), time(20)),),) * 6 + ((),)

    for week in (evening, WEEK):
        actions.set_working_hours(
            office, week=week, valid_from=TOMORROW, source="SK", by=SYSTEM, at=NOW
        )
    actions.set_working_hours(
        district, week=evening, valid_from=TOMORROW, source="SK", by=SYSTEM, at=NOW
    )

    office.refresh_from_db()
    assert queries.calendar_of(office).day(TOMORROW).spans == MORNING


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"valid_from": TODAY}, "besok"),
        ({"week": ((),) * 7}, "paling sedikit satu hari"),
        ({"week": (MORNING,) * 6}, "paling sedikit satu hari"),
        (
            {"week": ((Span(time(8), time(12)), Span(time(11), time(13))),) + ((),) * 6},
            "bertumpuk",
        ),
        ({"source": ""}, "Sumber"),
        ({"season": "winter"}, "Musim"),
    ],
)
def test_hours_that_cannot_be_kept_are_refused(changes: dict[str, object], sentence: str) -> None:
    office = make_office()
    manager = acting(make_staff(office, "Budi", "manager"))
    right: dict[str, object] = {"week": WEEK, "valid_from": TOMORROW, "source": "SK"}

    with pytest.raises(RuleBroken, match=sentence):
        actions.set_working_hours(office, by=manager, at=NOW, **right | changes)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        actions.set_working_hours(office, by=CITIZEN, at=NOW, **right)  # type: ignore[arg-type]

    actions.set_working_hours(office, by=manager, at=NOW, **right)  # type: ignore[arg-type]
    assert office.working_hours.count() == 5


def test_closing_a_day_and_opening_it_again_moves_the_clock_at_once() -> None:
    actions.load_national_hours(by=SYSTEM, at=NOW)
    office = make_office()
    manager = acting(make_staff(office, "Budi", "manager"))

    closure = actions.close_office_on(office, on=TOMORROW, reason="Banjir", by=manager, at=NOW)
    closed = queries.calendar_of(office).day(TOMORROW)
    actions.reopen_office_on(closure, by=manager, at=NOW)
    office.refresh_from_db()

    assert (closed.is_open, closed.reasons) == (False, ("Banjir",))
    assert queries.calendar_of(office).day(TOMORROW).is_open
    assert [entry.what for entry in JournalEntry.objects.order_by("sequence")][-2:] == [
        "office.closed_on",
        "office.reopened_on",
    ]
    assert "Banjir" not in str([entry.payload for entry in JournalEntry.objects.all()])


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"on": YESTERDAY}, "lewat"),
        ({"starts": time(11)}, "jam mulai dan jam selesai"),
        ({"ends": time(11)}, "jam mulai dan jam selesai"),
        ({"starts": time(11), "ends": time(10)}, "jam mulai dan jam selesai"),
        ({"reason": " "}, "Alasan"),
    ],
)
def test_a_closure_that_makes_no_sense_is_refused(
    changes: dict[str, object], sentence: str
) -> None:
    office = make_office()
    manager = acting(make_staff(office, "Budi", "manager"))
    right: dict[str, object] = {"on": TODAY, "reason": "Rapat"}

    def close(**values: object) -> LocalClosure:
        return actions.close_office_on(office, at=NOW, **{"by": manager} | values)  # type: ignore[arg-type]

    with pytest.raises(RuleBroken, match=sentence):
        close(**right | changes)
    with pytest.raises(NotAllowed):
        close(**right, by=CITIZEN)

    closure = close(**right, starts=time(11), ends=time(12))
    with pytest.raises(RuleBroken, match="sudah dicatat"):
        close(**right, starts=time(11), ends=time(13))
    with pytest.raises(RuleBroken, match="lewat"):
        actions.reopen_office_on(closure, by=manager, at=NOW + timedelta(days=2))
    with pytest.raises(NotAllowed):
        actions.reopen_office_on(closure, by=CITIZEN, at=NOW)
