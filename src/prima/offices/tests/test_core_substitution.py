"""Which appointment may stand beside which: vacancy, absence, no chain, no double."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prima.offices.core.authority import KINDS
from prima.offices.core.substitution import (
    Around,
    Days,
    Standing,
    Wanted,
    refusal,
    together,
)
from prima.offices.rules import REFUSALS

D1 = date(2026, 11, 2)
WEEK = Days(D1, D1 + timedelta(days=6))
EVER = Days(date(2020, 1, 1), None)
HEAD = Standing(1, "definitive", 10, 100, EVER)
DEEDED = {"has_deed": True, "deed_signer": "Drs. H. Karim"}
PLH = Wanted("acting_temporary", 10, 200, WEEK, HEAD, **DEEDED)  # type: ignore[arg-type]
PLT = Wanted("acting_vacant", 10, 200, WEEK, **DEEDED)  # type: ignore[arg-type]
DELEGATE = replace(PLH, kind="delegation", has_scope=True)
OWN = Wanted("definitive", 10, 300, EVER)
LED = Around(standing=(HEAD,), single=True, principal_away=(WEEK,))
EMPTY = Around(standing=(), single=True)


def days(first: int, last: int | None) -> Days:
    return Days(D1 + timedelta(days=first), None if last is None else D1 + timedelta(days=last))


def test_what_the_rules_allow() -> None:
    assert refusal(PLH, LED) is None
    assert refusal(PLT, EMPTY) is None
    assert refusal(DELEGATE, replace(LED, principal_away=())) is None
    assert refusal(OWN, EMPTY) is None
    assert refusal(OWN, replace(LED, single=False)) is None


@pytest.mark.parametrize(
    ("wanted", "around", "reason"),
    [
        (replace(PLH, days=Days(D1, D1 - timedelta(days=1))), LED, "dates"),
        (replace(PLH, days=Days(D1, None)), LED, "no_end"),
        (replace(PLH, has_deed=False), LED, "no_deed"),
        (replace(PLT, deed_signer=" Plh. Kepala Kantor"), EMPTY, "signed_by_substitute"),
        (replace(PLT, deed_signer="plt Kepala"), EMPTY, "signed_by_substitute"),
        (replace(PLH, stands_in_for=None), LED, "nobody_to_stand_in_for"),
        (replace(PLT, stands_in_for=HEAD), EMPTY, "needless_principal"),
        (replace(OWN, stands_in_for=HEAD), EMPTY, "needless_principal"),
        (replace(OWN, has_scope=True), EMPTY, "scope_of_own"),
        (replace(PLH, stands_in_for=replace(HEAD, kind="acting_vacant")), LED, "chain"),
        (replace(DELEGATE, stands_in_for=replace(HEAD, kind="delegation")), LED, "chain"),
        (replace(PLH, position_id=11), LED, "other_position"),
        (replace(PLH, staff_id=100), LED, "self"),
        (replace(DELEGATE, staff_id=100), LED, "self"),
        (
            replace(PLH, stands_in_for=replace(HEAD, days=days(3, None))),
            LED,
            "principal_not_there",
        ),
        (PLH, replace(LED, principal_away=()), "not_absent"),
        (PLH, replace(LED, principal_away=(days(0, 5),)), "not_absent"),
        (PLT, LED, "not_vacant"),
        (PLT, replace(LED, standing=(replace(HEAD, days=days(-9, 0)),)), "not_vacant"),
        (OWN, LED, "occupied"),
        (replace(OWN, staff_id=100), replace(LED, single=False), "already"),
        (PLT, Around((Standing(2, "acting_vacant", 10, 9, days(6, 9)),), True), "covered"),
        (OWN, Around((Standing(2, "acting_vacant", 10, 9, WEEK),), False), "plt_still_there"),
        (
            PLH,
            replace(LED, standing=(HEAD, Standing(2, "acting_temporary", 10, 9, days(6, 6), 1))),
            "covered",
        ),
        (PLT, Around((Standing(2, "definitive", 10, 200, days(9, None)),), True), None),
        (PLH, replace(LED, substitute_away=(days(6, 20),)), "substitute_absent"),
        (DELEGATE, replace(LED, standing=(HEAD, replace(HEAD, id=2, staff_id=200))), "already"),
    ],
)
def test_each_refusal_has_its_reason(wanted: Wanted, around: Around, reason: str | None) -> None:
    assert refusal(wanted, around) == reason


def test_every_reason_has_a_sentence() -> None:
    assert all(str(sentence).endswith(".") for sentence in REFUSALS.values())


def test_a_second_plh_may_follow_the_first_and_stand_in_for_another_holder() -> None:
    other = Standing(5, "acting_temporary", 10, 9, WEEK, stands_in_for=77)

    assert refusal(PLH, replace(LED, standing=(HEAD, other))) is None
    assert refusal(PLH, replace(LED, standing=(HEAD, replace(other, days=days(7, 9))))) is None


def test_two_leaves_in_a_row_are_one_absence() -> None:
    in_two = replace(LED, principal_away=(days(3, 6), days(0, 2)))
    with_a_gap = replace(LED, principal_away=(days(0, 2), days(4, 6)))

    assert refusal(PLH, in_two) is None
    assert refusal(PLH, with_a_gap) == "not_absent"
    assert together([days(0, None), days(3, 4)]) == (days(0, None),)


spans = st.builds(
    lambda first, length: days(first, None if length is None else first + length),
    st.integers(0, 12),
    st.one_of(st.none(), st.integers(0, 8)),
)
steps = st.tuples(st.sampled_from(KINDS), st.integers(1, 4), spans, st.integers(0, 5))


@given(st.lists(steps, max_size=12), st.lists(spans, max_size=3), st.booleans())
def test_no_chain_ever_and_never_two_at_once(
    wishes: list[tuple[str, int, Days, int]], away: list[Days], single: bool
) -> None:
    """Whatever is asked for in whatever order, what was let in keeps every rule."""
    stood: list[Standing] = []
    for pk, (kind, staff, span, principal) in enumerate(wishes, start=1):
        target = stood[principal % len(stood)] if stood and principal else None
        wanted = Wanted(kind, 10, staff, span, target, has_deed=True)  # type: ignore[arg-type]
        around = Around(tuple(stood), single, principal_away=tuple(away))
        if refusal(wanted, around) is None:
            stood.append(Standing(pk, wanted.kind, 10, staff, span, target.id if target else None))

    by_id = {one.id: one for one in stood}
    for one in stood:
        if one.stands_in_for is not None:
            assert by_id[one.stands_in_for].kind == "definitive"
            assert by_id[one.stands_in_for].staff_id != one.staff_id
    for one, other in combinations(stood, 2):
        if one.days.meets(other.days):
            _may_stand_together(one, other, single=single)


def _may_stand_together(one: Standing, other: Standing, *, single: bool) -> None:
    kinds = {one.kind, other.kind}
    assert one.staff_id != other.staff_id
    assert kinds != {"definitive", "acting_vacant"}
    assert kinds != {"acting_vacant"}
    assert not (single and kinds == {"definitive"})
    assert kinds != {"acting_temporary"} or one.stands_in_for != other.stands_in_for
