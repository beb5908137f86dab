"""Signed notes in the form instead of a cookie: one for a form, one for an opened report."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.core import signing

from prima.kernel import idempotency

FORM_FOR: Final = 12 * 60 * 60
OPEN_FOR: Final = 30 * 60
_FORM: Final = "integrity.form"
_PASS: Final = "integrity.pass"  # noqa: S105 - a purpose, no secret


def new_form() -> str:
    """A token for a form that is drawn now; the words of the receipt come from the key inside."""
    return signing.dumps(idempotency.new_key(), salt=_FORM)


def form_key(token: str) -> str | None:
    """The key inside a token of ours that is not too old."""
    return _read(token, _FORM, FORM_FOR)


def new_pass(report: UUID) -> str:
    """A pass for writing to one report, for who gave its words."""
    return signing.dumps(str(report), salt=_PASS)


def report_of(token: str) -> UUID | None:
    """The report a pass of ours belongs to, while it is young."""
    found = _read(token, _PASS, OPEN_FOR)
    return UUID(found) if found else None


def _read(token: str, salt: str, max_age: int) -> str | None:
    try:
        return str(signing.loads(token, salt=salt, max_age=max_age))
    except signing.BadSignature:
        return None
