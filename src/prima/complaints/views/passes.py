"""How somebody without an account is known from page to page: signed notes in the form, no cookie.

A form token lets one form be sent once; a pass opens one complaint for half an hour after number
and words were given. Both travel in hidden fields of POST forms, never in an address.
"""

from __future__ import annotations

from typing import Final

from django.core import signing

from prima.kernel import idempotency

FORM_FOR: Final = 12 * 60 * 60
OPEN_FOR: Final = 30 * 60
_FORM: Final = "complaints.form"
_PASS: Final = "complaints.pass"  # noqa: S105 - a purpose, no secret


def new_form() -> str:
    """A token for a form that is drawn now; the key inside makes two sendings one."""
    return signing.dumps(idempotency.new_key(), salt=_FORM)


def form_key(token: str) -> str | None:
    """The key inside a token of ours that is not too old."""
    return _read(token, _FORM, FORM_FOR)


def new_pass(complaint_id: int) -> str:
    """A pass to one complaint."""
    return signing.dumps(str(complaint_id), salt=_PASS)


def complaint_of(token: str) -> int | None:
    """The complaint a pass of ours opens, while it is young."""
    found = _read(token, _PASS, OPEN_FOR)
    return int(found) if found else None


def _read(token: str, salt: str, max_age: int) -> str | None:
    try:
        return str(signing.loads(token, salt=salt, max_age=max_age))
    except signing.BadSignature:
        return None
