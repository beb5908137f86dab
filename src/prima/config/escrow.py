"""The escrow of this installation: the public half of a key that several people keep in parts."""

from prima.config.backup.envelope import Escrow


def of_installation() -> Escrow | None:
    """Give the escrow of this installation, if one was made."""
    return None
