"""What a person proves themselves with besides the password: code app, passkeys, spare codes.

The rows, the codes and the passkey protocol are those of allauth; here is what it leaves open: a
code works once, whichever process saw it, every change is in the journal, and the owner of the
account gets a letter about it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db.models import F
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from prima.accounts import rules
from prima.accounts.actions.users import CHAIN
from prima.accounts.models import SecondFactorReset, User
from prima.accounts.rules import Letter
from prima.kernel import journal, messages
from prima.kernel.actors import Actor
from prima.kernel.crypto.damage import DamagedValueError
from prima.kernel.errors import RuleBroken

_KINDS: Final = {
    Authenticator.Type.TOTP: "code_app",
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.RECOVERY_CODES: "recovery_codes",
}


@journal.action
def add_code_app(
    user: User, *, secret: str, code: str, letter: Letter, by: Actor, at: datetime
) -> None:
    """Keep the secret of a code app once a first code proves that the app has it."""
    counter = _counter_of(secret, code, after=0, at=at)
    if counter is None:
        raise RuleBroken(
            _("Kode ini tidak cocok. Tulis 6 angka yang sekarang tampil di aplikasi.")
        )
    if _rows(user).filter(type=Authenticator.Type.TOTP).exists():
        raise RuleBroken(_("Akun ini sudah memakai aplikasi kode. Hapus dahulu yang lama."))
    app = TOTP.activate(user, secret).instance
    app.data["last_counter"] = counter
    app.save(update_fields=["data"])
    _added(user, app, letter, by, at)


@journal.action
def add_passkey(
    user: User, *, name: str, credential: dict[str, Any], letter: Letter, by: Actor, at: datetime
) -> None:
    """Keep the public half of a passkey whose registration was checked."""
    passkey = WebAuthn.add(user, name.strip()[:60] or _("Kunci sandi"), credential).instance
    _added(user, passkey, letter, by, at)


@journal.action
def remove_factor(user: User, factor: Any, *, letter: Letter, by: Actor, at: datetime) -> None:
    """Give up one factor; spare codes alone are none, so they go with the last."""
    kind = _KINDS[factor.type]
    factor.delete()
    if not holds_factor(user):
        _rows(user).delete()
    _tell(user, letter, at)
    journal.append(
        "account.factor_removed", about=user, chain=CHAIN, by=by, at=at, payload={"factor": kind}
    )


@journal.action
def renew_recovery_codes(user: User, *, by: Actor, at: datetime) -> None:
    """Make ten new spare codes; those on an older sheet no longer work."""
    _rows(user).filter(type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(user)
    journal.append("account.recovery_codes_renewed", about=user, chain=CHAIN, by=by, at=at)


@journal.action
def use_code(user: User, *, code: str, at: datetime) -> bool:
    """Say whether a code of the app or a spare one is right; either is right once only."""
    typed = "".join(code.split())
    return _use_app(user, typed, at) or _use_spare(user, typed, at)


@journal.action
def use_passkey(factor: Any, *, at: datetime) -> None:
    """Remember when a passkey was last used, so that its owner sees a stranger's use."""
    factor.last_used_at = at
    factor.save(update_fields=["last_used_at"])


@journal.action
def reset_second_factor(
    user: User, *, reason: str, letter: Letter, by: Actor, at: datetime
) -> None:
    """Take every factor from a person who lost theirs, and end all sessions of the account."""
    if user.pk == by.id:
        raise RuleBroken(_("Faktor kedua Anda sendiri harus diatur ulang oleh pengelola lain."))
    if not reason.strip():
        raise RuleBroken(_("Tulis alasannya, misalnya: ponsel hilang, sudah bertemu langsung."))
    removed, _details = _rows(user).delete()
    if not removed:
        raise RuleBroken(_("Pegawai ini belum memakai faktor kedua."))
    User.objects.filter(pk=user.pk).update(generation=F("generation") + 1)
    reset = SecondFactorReset.objects.create(
        user=user, reason=reason.strip(), reset_by_id=by.id, reset_at=at
    )
    _tell(user, letter, at)
    journal.append(
        "account.second_factor_reset",
        about=user,
        chain=CHAIN,
        by=by,
        at=at,
        payload={"reset_id": reset.pk},
    )


@journal.action
def forget_unopened_factors(*, by: Actor, at: datetime) -> int:
    """After a lost key: code apps and spare codes that no longer open are set up anew."""
    lost = [row for row in Authenticator.objects.select_related("user") if _is_unopened(row)]
    for row in lost:
        row.delete()
        journal.append(
            "account.factor_removed",
            about=row.user,
            chain=CHAIN,
            by=by,
            at=at,
            payload={"factor": _KINDS[row.type]},
        )
    return len(lost)


def holds_factor(user: User) -> bool:
    """Whether anything but spare codes is left; asked in the transaction of an act."""
    real = _rows(user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return bool(real.exists())


def _use_app(user: User, typed: str, at: datetime) -> bool:
    held = _rows(user).filter(type=Authenticator.Type.TOTP).select_for_update().first()
    if held is None:
        return False
    after = held.data.get("last_counter", 0)
    counter = _counter_of(decrypt(held.data["secret"]), typed, after=after, at=at)
    if counter is None:
        return False
    held.data["last_counter"], held.last_used_at = counter, at
    held.save(update_fields=["data", "last_used_at"])
    return True


def _use_spare(user: User, typed: str, at: datetime) -> bool:
    held = _rows(user).filter(type=Authenticator.Type.RECOVERY_CODES).first()
    if held is None or not RecoveryCodes(held).validate_code(typed):
        return False
    by = Actor(id=user.pk, kind="staff")
    journal.append("account.recovery_code_used", about=user, chain=CHAIN, by=by, at=at)
    return True


def _counter_of(secret: str, code: str, *, after: int, at: datetime) -> int | None:
    """The step of time a code belongs to, if later than the last one used (RFC 6238, 5.2)."""
    typed = "".join(code.split())
    for counter in rules.code_steps(at):
        right = constant_time_compare(typed, format_hotp_value(hotp_value(secret, counter)))
        if right and counter > after:
            return counter
    return None


def _added(user: User, factor: Any, letter: Letter, by: Actor, at: datetime) -> None:
    RecoveryCodes.activate(user)
    _tell(user, letter, at)
    journal.append(
        "account.factor_added",
        about=user,
        chain=CHAIN,
        by=by,
        at=at,
        payload={"factor": _KINDS[factor.type]},
    )


def _tell(user: User, letter: Letter, at: datetime) -> None:
    messages.prepare(
        "email", recipient=user.email, subject=letter.subject, body=letter.body, at=at, about=user
    )


def _rows(user: User) -> Any:
    return Authenticator.objects.filter(user=user)


def _is_unopened(row: Any) -> bool:
    sealed = row.data.get("secret") or row.data.get("seed")
    if not sealed:
        return False
    try:
        decrypt(sealed)
    except DamagedValueError:
        return True
    return False
