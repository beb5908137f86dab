"""Everything that changes an account or what its owner proves themselves with.

Accounts know no offices: who may call these is decided by the app that knows the roles.
"""

from prima.accounts.actions.second_factor import (
    add_code_app,
    add_passkey,
    forget_unopened_factors,
    remove_factor,
    renew_recovery_codes,
    reset_second_factor,
    use_code,
    use_passkey,
)
from prima.accounts.actions.tokens import NewToken, make_token, note_use, revoke_token
from prima.accounts.actions.users import (
    change_email,
    create_user,
    disable_user,
    enable_user,
    rename_user,
    send_letter,
    set_password,
)

__all__ = [
    "NewToken",
    "add_code_app",
    "add_passkey",
    "change_email",
    "create_user",
    "disable_user",
    "enable_user",
    "forget_unopened_factors",
    "make_token",
    "note_use",
    "remove_factor",
    "rename_user",
    "renew_recovery_codes",
    "reset_second_factor",
    "revoke_token",
    "send_letter",
    "set_password",
    "use_code",
    "use_passkey",
]
