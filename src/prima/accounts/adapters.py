"""How allauth does things here: our words, our letters, our journal."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext_lazy as _

from prima.accounts import actions, documents
from prima.accounts.models import User
from prima.accounts.rules import SEALED_FACTORS
from prima.kernel import clock
from prima.kernel.crypto import sealing


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by managers; nobody registers."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "Surel atau kata sandi tidak cocok. Periksa keduanya, atau buat kata sandi baru."
        ),
        "enter_current_password": _("Kata sandi sekarang tidak cocok. Tulis sekali lagi."),
        "invalid_password_reset": _("Tautan ini tidak berlaku lagi. Mintalah surat yang baru."),
    }

    def is_open_for_signup(self, request: object) -> bool:
        """Never."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our views say what happened, where something is to be said."""

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Prepare the letter; a job sends it, so the page takes as long without an account."""
        letter = documents.reset_letter(user, context["password_reset_url"])
        actions.send_letter(user, letter, at=clock.now())


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of code apps and spare codes are sealed like every other secret."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Kunci sandi ini tidak dikenali. Coba lagi, atau pakai cara lain."),
    }

    def encrypt(self, text: str) -> str:
        """Seal for the column in which allauth keeps it."""
        return sealing.seal(text, place=SEALED_FACTORS)

    def decrypt(self, encrypted_text: str) -> str:
        """Open it again."""
        return sealing.unseal(encrypted_text, place=SEALED_FACTORS)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The site as a phone names it beside the passkey."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": "Prima"}
