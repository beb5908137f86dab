"""Accounts: opened, renamed, shut; passwords and the letters that set them."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from prima.accounts.models import ApiToken, User
from prima.accounts.rules import Letter
from prima.kernel import journal, messages
from prima.kernel.actors import CITIZEN, Actor
from prima.kernel.errors import RuleBroken

CHAIN: Final = "accounts"


@journal.action
def create_user(*, email: str, name: str, password: str | None, by: Actor, at: datetime) -> User:
    """Open an account. Without a password its owner sets one by the reset letter."""
    user = User(email=email.strip().lower(), name=name.strip(), created_at=at)
    _check_email(user.email)
    if not user.name:
        raise RuleBroken(_("Isi nama, misalnya Siti Rahmah."))
    if User.objects.filter(email=user.email).exists():
        raise RuleBroken(_("Surel ini sudah dipakai akun lain. Gunakan surel dinas yang lain."))
    _set_password(user, password)
    user.save(force_insert=True)
    journal.append("account.created", about=user, chain=CHAIN, by=by, at=at)
    return user


@journal.action
def rename_user(user: User, *, name: str, by: Actor, at: datetime) -> None:
    """Change the name to greet."""
    if not name.strip():
        raise RuleBroken(_("Isi nama, misalnya Siti Rahmah."))
    user.name = name.strip()
    user.save(update_fields=["name"])
    journal.append("account.renamed", about=user, chain=CHAIN, by=by, at=at)


@journal.action
def disable_user(user: User, *, by: Actor, at: datetime) -> None:
    """Shut an account; its sessions end with their next request, because they look it up anew.

    Its keys are ended for good: an account that is opened again does not open for programs of old.
    """
    if user.pk == by.id:
        raise RuleBroken(_("Anda tidak dapat menutup akun Anda sendiri. Mintalah pengelola lain."))
    user.is_active = False
    user.save(update_fields=["is_active"])
    _end_keys(user, at)
    journal.append("account.disabled", about=user, chain=CHAIN, by=by, at=at)


@journal.action
def enable_user(user: User, *, by: Actor, at: datetime) -> None:
    """Open a shut account again; its password is what it was."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    journal.append("account.enabled", about=user, chain=CHAIN, by=by, at=at)


@journal.action
def change_email(user: User, *, email: str, by: Actor, at: datetime) -> None:
    """Change the work e-mail, which is the log-in name; links sent to the old one end."""
    email = email.strip().lower()
    _check_email(email)
    if User.objects.filter(email=email).exclude(pk=user.pk).exists():
        raise RuleBroken(_("Surel ini sudah dipakai akun lain. Gunakan surel dinas yang lain."))
    user.email = email
    user.save(update_fields=["email"])
    journal.append("account.email_changed", about=user, chain=CHAIN, by=by, at=at)


@journal.action
def set_password(user: User, *, password: str, by: Actor, at: datetime) -> None:
    """Set a password; all other sessions of the account end with their next request.

    Its keys end as well: whoever sets a new password because a stranger came in must not leave
    them a key they made meanwhile.
    """
    _set_password(user, password)
    user.save(update_fields=["password"])
    _end_keys(user, at)
    journal.append("account.password_set", about=user, chain=CHAIN, by=by, at=at)


@journal.action
def send_letter(user: User, letter: Letter, *, by: Actor = CITIZEN, at: datetime) -> None:
    """Send a letter about the account; who asks for a forgotten password is not known yet."""
    messages.prepare(
        "email", recipient=user.email, subject=letter.subject, body=letter.body, at=at, about=user
    )
    journal.append("account.letter_sent", about=user, chain=CHAIN, by=by, at=at)


def _end_keys(user: User, at: datetime) -> None:
    ApiToken.objects.filter(user=user, revoked_at=None).update(revoked_at=at)


def _check_email(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        message = _("Periksa surel: tulis seperti nama@kemenag.go.id.")
        raise RuleBroken(message) from error


def _set_password(user: User, password: str | None) -> None:
    if password is None:
        user.set_unusable_password()
        return
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages)) from error
    user.set_password(password)
