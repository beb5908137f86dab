"""In which position a step is done: one's own before a borrowed one, and strategic steps apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prima.offices.core.authority import (
    DEFINITIVE,
    DELEGATION,
    KINDS,
    SUBSTITUTES,
    Authority,
    Kind,
    Task,
    choose,
    step_key,
)

SIGN = Task("izin-madrasah", "sign", ("unit_head",))
DECIDE = Task("izin-madrasah", "decide", ("unit_head",), strategic=True)


def held(
    kind: Kind = DEFINITIVE, *, duty: str = "unit_head", pk: int = 1, scope: str = ""
) -> Authority:
    return Authority(
        appointment_id=pk,
        position_id=pk,
        office_id=1,
        duty=duty,
        title="Kepala KUA",
        staff_id=7,
        kind=kind,
        scope=frozenset(scope.split()),
    )


def test_without_a_position_or_with_another_duty_nobody_acts() -> None:
    assert choose([], SIGN) == "no_position"
    assert choose([held(duty="front_office")], SIGN) == "other_duty"
    assert choose([held()], SIGN) == held()


def test_a_row_the_office_only_records_asks_for_any_position() -> None:
    recorded = Task("izin-madrasah", "submit", ())

    assert choose([held(duty="front_office")], recorded) == held(duty="front_office")


@pytest.mark.parametrize("kind", KINDS)
def test_a_strategic_step_is_for_who_holds_the_position(kind: Kind) -> None:
    chosen = choose([held(kind)], DECIDE)

    assert chosen == (held() if kind == DEFINITIVE else "strategic")
    assert choose([held(kind)], SIGN) == held(kind)


@pytest.mark.parametrize("kind", sorted(SUBSTITUTES))
def test_no_scope_opens_a_strategic_step_to_who_stands_in(kind: Kind) -> None:
    named = held(kind, scope="izin-madrasah:decide")

    assert choose([named], DECIDE) == "strategic"
    assert not named.may_decide("izin-madrasah", "decide")


def test_a_delegate_decides_only_what_the_letter_names() -> None:
    whole_service = held(DELEGATION, scope="izin-madrasah")
    this_step = held(DELEGATION, scope="izin-madrasah:decide")

    assert choose([whole_service], DECIDE) == "strategic"
    assert choose([this_step], DECIDE) == this_step
    assert choose([this_step], SIGN) == "out_of_scope"
    assert choose([whole_service], SIGN) == whole_service


def test_the_first_duty_of_the_row_goes_before_the_kind_of_appointment() -> None:
    task = Task("s", "t", ("front_office", "unit_head"))
    borrowed = held("acting_temporary", duty="front_office", pk=2)

    assert choose([held(), borrowed], task) == borrowed


def test_ones_own_position_goes_before_a_borrowed_one() -> None:
    plh, plt = held("acting_temporary", pk=2), held("acting_vacant", pk=3)
    delegated, own = held(DELEGATION, pk=4), held(pk=5)

    assert choose([plh, plt, delegated, own], SIGN) == own
    assert choose([plh, plt, delegated], SIGN) == delegated
    assert choose([plh, plt], SIGN) == plt


authorities = st.builds(
    held,
    st.sampled_from(KINDS),
    duty=st.sampled_from(["unit_head", "front_office"]),
    pk=st.integers(1, 99),
    scope=st.sampled_from(["", "izin-madrasah", "izin-madrasah:decide", "rujuk rujuk:sign"]),
)


@given(st.lists(authorities, max_size=6), st.booleans())
def test_whatever_is_chosen_may_do_it_and_strategic_steps_never_go_to_a_stand_in(
    held_now: list[Authority], strategic: bool
) -> None:
    task = Task("izin-madrasah", "decide", ("unit_head",), strategic=strategic)

    chosen = choose(held_now, task)

    if isinstance(chosen, Authority):
        assert chosen in held_now
        assert chosen.duty in task.duties
        assert chosen.covers(task.service, task.step)
        if strategic:
            assert chosen.kind == DEFINITIVE or step_key("izin-madrasah", "decide") in chosen.scope
            assert not chosen.is_substitute
    else:
        fit = [
            one
            for one in held_now
            if one.duty == "unit_head" and one.covers(task.service, task.step)
        ]
        assert not fit or (strategic and all(one.kind != DEFINITIVE for one in fit))
