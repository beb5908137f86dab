"""Reads about what a person proves themselves with."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.utils import timezone

from prima.accounts import rules
from prima.accounts.models import ApiToken, User

_LONGEST_KEY_TEXT: Final = 100
# Compared with where no key has this beginning, so that time tells nothing.
_NO_DIGEST: Final = "0" * 64
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


def live_token(text: str, at: datetime) -> ApiToken | None:
    """The key this text is, when it still counts; compared in equal time."""
    start, _rest, secret = text.partition("_")
    prefix, _rest, secret = secret.partition("_")
    if start != rules.KEY_START or not secret or len(text) > _LONGEST_KEY_TEXT:
        return None
    token = ApiToken.objects.select_related("user").filter(prefix=prefix).first()
    given = hashlib.sha256(text.encode()).hexdigest()
    if not hmac.compare_digest(given, token.digest if token else _NO_DIGEST) or token is None:
        return None
    return token if _counts(token, at) else None


def tokens_of(user: User, at: datetime) -> list[ApiToken]:
    """The keys of a person that still count, the newest first."""
    rows = ApiToken.objects.filter(user=user, revoked_at=None).select_related("user")
    return [one for one in rows if _counts(one, at)]


def token_of(user: User, pk: int) -> ApiToken | None:
    """One key of this person that was not revoked."""
    rows = ApiToken.objects.filter(user=user, revoked_at=None, pk=pk)
    return rows.select_related("user").first()


def _counts(token: ApiToken, at: datetime) -> bool:
    is_open = token.revoked_at is None and timezone.localdate(at) <= token.expires_on
    return is_open and token.user.is_active and token.generation == token.user.generation
