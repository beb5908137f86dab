"""What minutes of a public consultation still lack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from prima.standards.core.consulting import Minutes, gaps, groups_on

TODAY = date(2026, 9, 1)
WHOLE = Minutes(
    held_on=TODAY,
    has_text=True,
    has_number=True,
    present=dict.fromkeys(groups_on(TODAY), 2),
    answers=(("accepted", ""), ("refused", "Dilarang PMA 30/2024")),
    agreements=1,
    sides=frozenset({"provider", "community"}),
)


def codes(minutes: Minutes) -> list[str]:
    return [gap.code for gap in gaps(minutes, TODAY)]


def test_whole_minutes_lack_nothing() -> None:
    assert codes(WHOLE) == []


def test_each_gap_is_named() -> None:
    assert codes(replace(WHOLE, held_on=date(2026, 9, 2))) == ["not_held_yet"]
    assert codes(replace(WHOLE, has_text=False)) == ["no_text"]
    assert codes(replace(WHOLE, has_number=False)) == ["no_number"]
    assert codes(replace(WHOLE, sides=frozenset({"provider"}))) == ["one_side_signs"]
    assert codes(replace(WHOLE, answers=(("", ""),))) == ["unanswered"]
    assert codes(replace(WHOLE, answers=(("partly", ""),))) == ["no_reason"]
    assert codes(replace(WHOLE, agreements=0)) == ["nothing_agreed"]
    assert codes(replace(WHOLE, present={}))[:2] == ["nobody_came", "group_missing"]


def test_a_missing_group_does_not_keep_the_minutes_open() -> None:
    (gap,) = gaps(replace(WHOLE, present={**WHOLE.present, "media": 0}), TODAY)

    assert (gap.is_hard, gap.values) == (False, {"group": "media"})


def test_before_the_rule_no_group_was_asked_for() -> None:
    assert groups_on(date(2016, 12, 31)) == ()
    assert len(groups_on(TODAY)) == 5
