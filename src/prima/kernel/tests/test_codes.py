"""Numbers show typing errors, secrets can be read out, and neither tells anything by its time."""

import hashlib
import math
import re
import string
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from statistics import median

import pytest

from prima.kernel import codes
from prima.kernel.errors import TooManyAttempts


def sound(word: str) -> str:
    for written, spoken in (("kh", "k"), ("sy", "s"), ("v", "f"), ("z", "s"), ("q", "k")):
        word = word.replace(written, spoken)
    return re.sub(r"(.)\1", r"\1", word)


def test_the_list_holds_2048_different_words_of_three_to_eight_small_letters() -> None:
    assert len(codes.WORDS) == len(set(codes.WORDS)) == 2048
    assert all(re.fullmatch(r"[a-z]{3,8}", word) for word in codes.WORDS)
    assert list(codes.WORDS) == sorted(codes.WORDS)


def one_error_away(word: str) -> Iterator[str]:
    """Every text that differs by one letter changed, left out or added, or by one swap."""
    for place in range(len(word) + 1):
        start, end = word[:place], word[place:]
        yield start + end[1:]
        yield start + end[1:2] + end[:1] + end[2:]
        for letter in string.ascii_lowercase:
            yield start + letter + end
            yield start + letter + end[1:]


def test_one_typing_error_never_makes_another_word_of_the_list() -> None:
    words = set(codes.WORDS)

    close = [(word, other) for word in words for other in one_error_away(word) if other != word]

    assert [pair for pair in close if pair[1] in words] == []


def test_no_two_words_sound_alike_and_none_begins_another() -> None:
    sounds = Counter(sound(word) for word in codes.WORDS)

    assert [spoken for spoken, count in sounds.items() if count > 1] == []
    assert [(a, b) for a, b in pairwise(codes.WORDS) if b.startswith(a)] == []


def test_most_words_can_be_told_by_their_first_four_letters() -> None:
    starts = Counter(word[:4] for word in codes.WORDS)

    assert sum(starts[word[:4]] == 1 for word in codes.WORDS) >= 1400


def test_a_number_has_prefix_year_body_and_check_and_is_never_sixteen_digits() -> None:
    number = codes.new_number("TM", 2026)

    assert re.fullmatch(rf"TM-26-[{codes.ALPHABET}]{{6}}-[{codes.ALPHABET}]", number)
    assert codes.is_valid_number(number)


def test_numbers_are_not_in_sequence_and_seldom_meet() -> None:
    numbers = [codes.new_number("TM", 2026) for _ in range(2000)]

    assert len(set(numbers)) >= 1998
    assert numbers != sorted(numbers)


@pytest.mark.parametrize("prefix", ["TM", "KUA", "LO"])
def test_every_single_wrong_sign_is_caught(prefix: str) -> None:
    for _ in range(20):
        number = codes.new_number(prefix, 2026)
        for place, right in enumerate(number):
            for wrong in set(codes.ALPHABET + string.ascii_uppercase) - {right, "-"}:
                typed = number[:place] + wrong + number[place + 1 :]
                same = codes.normalise_number(typed) == number
                assert same or right == "-" or not codes.is_valid_number(typed)


@pytest.mark.parametrize("prefix", ["TM", "KUA", "LO"])
def test_every_swap_of_two_neighbours_is_caught(prefix: str) -> None:
    for _ in range(200):
        number = codes.new_number(prefix, 2026)
        signs = number.replace("-", "")
        for place in range(len(signs) - 1):
            first, second = signs[place], signs[place + 1]
            swapped = signs[:place] + second + first + signs[place + 2 :]
            assert first == second or not codes.is_valid_number(swapped)


@pytest.mark.parametrize(
    "spelling",
    [str.lower, lambda n: n.replace("-", ""), lambda n: n.replace("-", " "), lambda n: f" {n} "],
)
def test_a_number_is_known_however_it_was_typed(spelling: object) -> None:
    number = codes.new_number("TM", 2026)

    assert codes.normalise_number(spelling(number)) == number  # type: ignore[operator]


def test_letters_typed_for_digits_are_forgiven_in_the_body_but_not_in_the_prefix() -> None:
    number = next(n for n in iter(lambda: codes.new_number("LO", 2020), "") if "1" in n)

    typed = "LO-2O" + number[5:].replace("1", "l").replace("0", "o")

    assert codes.normalise_number(typed) == number


