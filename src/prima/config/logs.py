"""Keeps personal data out of the log: secret addresses and what a failing query carried."""

import logging
import re
from collections.abc import Iterator
from traceback import walk_tb

# Addresses that open something for whoever holds them, and numbers of cases.
_SECRET_PATHS = re.compile(r"(/(?:survei|lacak|berkas|sandi|akun|hak-data)/)[^\s/?\"']+[^\s\"']*")
_QUERY = re.compile(r"\?[^\s\"']+")


# What may stand between the digits of a number: people and programs write it in many ways.
_GAP = r"(?:[\s.\-+_\u2010-\u2015]|%2[0-9A-F]|%5F|%C2%A0|%E2%80%9[0-5])?"
# A NIK: sixteen digits of any script, no more and no fewer. A number of a case is shorter.
_NIK = re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{15}}(?!{_GAP}\d)")
# A mobile number of Indonesia, ten to fourteen digits, and any number with a country code.
_PHONE = re.compile(
    rf"(?<![\w-])(?:\+|%2B)?(?:[06]{_GAP}2?{_GAP}8)(?:{_GAP}\d){{7,11}}(?!{_GAP}\d)"
)
_ABROAD = re.compile(rf"(?:\+|%2B)\d(?:{_GAP}\d){{8,14}}(?!\d)")
# Bounded on both sides: a long line without an address costs no more than it is long.
_EMAIL = re.compile(
    r"[^\s\"'<>(),;:=/\\@]{1,64}(?:@|%40)[^\s\"'<>(),;:=/\\@]{1,190}\.[A-Za-z]{2,24}"
)
_HIDDEN = "…"


def impersonal(text: str) -> str:
    """Return the text without queries, without what follows a secret path, and without the
    numbers and addresses of people, however they are written.
    """
    text = _QUERY.sub("?…", _SECRET_PATHS.sub(r"\1…", text))
    for pattern in (_EMAIL, _NIK, _ABROAD, _PHONE):
        text = pattern.sub(_HIDDEN, text)
    return text


class WithoutPersonalData(logging.Filter):
    """Cleans the finished message, wherever the value came from."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = impersonal(record.getMessage())
        record.args = None
        return True


class ImpersonalFormatter(logging.Formatter):
    """Prints where an error happened, not its text: drivers and forms quote what was typed."""

    def formatException(self, ei: object) -> str:  # noqa: N802 - the name is given by logging
        error = ei[1] if isinstance(ei, tuple) else None
        return "\n".join(_told(error, set())) if isinstance(error, BaseException) else ""


def _told(error: BaseException, told: set[int]) -> Iterator[str]:
    """Where it happened, then its causes and the members of a group, each of them once.

    Errors may name each other as their causes: who only follows the names never comes to an end.
    """
    told.add(id(error))
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    for frame, line in walk_tb(error.__traceback__):
        yield f"  {frame.f_code.co_filename}:{line} {frame.f_code.co_name}"
    for word, other in _others(error):
        if id(other) not in told:
            first, *rest = _told(other, told)
            yield f"{word} {first}"
            yield from rest


def _others(error: BaseException) -> Iterator[tuple[str, BaseException]]:
    cause = error.__cause__ or error.__context__
    if cause is not None:
        yield "caused by", cause
    if isinstance(error, BaseExceptionGroup):
        for member in error.exceptions:
            yield "together with", member
