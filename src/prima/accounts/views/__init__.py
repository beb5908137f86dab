"""Pages of log-in, the locked screen and passwords."""

from prima.accounts.views.locking import lock, unlock
from prima.accounts.views.login import login, logout
from prima.accounts.views.passwords import (
    change_password,
    forgotten,
    forgotten_sent,
    new_password,
)

__all__ = [
    "change_password",
    "forgotten",
    "forgotten_sent",
    "lock",
    "login",
    "logout",
    "new_password",
    "unlock",
]
