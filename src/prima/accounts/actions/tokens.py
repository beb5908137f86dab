"""Keys with which a program acts for a person: made, revoked, used."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from prima.accounts import rules
from prima.accounts.actions.second_factor import holds_factor
from prima.accounts.actions.users import CHAIN
from prima.accounts.models import ApiToken, User
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, StaleRecord


@dataclass(frozen=True, slots=True)
class NewToken:
    """A key that was just made, with its text, which is never seen again."""

    token: ApiToken
    text: str = field(repr=False)


@journal.action
def make_token(
    user: User, *, name: str, scopes: Iterable[str], expires_on: date, by: Actor, at: datetime
) -> NewToken:
    """Make a key for oneself, with a part of what one may do and a day on which it ends."""
    held = User.objects.select_for_update().get(pk=user.pk)
    chosen = sorted(set(scopes))
    _check(held, name, chosen, expires_on, by=by, at=at)
    prefix, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    text = f"{rules.KEY_START}_{prefix}_{secret}"
    token = ApiToken.objects.create(
        user=held, name=name.strip(), prefix=prefix, digest=digest_of(text), scopes=chosen,
        with_second_factor=holds_factor(held), generation=held.generation,
        created_at=at, expires_on=expires_on,
    )  # fmt: skip
    journal.append(
        "account.token_made", about=held, chain=CHAIN, by=by, at=at,
        payload={"token": token.pk, "scopes": chosen, "expires_on": expires_on},
    )  # fmt: skip
    return NewToken(token, text)


@journal.action
def revoke_token(token: ApiToken, *, by: Actor, at: datetime) -> None:
    """End a key; the next call with it is refused."""
    ended = ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at)
    if not ended:
        raise StaleRecord(_("Kunci ini sudah dicabut."))
    journal.append(
        "account.token_revoked", about=token.user, chain=CHAIN, by=by, at=at,
        payload={"token": token.pk},
    )  # fmt: skip


@journal.action
def note_use(token: ApiToken, *, at: datetime) -> None:
    """Remember the day on which a key was last used, so that its owner sees a stranger's use."""
    ApiToken.objects.filter(pk=token.pk).update(last_used_on=timezone.localdate(at))


def digest_of(text: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(text.encode()).hexdigest()


def _check(
    user: User, name: str, scopes: list[str], expires_on: date, *, by: Actor, at: datetime
) -> None:
    today = timezone.localdate(at)
    if not name.strip():
        raise RuleBroken(_("Beri nama kunci ini, misalnya: aplikasi kabupaten."))
    if not scopes or not rules.SCOPES.keys() >= set(scopes):
        raise RuleBroken(_("Pilih paling sedikit satu wewenang dari daftar."))
    if not all(by.offices_with(one) for one in scopes):
        raise RuleBroken(_("Kunci hanya dapat diberi wewenang yang Anda miliki sendiri."))
    if not today < expires_on <= today + rules.LONGEST_KEY:
        raise RuleBroken(_("Pilih hari berakhir antara besok dan satu tahun lagi."))
    live = ApiToken.objects.filter(user=user, revoked_at=None, expires_on__gte=today)
    if live.count() >= rules.MOST_KEYS:
        raise RuleBroken(_("Sudah ada sepuluh kunci. Cabut dahulu yang tidak dipakai lagi."))
