"""One request sent twice has one effect: a key travels in the form and is remembered here.

The normal crash is a change that was made and an answer that was lost; the citizen presses again.
Key and purpose are kept hashed. The result is sealed under a key derived from the form's own key,
which is not kept, so the table alone cannot give back what it remembers.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

from prima.kernel import clock
from prima.kernel.crypto import keys
from prima.kernel.crypto.index import blind_index
from prima.kernel.errors import RuleBroken, Sentence

_NONCE: Final = 12
_LONGEST: Final = 200
# Shorter keys are nobody's own: `new_key` gives 32 signs.
SHORTEST_KEY: Final = 16
KEPT_FOR: Final = timedelta(days=2)


class RememberedResult(models.Model):
    """Hasil yang diingat: what a request with this key has already led to."""

    key_hash = models.CharField(max_length=64, primary_key=True)
    sealed = models.TextField()
    remembered_at = models.DateTimeField(db_index=True)
    # What came of it, as the journal names things, so that it can be forgotten with its person.
    about_type = models.CharField(max_length=64, blank=True, default="")
    about_id = models.CharField(max_length=64, blank=True, default="")


class AlreadyDone(RuleBroken):
    """The same request was already carried out; `result` is what came of it."""

    def __init__(self, result: str, sentence: Sentence | None = None) -> None:
        super().__init__(sentence if sentence is not None else _ALREADY)
        self.result = result


_ALREADY: Final = _(
    "Permintaan ini sudah kami terima sebelumnya. Tidak ada yang terkirim dua kali."
)


_REMEMBER: Final = """
    INSERT INTO kernel_rememberedresult (key_hash, sealed, remembered_at, about_type, about_id)
    VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (key_hash) DO NOTHING RETURNING 1
"""


def new_key() -> str:
    """Give a key for a hidden field of a form."""
    return secrets.token_urlsafe(24)


def remember(key: str, purpose: str, result: str, *, about: models.Model | None = None) -> None:
    """Keep the result in the transaction of the change that led to it.

    Of two at the same time the second waits for the first and raises `AlreadyDone`, which undoes
    its own change: call this inside the action, as early as the result is known.
    """
    sealed = _seal(key, purpose, result)
    with connection.cursor() as cursor:
        cursor.execute(_REMEMBER, [_hash(key, purpose), sealed, clock.now(), *_names(about)])
        first = cursor.fetchone() is not None
    if not first:
        raise AlreadyDone(recall(key, purpose) or "")


def recall(key: str, purpose: str) -> str | None:
    """Give the result of an earlier request with this key and purpose, if there was one."""
    entry = RememberedResult.objects.filter(key_hash=_hash(key, purpose)).first()
    return _unseal(key, purpose, entry.sealed) if entry else None


def once(key: str, purpose: str, change: Callable[[], str]) -> str:
    """Run a change unless it was run before under this key; gives the one result either way."""
    known = recall(key, purpose)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            result = change()
            remember(key, purpose, result)
    except AlreadyDone as earlier:
        return earlier.result
    return result


def forget(about: models.Model) -> int:
    """Forget what requests have led to this thing; gives how many."""
    about_type, about_id = _names(about)
    rows = RememberedResult.objects.filter(about_type=about_type, about_id=about_id)
    deleted, _details = rows.delete()
    return deleted


def purge(*, at: datetime) -> int:
    """Forget results older than two days; gives how many."""
    deleted, _details = RememberedResult.objects.filter(remembered_at__lt=at - KEPT_FOR).delete()
    return deleted


def _names(about: models.Model | None) -> tuple[str, str]:
    return (about._meta.label_lower, str(about.pk)) if about is not None else ("", "")


def _hash(key: str, purpose: str) -> str:
    return blind_index(f"{purpose}\x1f{key[:_LONGEST]}", "idempotency")


def _cipher(key: str) -> AESGCM:
    secret = hashlib.sha256(key[:_LONGEST].encode("utf-8")).digest()
    return AESGCM(keys.derive(secret, "idempotency"))


def _seal(key: str, purpose: str, result: str) -> str:
    nonce = secrets.token_bytes(_NONCE)
    sealed = _cipher(key).encrypt(nonce, result.encode("utf-8"), purpose.encode("utf-8"))
    return base64.b64encode(nonce + sealed).decode("ascii")


def _unseal(key: str, purpose: str, sealed: str) -> str:
    raw = base64.b64decode(sealed)
    text = _cipher(key).decrypt(raw[:_NONCE], raw[_NONCE:], purpose.encode("utf-8"))
    return text.decode("utf-8")
