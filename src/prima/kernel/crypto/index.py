"""Keyed hashes that find equal values without keeping them."""

from __future__ import annotations

import hashlib
import hmac

from prima.kernel.crypto import keys


def blind_index(value: str, purpose: str) -> str:
    """Give HMAC-SHA256 of a value for one purpose, in hexadecimal (64 characters).

    Normalise the value first; the same value under two purposes gives unrelated indexes. Without
    the key a list of all NIK cannot be run against the column.
    """
    key = keys.ring().index_key(purpose)
    return hmac.new(key, value.encode("utf-8"), hashlib.sha256).hexdigest()
