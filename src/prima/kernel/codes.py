"""Numbers, secrets and tokens: what a person without an account holds in hand.

A number ("TM-26-7K3F9Q-C") names a thing and is no secret: random, so that it tells nothing about
how many there are, with a check character, so that a typing error never opens another's page.
A secret is five Indonesian words of a list of 2,048 (55 bits): it can be read out, written on
paper and typed on a cheap phone, and it is kept as an Argon2id hash only. A token goes into a link
(192 bits) and is kept as a SHA-256 hash.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import string
import threading
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from typing import Final, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from prima.kernel.errors import TooManyAttempts

Result = TypeVar("Result")

# How the list was made: see words.md beside words.txt; its properties are tested.
WORDS: Final = tuple(
    resources.files("prima.kernel").joinpath("words.txt").read_text("utf-8").split()
)

# Digits and letters without I, L, O and U, which are taken for 1, 1, 0 and V (Crockford).
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_RANDOM_PART: Final = 6
_VALUES: Final = {sign: value for value, sign in enumerate(string.digits + string.ascii_uppercase)}
_MODULUS: Final = 37
TYPED_FOR: Final = str.maketrans("OIL", "011")
_SHAPE: Final = re.compile(r"([A-Z]{2,3})([0-9OIL]{2})([0-9A-Z]{6})([0-9A-Z])")
_LONGEST_NUMBER: Final = 40
_LONGEST_SECRET: Final = 200
_TOKEN_BYTES: Final = 24


def new_number(prefix: str, year: int) -> str:
    """Give a random number, such as "TM-26-7K3F9Q-C" for the prefix "TM" in 2026.

    Thirty random bits within one prefix and year: the column stays unique, the caller tries again
    on the rare clash. Bodies whose check sign would fall outside the alphabet are thrown away.
    """
    start = f"{prefix}{year % 100:02d}"
    while True:
        body = "".join(secrets.choice(ALPHABET) for _ in range(_RANDOM_PART))
        check = _check_sign(start + body)
        if check is not None:
            return _written(prefix, f"{year % 100:02d}", body, check)


def normalise_number(typed: str) -> str:
    """Give a typed number its one spelling; what is not shaped like a number comes back as typed.

    Small letters, missing or other separators, and O, I or L typed for 0 and 1 are forgiven.
    """
    text = unicodedata.normalize("NFKC", typed[:_LONGEST_NUMBER]).upper()
    match = _SHAPE.fullmatch("".join(sign for sign in text if sign.isalnum()))
    if match is None:
        return typed[:_LONGEST_NUMBER].strip()
    prefix, *rest = match.groups()
    return _written(prefix, *(part.translate(TYPED_FOR) for part in rest))


def is_valid_number(typed: str) -> bool:
    """Say whether a number is whole and its check sign fits.

    The check finds every wrong sign and every swap of two neighbours: weights are powers of two
    modulo 37, a prime larger than the alphabet, so neither can leave the sum as it was.
    """
    parts = normalise_number(typed).split("-")
    if len(parts) != 4:  # noqa: PLR2004 - prefix, year, body, check
        return False
    prefix, year, body, check = parts
    if not set(body + check) <= set(ALPHABET):
        return False
    return _check_sign(prefix + year + body) == check


def new_secret(words: int = 5) -> str:
    """Give that many words, eleven bits each, from the system's source of randomness."""
    return " ".join(secrets.choice(WORDS) for _ in range(words))


def normalise_secret(typed: str) -> str:
    """Give typed words their one spelling: small letters, no accents, one space between."""
    text = unicodedata.normalize("NFKD", typed[:_LONGEST_SECRET]).lower()
    return " ".join(
        re.findall(r"[a-z]+", "".join(c for c in text if not unicodedata.combining(c)))
    )


def hash_secret(secret: str) -> str:
    """Hash a secret with Argon2id: 19 MiB, two passes, one lane (OWASP's second setting)."""
    return _at_bench(_hasher.hash, normalise_secret(secret))


def verify_secret(known_hash: str | None, typed: str) -> bool:
    """Say whether the typed secret is the one that was hashed.

    Without a hash (there is nothing to compare with) a dummy is checked all the same, so that time
    does not tell nothing from a wrong secret. Limit attempts before calling: each costs 19 MiB.
    Where a few wait already, the guess is sent away at once: a flood of guesses must not hold the
    threads that show pages.
    """
    if not _guesses.acquire(blocking=False):
        raise TooManyAttempts(retry_after=_LONGEST_WAIT)
    try:
        _at_bench(_hasher.verify, known_hash or _DUMMY_HASH, normalise_secret(typed))
    except (VerificationError, InvalidHashError):
        return False
    finally:
        _guesses.release()
    return known_hash is not None


def new_token() -> str:
    """Give a token for a link: 192 random bits, safe in an address."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def hash_token(token: str) -> str:
    """Hash a token for keeping. One fast round is enough: nobody guesses 192 bits."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()


_hasher: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

# Two hashes at a time, in two threads of their own: the C library keeps the 19 MiB of a hash in
# the thread that asked for them, so that any number of web threads would hold them.
_LONGEST_WAIT: Final = 5
# Two guesses at the bench and two in line; a hash takes some thirty milliseconds.
_guesses: Final = threading.BoundedSemaphore(4)


def _new_bench() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(2, thread_name_prefix="hash")


_bench = _new_bench()


def _after_fork() -> None:
    """Threads are not inherited by a child process; it begins with a bench of its own."""
    global _bench  # noqa: PLW0603 - one bench for each process
    _bench = _new_bench()


os.register_at_fork(after_in_child=_after_fork)


def _at_bench(work: Callable[..., Result], *arguments: str) -> Result:
    """Wait for a place and the hash; who waits too long is asked to come back."""
    turn = _bench.submit(work, *arguments)
    try:
        return turn.result(timeout=_LONGEST_WAIT)
    except TimeoutError:
        turn.cancel()
        raise TooManyAttempts(retry_after=_LONGEST_WAIT) from None


# Of 128 random bits nobody kept; checked where there is no hash to check.
_DUMMY_HASH: Final = (
    "$argon2id$v=19$m=19456,t=2,p=1"
    "$pP3aWuGNB283/I2FL5r1yQ$0Hi4EZVSIK/xGmFfzqcfLkmNoBoPwPtxz+HHF2faCQI"
)


def _check_sign(text: str) -> str | None:
    """Give the sign that makes the weighted sum zero modulo 37; None when it has no such sign."""
    total = 0
    for sign in text:
        total = (total + _VALUES[sign]) * 2 % _MODULUS
    check = -total % _MODULUS
    return next((sign for sign in ALPHABET if _VALUES[sign] == check), None)


def _written(prefix: str, year: str, body: str, check: str) -> str:
    return f"{prefix}-{year}-{body}-{check}"
