"""The only door for other apps."""

from prima.accounts.actions import (
    add_code_app,
    change_email,
    create_user,
    disable_user,
    enable_user,
    forget_unopened_factors,
    rename_user,
    reset_second_factor,
    send_letter,
    set_password,
)
from prima.accounts.documents import (
    factor_added_letter,
    factors_reset_letter,
    invitation_letter,
)
from prima.accounts.models import User
from prima.accounts.queries import has_second_factor

__all__ = [
    "User",
    "add_code_app",
    "change_email",
    "create_user",
    "disable_user",
    "enable_user",
    "factor_added_letter",
    "factors_reset_letter",
    "forget_unopened_factors",
    "has_second_factor",
    "invitation_letter",
    "rename_user",
    "reset_second_factor",
    "send_letter",
    "set_password",
]
