"""The only door for other apps."""

from prima.accounts.actions import create_user, disable_user, rename_user, set_password
from prima.accounts.models import User

__all__ = ["User", "create_user", "disable_user", "rename_user", "set_password"]
