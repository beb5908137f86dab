"""The only door for other apps."""

from prima.accounts.actions import (
    add_code_app,
    change_email,
    create_user,
    disable_user,
    enable_user,
    forget_unopened_factors,
    note_use,
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
from prima.accounts.models import ApiToken, User
from prima.accounts.queries import has_second_factor, live_token
from prima.accounts.rules import CALLS_WITH_A_KEY, WRONG_KEYS_AT_ADDRESS

__all__ = [
    "CALLS_WITH_A_KEY",
    "WRONG_KEYS_AT_ADDRESS",
    "ApiToken",
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
    "live_token",
    "note_use",
    "rename_user",
    "reset_second_factor",
    "send_letter",
    "set_password",
]
