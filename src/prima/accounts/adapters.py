"""How allauth does things here: our words, our letters, our journal."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext_lazy as _

from prima.accounts import actions, documents
from prima.accounts.models import User
from prima.kernel import clock


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
