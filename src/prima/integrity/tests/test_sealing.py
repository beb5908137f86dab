"""The boxes a report lies in: entropy, four eyes, cleaned files, and who is left out."""

import math
import struct
import zlib
from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest

from prima.integrity.core import sealing
from prima.integrity.core.conflicts import Person, Reported, is_conflicted
from prima.integrity.core.sealing import Cost, WrongSecretError
from prima.kernel import codes

CHEAP = Cost(1, 8192)


def test_the_words_hold_at_least_ninety_bits() -> None:
    assert len(set(codes.WORDS)) == len(codes.WORDS) == 2048
    assert sealing.WORDS * math.log2(len(codes.WORDS)) >= 90


def test_the_same_form_has_the_same_words_and_no_word_is_likelier() -> None:
    drawn = [sealing.words_of(f"key-{number}", codes.WORDS).split() for number in range(4000)]

    assert sealing.words_of("key-1", codes.WORDS).split() == drawn[1]
    assert len({" ".join(words) for words in drawn}) == 4000
    counts = Counter(word for words in drawn for word in words)
    expected = 4000 * sealing.WORDS / len(codes.WORDS)
    chi = sum((counts[word] - expected) ** 2 / expected for word in codes.WORDS)
    # 2,047 degrees of freedom: beyond 2,364 lies one in a million.
    assert chi < 2364
    assert codes.normalise_secret(" ".join(drawn[0]).upper()) == " ".join(drawn[0])


def test_what_is_locked_opens_by_its_secret_alone() -> None:
    locked = sealing.lock(b"kunci", "kuda laut biru", cost=CHEAP)

    assert sealing.unlock(locked, "kuda laut biru") == b"kunci"
    for wrong in ("", "kuda laut", "kuda laut biru "):
        with pytest.raises(WrongSecretError):
            sealing.unlock(locked, wrong)
    for changed in (replace(locked, box=locked.box[:-1] + b"x"), replace(locked, memory=2**40)):
        with pytest.raises(WrongSecretError):
            sealing.unlock(changed, "kuda laut biru")


def test_what_is_sealed_opens_by_its_pair_alone() -> None:
    pair, other = sealing.new_pair(), sealing.new_pair()
    sealed = sealing.seal(b"isi", pair.public)

    assert sealing.unseal(sealed, pair.private) == b"isi"
    for wrong in (other.private, b"short"):
        with pytest.raises(WrongSecretError):
            sealing.unseal(sealed, wrong)


def test_any_two_people_open_an_identity_and_nobody_alone() -> None:
    pairs = {name: sealing.new_pair() for name in range(4)}
    publics = {name: pair.public for name, pair in pairs.items()}
    split = sealing.split_identity(b"Siti", publics)
    opened = {name: sealing.unseal(split.shares[name], pairs[name].private) for name in pairs}

    for one, two in combinations(opened, 2):
        key = sealing.joined_key([opened[one], opened[two]])
        assert sealing.open_identity(split.box, key) == b"Siti"
    for share in opened.values():
        with pytest.raises(WrongSecretError):
            sealing.open_identity(split.box, share[1:])


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)

    size = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", size), *chunks, (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


REPORTED = Reported("kua", ("pusat", "kab", "kua"), (7,), "H. Joko Widagdo, S.Ag.")
FREE = Person("Laila Sari", frozenset({"pusat"}), frozenset(), frozenset({1}))


@pytest.mark.parametrize(
    "person",
    [
        replace(FREE, positions=frozenset({7})),
        replace(FREE, offices=frozenset({"pusat", "kab", "kua"})),
        replace(FREE, leads=frozenset({"kab"})),
        replace(FREE, leads=frozenset({"pusat"})),
        replace(FREE, name="Drs. Joko Widagdo"),
        replace(FREE, name="Joko Widagdo Santoso"),
    ],
)
def test_the_reported_their_office_and_who_decides_on_them_are_left_out(person: Person) -> None:
    assert not is_conflicted(FREE, REPORTED)
    assert is_conflicted(person, REPORTED)


def test_a_title_alone_names_nobody() -> None:
    assert not is_conflicted(replace(FREE, name="Drs. Haji"), replace(REPORTED, name="Pak Haji"))
