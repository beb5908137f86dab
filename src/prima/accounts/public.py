"""The only door for other apps."""

from prima.accounts.actions import (
    change_email,
    create_user,
    disable_user,
    enable_user,
    rename_user,
    send_letter,
    set_password,
)
from prima.accounts.documents import invitation_letter
from prima.accounts.models import User

__all__ = [
    "User",
    "change_email",
    "create_user",
    "disable_user",
    "enable_user",
    "invitation_letter",
    "rename_user",
    "send_letter",
    "set_password",
]
