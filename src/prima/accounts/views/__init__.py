"""Pages of log-in, the locked screen, passwords and second factors."""

from prima.accounts.views.locking import lock, unlock
from prima.accounts.views.login import login, logout
from prima.accounts.views.passwords import (
    change_password,
    forgotten,
    forgotten_sent,
    new_password,
)
from prima.accounts.views.proving import proof
from prima.accounts.views.second_factor import passkey_login, second_factor
from prima.accounts.views.security import (
    code_app,
    factor_removal,
    passkey,
    recovery_codes,
    security,
)
from prima.accounts.views.tokens import api_token_removal, api_tokens

__all__ = [
    "api_token_removal",
    "api_tokens",
    "change_password",
    "code_app",
    "factor_removal",
    "forgotten",
    "forgotten_sent",
    "lock",
    "login",
    "logout",
    "new_password",
    "passkey",
    "passkey_login",
    "proof",
    "recovery_codes",
    "second_factor",
    "security",
    "unlock",
]
