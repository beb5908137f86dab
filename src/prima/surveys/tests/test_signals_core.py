"""Signals on invented towns: honest ones stay quiet, each way to cheat is heard."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from prima.surveys.core.signals import (
    FALSE_ALARM,
    DayCount,
    Ended,
    FeeSaid,
    Finding,
    Kind,
    Material,
    Trace,
    counted,
    false_alarm,
    is_fast,
    judge,
    told,
)
from prima.surveys.core.signals import HONEST as HONEST_SHARES
from prima.surveys.core.signals.chances import at_least, at_least_among
from prima.surveys.tests import cheating

HONEST = Material(answers=40, traced=40, completed=80, drawn=80, noted=40, kept=40, free=40)


def kinds(material: Material) -> list[Kind]:
    return [finding.kind for finding in judge(material)]


def test_chances_are_those_of_the_books() -> None:
    assert at_least(2, 3, 0.5) == pytest.approx(0.5)
    assert at_least(0, 3, 0.5) == 1
    assert at_least(3, 3, 0.1) == pytest.approx(0.001)
    # Two marked among four, two picked: both marked in one of six ways.
    assert at_least_among(2, 2, 2, 4) == pytest.approx(1 / 6)
    assert at_least_among(0, 2, 2, 4) == pytest.approx(1)
    assert at_least_among(0, 3, 3, 4) == pytest.approx(1)
    assert at_least_among(0, 0, 0, 0) == pytest.approx(1)


def test_fewer_than_twenty_seconds_are_too_fast_and_an_unknown_time_is_not() -> None:
    assert [is_fast(seconds) for seconds in (0, 19.9, 20, -1, None)] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_a_trace_is_read_as_it_was_written_and_an_old_ballot_has_none() -> None:
    trace = Trace(is_fast=True, is_same_day=True, network="n", place="a")

    assert Trace.read(trace.plain()) == trace
    assert Trace.read({}) == Trace()


def test_a_batch_is_counted_and_unknown_places_are_never_the_same() -> None:
    batch = [Trace(place="a", is_fast=True), Trace(place="a"), Trace(place="b"), Trace(), Trace()]

    assert counted((trace, False) for trace in batch) == {
        "traced": 5, "fast": 1, "shared": 2, "from_office": 0, "same_day": 0, "marked": 0,
        "at_desk": 0,
    }  # fmt: skip


def test_four_marks_of_five_on_one_sheet_are_counted_apart() -> None:
    desk = Trace(is_fast=True, is_same_day=True, network="n", place="a")

    assert counted([(desk, True), (desk, False), (Trace(), True)], {"n"})["marked"] == 2
    assert counted([(desk, True), (Trace(), True)], {"n"})["marked"] == 1
    assert counted([(desk, True), (Trace(), True)], {"m"})["marked"] == 0
    assert counted([(desk, False)], {"n"})["marked"] == 0


def test_a_quiet_period_raises_nothing() -> None:
    assert judge(HONEST) == ()
    assert judge(Material()) == ()


@pytest.mark.parametrize(
    ("changes", "kind", "quiet"),
    [
        ({"fast": 8}, Kind.FAST, {"fast": 4}),
        ({"shared": 14}, Kind.SHARED, {"shared": 9}),
        ({"from_office": 19}, Kind.FROM_OFFICE, {"from_office": 14}),
        ({"same_day": 39}, Kind.SAME_DAY, {"same_day": 36}),
        ({"marked": 5}, Kind.MARKED, {"marked": 3}),
        ({"at_desk": 3}, Kind.AT_DESK, {"at_desk": 2}),
        ({"charged": 11}, Kind.COST, {"charged": 7}),
        ({"straight": 38}, Kind.STRAIGHT, {"straight": 35}),
        ({"drawn": 79}, Kind.UNDRAWN, {"drawn": 80}),
        ({"kept": 39}, Kind.MISSING, {"kept": 40}),
    ],
)
def test_each_count_is_quiet_until_it_is_odd(
    changes: dict[str, int], kind: Kind, quiet: dict[str, int]
) -> None:
    assert kinds(replace(HONEST, **changes)) == [kind]  # type: ignore[arg-type]
    assert kinds(replace(HONEST, **quiet)) == []  # type: ignore[arg-type]


def test_what_is_too_little_in_a_month_adds_up_over_a_year_while_it_goes_on() -> None:
    year = replace(HONEST, at_desk=1, at_desk_before=6, traced_before=200)

    assert kinds(year) == [Kind.LASTING]
    assert kinds(replace(year, at_desk=0)) == []
    assert kinds(replace(year, at_desk_before=3)) == []
    assert judge(year) == (Finding(Kind.LASTING, 7, 240),)


def test_a_fee_is_told_by_service_only_where_nobody_s_answer_is_left_over() -> None:
    assert told({1: (6, 12)}) == (FeeSaid(1, 6, 12),)
    assert told({1: (6, 12), 2: (0, 10)}) == (FeeSaid(1, 6, 12),)
    # The office above knows the whole: nine others would be told apart, one of them perhaps.
    assert told({1: (6, 12), 2: (1, 9)}) == (FeeSaid(None, 7, 21),)
    assert told({1: (3, 6), 2: (3, 6)}) == (FeeSaid(None, 6, 12),)
    assert told({1: (6, 12), 2: (7, 12)}) == (FeeSaid(1, 6, 12), FeeSaid(2, 7, 12))


def test_fewer_than_ten_answers_of_a_kind_are_not_counted_out() -> None:
    few = replace(HONEST, free=9, charged=9, traced=9, fast=9, at_desk=9)

    assert judge(few) == ()


def test_every_assumption_is_dated_and_says_where_it_comes_from() -> None:
    assert set(Kind) - HONEST_SHARES.keys() == {
        Kind.BURST, Kind.UNINVITED, Kind.UNDRAWN, Kind.MISSING,
    }  # fmt: skip
    assert all(one.source and one.because for one in HONEST_SHARES.values())
    tested = set(Kind) - {Kind.UNDRAWN, Kind.MISSING}
    assert sum(map(false_alarm, tested)) < 0.05


def test_straight_lines_are_held_against_the_office_s_own_past() -> None:
    known = replace(HONEST, straight_before=20, answers_before=60)

    assert kinds(replace(known, straight=28)) == [Kind.STRAIGHT]
    assert kinds(replace(known, straight=16)) == []
    large = replace(HONEST, answers=4000, straight_before=1320, answers_before=4000)
    assert kinds(replace(large, straight=1700)) == []  # certain, and too small to matter


def test_few_answers_raise_only_what_must_agree_exactly() -> None:
    few = replace(HONEST, answers=9, traced=9, fast=9, kept=8, noted=9, free=9)

    assert judge(few) == (Finding(Kind.MISSING, 1, 9),)


def test_a_burst_is_the_best_marks_crowding_after_a_bad_answer() -> None:
    ordinary = [DayCount(date(2026, 6, day), 2, day % 2, 0) for day in range(1, 25)]
    bad = DayCount(date(2026, 6, 10), 1, 0, 1)
    crowd = DayCount(date(2026, 6, 11), 12, 12, 0)
    others = tuple(one for one in ordinary if one.day not in {bad.day, crowd.day})

    assert kinds(replace(HONEST, days=(*others, bad, crowd))) == [Kind.BURST]
    assert kinds(replace(HONEST, days=(*others, crowd))) == []
    assert kinds(replace(HONEST, days=(*ordinary, bad))) == []


def test_an_officer_whose_cases_miss_the_draw_stands_out_and_is_not_named() -> None:
    others = (Ended(40, 37), Ended(40, 36), Ended(40, 38))
    low = replace(HONEST, officers=(Ended(40, 20), *others))

    assert judge(low) == (Finding(Kind.UNINVITED, 1, 4),)
    assert judge(replace(HONEST, officers=others)) == ()
    assert judge(replace(HONEST, officers=(Ended(9, 0), *others))) == ()
    assert judge(replace(HONEST, officers=(Ended(40, 20),))) == ()  # nobody to compare with


def test_honest_offices_raise_signals_in_fewer_than_five_periods_of_a_hundred() -> None:
    dice = Random(20261123)
    raised: Counter[Kind] = Counter()
    quiet = 0
    for _ in range(300):
        before, now = cheating.an_office(dice)
        found = kinds(now.material(before))
        raised.update(found)
        quiet += not found

    assert quiet >= 300 * 0.95
    assert all(count <= 300 * FALSE_ALARM * 3 for count in raised.values()), raised


@pytest.mark.parametrize(
    ("cheat", "share"),
    [
        (cheating.fills_in, 0.9),
        (lambda town: cheating.fills_in(town, 0.1), 0.7),
        (cheating.picks_happy, 0.8),
        (cheating.hides_bad_day, 0.7),
    ],
)
def test_most_cheats_are_heard_in_one_period(
    cheat: Callable[[cheating.Town], cheating.Town], share: float
) -> None:
    """An officer in a tiny office is heard later, over more periods; `make drill-signals`."""
    dice = Random(7)
    heard = 0
    for _ in range(60):
        before, now = cheating.an_office(dice)
        heard += bool(kinds(cheat(now).material(before)))

    assert heard >= 60 * share


def test_deleted_answers_are_always_heard() -> None:
    _before, now = cheating.an_office(Random(3))
    material = now.material()

    assert Kind.MISSING in kinds(replace(material, kept=material.kept - 1))
