"""The secret comes back from enough shares, and from fewer nothing at all is learnt."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prima.kernel.crypto import shamir
from prima.kernel.crypto.shamir import CannotCombineError, Share

secrets_of_any_kind = st.binary(min_size=1, max_size=40)


@st.composite
def shapes(draw: st.DrawFn) -> tuple[int, int]:
    shares = draw(st.integers(2, 6))
    return draw(st.integers(2, shares)), shares


@given(secret=secrets_of_any_kind, shape=shapes())
@settings(max_examples=60, deadline=None)
def test_any_choice_of_enough_shares_gives_the_secret_back(
    secret: bytes, shape: tuple[int, int]
) -> None:
    needed, count = shape

    shares = shamir.split(secret, needed=needed, shares=count)

    for chosen in combinations(shares, needed):
        assert shamir.combine(chosen) == secret
    assert shamir.combine(shares) == secret


@given(share=st.integers(0, 255), secret=st.integers(0, 255))
@settings(max_examples=300, deadline=None)
def test_one_share_alone_fits_every_secret_equally(share: int, secret: int) -> None:
    """For each secret there is exactly one second share that would have given it."""
    first = Share(1, bytes([share]))

    fitting = [
        other
        for other in range(256)
        if shamir.combine([first, Share(2, bytes([other]))]) == bytes([secret])
    ]

    assert len(fitting) == 1


def test_two_of_three_needed_shares_fit_every_secret_equally() -> None:
    first, second = Share(1, b"\x2a"), Share(2, b"\xf0")

    secrets = {shamir.combine([first, second, Share(3, bytes([third]))]) for third in range(256)}

    assert len(secrets) == 256


def test_shares_of_one_secret_differ_each_time_and_are_spread_evenly() -> None:
    values = [shamir.split(b"\x00", needed=2, shares=2)[0].values[0] for _ in range(4_000)]

    assert len(set(values)) == 256
    assert max(values.count(value) for value in set(values)) < 60


@pytest.mark.parametrize(
    "shares",
    [
        [],
        [Share(1, b"a")],
        [Share(1, b"a"), Share(1, b"a")],
        [Share(0, b"a"), Share(1, b"a")],
        [Share(1, b"a"), Share(2, b"ab")],
    ],
)
def test_shares_that_do_not_belong_together_are_refused(shares: list[Share]) -> None:
    with pytest.raises(CannotCombineError):
        shamir.combine(shares)


@pytest.mark.parametrize(("needed", "count"), [(1, 2), (3, 2), (2, 17), (0, 0)])
def test_a_sharing_that_shares_nothing_is_refused(needed: int, count: int) -> None:
    with pytest.raises(ValueError, match="needed"):
        shamir.split(b"secret", needed=needed, shares=count)


def test_the_field_is_that_of_aes() -> None:
    """FIPS 197, 4.2: {57} times {83} is {c1}; the shares then agree with a hand-made line."""
    assert shamir._times(0x57, 0x83) == 0xC1
    assert shamir._divided(0xC1, 0x83) == 0x57
    assert shamir._divided(0, 7) == 0
    assert all(shamir._times(one, shamir._divided(1, one)) == 1 for one in range(1, 256))
    with pytest.raises(ZeroDivisionError):
        shamir._divided(1, 0)


def test_a_share_does_not_show_itself_in_a_log() -> None:
    assert repr(Share(3, b"secret")) == "<Share 3>"