@pytest.mark.parametrize(
    "typed", ["", "-", "TM-26", "x" * 10_000, "3271014608850417", "TM-26-IIIIII-U"]
)
def test_what_is_no_number_is_not_taken_for_one(typed: str) -> None:
    assert not codes.is_valid_number(typed)
    assert len(codes.normalise_number(typed)) <= 40


def test_a_secret_of_five_words_carries_55_bits() -> None:
    words = codes.new_secret().split()

    assert len(words) == 5
    assert set(words) <= set(codes.WORDS)
    assert len(words) * math.log2(len(codes.WORDS)) >= 55


def test_a_secret_is_known_with_capitals_commas_and_accents() -> None:
    secret_hash = codes.hash_secret("abjad elok kebun senja tikar")

    assert codes.verify_secret(secret_hash, "  Abjad, élok-KEBUN\nsenja  tikar ")
    assert not codes.verify_secret(secret_hash, "abjad elok kebun tikar senja")
    assert not codes.verify_secret(secret_hash, "")


def test_secrets_are_kept_as_argon2id_with_19_mebibytes_and_two_passes() -> None:
    secret = codes.new_secret()

    first, second = codes.hash_secret(secret), codes.hash_secret(secret)

    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert first != second
    assert not any(word in first for word in secret.split() if len(word) > 4)


def test_an_unknown_number_and_a_damaged_hash_are_simply_not_verified() -> None:
    assert not codes.verify_secret(None, "abjad elok kebun senja tikar")
    assert not codes.verify_secret("not a hash", "abjad elok kebun senja tikar")


def test_an_unknown_number_takes_the_time_of_a_wrong_secret() -> None:
    known = codes.hash_secret(codes.new_secret())
    times: dict[str | None, list[float]] = {known: [], None: []}

    for _ in range(15):
        for kept in (known, None):
            start = time.process_time()
            codes.verify_secret(kept, "abjad elok kebun senja tikar")
            times[kept].append(time.process_time() - start)

    assert median(times[None]) == pytest.approx(median(times[known]), rel=0.35)


def test_at_most_two_secrets_are_hashed_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now, most = [], []

    class Watching:
        def verify(self, *_: str) -> bool:
            now.append(1)
            most.append(len(now))
            time.sleep(0.01)
            now.pop()
            return True

    monkeypatch.setattr(codes, "_hasher", Watching())
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: codes.verify_secret("x", "y"), range(24)))

    assert max(most) == 2


def test_of_a_flood_of_guesses_only_a_few_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()

    class Waiting:
        def verify(self, *_: str) -> bool:
            return go_on.wait(timeout=5)

    monkeypatch.setattr(codes, "_hasher", Waiting())
    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(codes.verify_secret, "x", "y") for _ in range(4)]
        wait_until(lambda: codes._guesses._value == 0)
        with pytest.raises(TooManyAttempts):
            codes.verify_secret("x", "y")
        go_on.set()

    assert all(one.result() for one in waiting)
    assert codes.verify_secret("x", "y")


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not holds() and time.monotonic() < end:
        time.sleep(0.001)
    assert holds()


def test_a_child_process_has_a_bench_of_its_own() -> None:
    known, inherited = codes.hash_secret("abjad adab"), codes._bench
    inherited.shutdown()  # as a child finds it: its threads do not run

    codes._after_fork()

    assert codes.verify_secret(known, "abjad adab")


def test_who_waits_too_long_for_the_bench_is_asked_to_come_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(codes, "_LONGEST_WAIT", 0.01)
    go_on = threading.Event()
    places = [codes._bench.submit(go_on.wait, 5) for _ in range(2)]

    with pytest.raises(TooManyAttempts):
        codes.verify_secret(None, "abjad")

    monkeypatch.undo()
    go_on.set()
    assert all(place.result() for place in places)

    assert not codes.verify_secret(None, "abjad")


def test_a_token_has_at_least_128_bits_and_is_kept_as_sha_256() -> None:
    token = codes.new_token()

    assert len(token) * 6 >= 128
    assert codes.hash_token(token) == hashlib.sha256(token.encode()).hexdigest()
    assert codes.new_token() != token
