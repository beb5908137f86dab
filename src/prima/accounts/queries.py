"""Reads about what a person proves themselves with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from prima.accounts.models import User

_REAL: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True, slots=True)
class Factor:
    """One thing a person proves themselves with, as its owner sees it."""

    id: int
    is_passkey: bool
    name: str
    added_at: datetime
    last_used_at: datetime | None


def has_second_factor(user: User) -> bool:
    """Whether log-in asks this person for more than the password."""
    return bool(Authenticator.objects.filter(user=user, type__in=_REAL).exists())


def factors_of(user: User) -> list[Factor]:
    """The code app and the passkeys of a person, oldest first."""
    rows = Authenticator.objects.filter(user=user, type__in=_REAL).order_by("created_at", "pk")
    return [
        Factor(
            row.pk,
            row.type == Authenticator.Type.WEBAUTHN,
            row.data.get("name", ""),
            row.created_at,
            row.last_used_at,
        )
        for row in rows
    ]


def factor(user: User, factor_id: int) -> Any:
    """The row of one factor of this person, or nothing."""
    return Authenticator.objects.filter(user=user, type__in=_REAL, pk=factor_id).first()


def unused_codes(user: User) -> list[str]:
    """The spare codes that still work, in the order of the sheet."""
    held = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return list(RecoveryCodes(held).get_unused_codes()) if held else []
