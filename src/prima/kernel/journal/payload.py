"""What an entry may carry: values that say nothing about a person once other rows are erased."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

# What a payload may hold after writing: the JSON that is hashed and stored.
Plain = int | bool | str | None | list["Plain"]

_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_ENUM: Final = re.compile(r"[a-z][a-z0-9]*(?:[_.:-][a-z0-9]+)*")
_DIGEST: Final = re.compile(r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}")
# A telephone number has ten digits or more and a NIK sixteen: no id or amount of ours does.
_DIGITS_OF_A_PERSON: Final = re.compile(r"\d{9,}")
_LARGEST: Final = 10**10
_LONGEST: Final = 64
_MOST: Final = 50


class ForbiddenPayloadError(ValueError):
    """An entry was given a value that could be a name, a number of a person or free text."""


def plain(payload: Mapping[str, Any]) -> dict[str, Plain]:
    """Give the payload as it will be stored, or refuse it.

    Allowed are whole numbers below ten thousand million, truth values, nothing, enum-like keys
    (`papers_complete`, `legalisasi-buku-nikah`), dates and moments, hexadecimal digests, and lists
    of these. Raises `ForbiddenPayloadError`, whose message names the key but never the value.
    """
    if len(payload) > _MOST:
        raise ForbiddenPayloadError("payload: too many values")
    return {_key(key): _value(key, value) for key, value in payload.items()}


def moment(value: datetime) -> str:
    """Write a moment as it is hashed: UTC, microseconds, always the same length."""
    if value.tzinfo is None:
        raise ForbiddenPayloadError("a moment in the journal needs its time zone")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def is_enum(value: str) -> bool:
    """Say whether a text looks like a key of ours rather than like something a person typed."""
    return (
        len(value) <= _LONGEST
        and _ENUM.fullmatch(value) is not None
        and _DIGITS_OF_A_PERSON.search(value) is None
    )


def _key(key: object) -> str:
    if not isinstance(key, str) or _KEY.fullmatch(key) is None:
        raise ForbiddenPayloadError("payload: a key must be a short name in lower case")
    return key


def _value(key: str, value: object) -> Plain:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return _items(key, value)
    return _number_or_text(key, value)


def _number_or_text(key: str, value: object) -> int | str:
    if isinstance(value, int) and abs(value) < _LARGEST:
        return int(value)
    if isinstance(value, str) and (is_enum(value) or _DIGEST.fullmatch(value)):
        return str(value)
    raise ForbiddenPayloadError(
        f"payload[{key!r}]: only whole numbers, truth values, keys, dates and digests"
    )


def _items(key: str, values: list[object] | tuple[object, ...]) -> list[Plain]:
    if len(values) > _MOST:
        raise ForbiddenPayloadError(f"payload[{key!r}]: too many values")
    return [_value(key, value) for value in values]
