"""Actors, refusals, events and the way time is written for people."""

from dataclasses import FrozenInstanceError, dataclass
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.utils import translation

from prima.kernel import clock, events
from prima.kernel.actors import CITIZEN, SYSTEM, Actor
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord, TooManyAttempts, require

MOMENT = datetime(2026, 11, 20, 2, 42, tzinfo=UTC)


def test_an_actor_may_do_what_was_granted_where_it_was_granted() -> None:
    officer = Actor(id=7, kind="staff", grants={"see_cases": frozenset({1, 2})})

    assert officer.may("see_cases", 1)
    assert not officer.may("see_cases", 3)
    assert not officer.may("work_cases", 1)
    assert officer.offices_with("see_cases") == {1, 2}
    assert officer.offices_with("work_cases") == frozenset()


def test_citizens_and_the_system_hold_no_grant() -> None:
    assert (CITIZEN.kind, SYSTEM.kind) == ("citizen", "system")
    assert not CITIZEN.may("see_cases", 1)
    assert not SYSTEM.may("see_cases", 1)
    with pytest.raises(FrozenInstanceError):
        CITIZEN.id = 1  # type: ignore[misc]
    assert len({CITIZEN, SYSTEM, Actor(id=None, kind="system")}) == 2


def test_a_refusal_carries_a_sentence_for_the_person() -> None:
    require(True)
    with pytest.raises(NotAllowed, match="tidak berwenang"):
        require(False)
    with pytest.raises(NotAllowed, match="Hanya kepala"):
        require(False, "Hanya kepala kantor.")

    assert issubclass(StaleRecord, RuleBroken)


def test_a_limit_says_how_long_to_wait() -> None:
    assert "dalam satu menit" in str(TooManyAttempts(retry_after=45))
    assert "dalam 3 menit" in str(TooManyAttempts(retry_after=121))
    assert str(TooManyAttempts(5, "Tunggu.")) == "Tunggu."


@dataclass(frozen=True)
class Happened:
    number: int


def test_an_event_reaches_its_subscribers_in_order_and_once() -> None:
    heard: list[str] = []

    def first(event: Happened) -> None:
        heard.append(f"first {event.number}")

    def second(event: Happened) -> None:
        heard.append(f"second {event.number}")

    for handler in (first, second, first):
        events.subscribe(Happened, handler)
    events.publish(Happened(1))
    events.unsubscribe(Happened, first)
    events.publish(Happened(2))
    events.unsubscribe(Happened, second)
    events.publish(Happened(3))

    assert heard == ["first 1", "second 1", "second 2"]


def test_a_subscriber_that_fails_stops_what_it_reacts_to() -> None:
    def fails(event: Happened) -> None:
        raise RuleBroken("tidak")

    events.subscribe(Happened, fails)
    with pytest.raises(RuleBroken):
        events.publish(Happened(1))
    events.unsubscribe(Happened, fails)


def test_dates_and_times_are_written_as_people_here_read_them() -> None:
    with translation.override("id"):
        assert clock.format_date(date(2026, 11, 20)) == "Jumat, 20 November 2026"
        assert clock.format_time(MOMENT) == "09.42 WIB"
        assert clock.format_moment(MOMENT) == "Jumat, 20 November 2026, 09.42 WIB"


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        ("Asia/Pontianak", "09.42 WIB"),
        ("Asia/Makassar", "10.42 WITA"),
        ("Asia/Jayapura", "11.42 WIT"),
        ("UTC", "02.42 UTC"),
    ],
)
def test_an_hour_is_written_with_the_zone_of_its_place(zone: str, written: str) -> None:
    assert clock.format_time(MOMENT, zone) == written


def test_a_moment_late_at_night_belongs_to_the_day_of_its_place() -> None:
    late = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)

    with translation.override("id"):
        assert clock.format_date(late, "Asia/Jakarta") == "Jumat, 20 November 2026"
        assert clock.format_date(late, "Asia/Jayapura") == "Sabtu, 21 November 2026"


def test_a_zone_without_a_name_is_written_by_its_offset() -> None:
    assert clock.zone_label(MOMENT.astimezone(timezone(timedelta(hours=7)))) == "UTC+07:00"
    assert clock.zone_label(MOMENT.replace(tzinfo=None)) == ""


@pytest.mark.parametrize(
    ("away", "written"),
    [
        (timedelta(seconds=59), "sekarang"),
        (timedelta(minutes=38, seconds=59), "38 menit lagi"),
        (timedelta(minutes=-1), "1 menit yang lalu"),
        (timedelta(hours=5, minutes=59), "5 jam lagi"),
        (timedelta(hours=-23), "23 jam yang lalu"),
        (timedelta(days=2, hours=23), "2 hari lagi"),
        (timedelta(days=-400), "400 hari yang lalu"),
    ],
)
def test_a_distance_is_rounded_down(away: timedelta, written: str) -> None:
    with translation.override("id"):
        assert clock.format_relative(MOMENT + away, at=MOMENT) == written


def test_the_present_is_aware() -> None:
    assert clock.now().utcoffset() == timedelta(0)
