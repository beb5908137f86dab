"""Keys that several people open together: on paper, with slips of the pen, and never by one."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prima.kernel.crypto import escrow, paper, shamir
from prima.kernel.crypto.passphrase import WrongPassphraseError

CONTENT = b'{"keys": "secret of the office"}' * 9
PHRASES = ("kata sandi kepala kantor", "kata sandi bendahara", "kata sandi notaris")


def make(needed: int = 2, phrases: tuple[str, ...] = PHRASES) -> escrow.Made:
    return escrow.make(CONTENT, phrases, needed=needed, cost=10)


def opened(raws: list[bytes], phrases: list[str]) -> escrow.Opened:
    papers = [escrow.read(raw) for raw in raws]
    shares = [
        escrow.open_share(share, phrase) for share, phrase in zip(papers, phrases, strict=True)
    ]
    return escrow.combine(papers, shares)


def test_any_two_of_three_open_it_and_backups_with_it() -> None:
    made = make()

    for chosen in combinations(range(3), 2):
        found = opened([made.shares[one] for one in chosen], [PHRASES[one] for one in chosen])
        assert found.content == CONTENT
        assert escrow.public_of(found) == made.public
        assert found.name == made.name
        assert repr(found) == f"<Opened {made.name}>"


def test_one_share_with_its_passphrase_opens_nothing() -> None:
    """Together with any invented second share the content stays closed."""
    made = make(phrases=PHRASES[:2])
    paper_of_one = escrow.read(made.shares[0])
    share = escrow.open_share(paper_of_one, PHRASES[0])

    with pytest.raises(escrow.WrongSharesError):
        escrow.combine([paper_of_one], [share])
    with pytest.raises(escrow.WrongSharesError):
        escrow.combine([paper_of_one], [share, share])
    guesses = [bytes([guess]) * 32 for guess in range(256)]
    for guess in (share.values, *guesses):
        invented = shamir.Share(2, guess)
        with pytest.raises(escrow.WrongSharesError):
            escrow.combine([paper_of_one], [share, invented])
    for raw in made.shares:
        assert CONTENT not in raw
        assert share.values not in raw


def test_two_of_three_needed_open_nothing() -> None:
    made = make(needed=3)

    with pytest.raises(escrow.WrongSharesError):
        opened(made.shares[:2], list(PHRASES[:2]))
    assert opened(made.shares, list(PHRASES)).content == CONTENT


def test_shares_of_two_escrows_do_not_mix() -> None:
    with pytest.raises(escrow.WrongSharesError):
        opened([make().shares[0], make().shares[1]], list(PHRASES[:2]))


def test_another_holders_passphrase_does_not_open_a_share() -> None:
    share = escrow.read(make().shares[0])

    with pytest.raises(WrongPassphraseError):
        escrow.open_share(share, PHRASES[1])


@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
@settings(max_examples=100, deadline=None)
def test_a_changed_share_is_refused(place: int, bit: int) -> None:
    raw = bytearray(MADE.shares[0])
    raw[place % len(raw)] ^= 1 << bit

    with pytest.raises(escrow.NotAShareError):
        escrow.read(bytes(raw))


MADE = make()


@pytest.mark.parametrize("length", [0, 4, 60, 120, -1])
def test_half_a_share_is_refused(length: int) -> None:
    with pytest.raises(escrow.NotAShareError):
        escrow.read(MADE.shares[0][:length])


@given(content=st.binary(max_size=400))
def test_what_is_on_paper_is_read_again(content: bytes) -> None:
    assert paper.read("\n".join(["Bagian kunci", "", *paper.write(content)])) == content


def test_a_typist_may_write_small_letters_digits_and_other_gaps() -> None:
    lines = paper.write(bytes(range(200)))
    typed = "\n".join(
        line.lower().replace("o", "0").replace("i", "1").replace("  ", "   ") for line in lines
    )

    assert paper.read(typed) == bytes(range(200))


def test_a_slip_names_its_line() -> None:
    lines = paper.write(bytes(range(120)))
    place = lines[2].index(" ") + 4
    slipped = [*lines]
    slipped[2] = (
        lines[2][:place] + ("A" if lines[2][place] != "A" else "B") + lines[2][place + 1 :]
    )

    for wrong, named in (
        (slipped, 3),
        ([*lines[:1], *lines[2:]], 2),
        ([lines[0], lines[2], lines[1], *lines[3:]], 2),
    ):
        with pytest.raises(paper.UnreadableLineError) as caught:
            paper.read("\n".join(wrong))
        assert caught.value.line == named


def test_a_slip_that_fits_the_check_sign_is_named_and_no_traceback() -> None:
    """One slip in a thousand fits by chance; 9 is no sign of the alphabet."""
    body = "99999999"

    with pytest.raises(paper.UnreadableLineError) as caught:
        paper.read(f"01  {body}  {paper._check(1, body)}")

    assert caught.value.line == 1
