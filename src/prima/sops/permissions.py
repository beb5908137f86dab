"""Who may change procedures."""

from __future__ import annotations

from prima.kernel.actors import Actor
from prima.offices.public import Office


def can_load_sops(actor: Actor, office: Office) -> bool:
    """The system (installation, demo) and those who manage the office the procedures are for."""
    return actor.kind == "system" or actor.may("manage_office", office.pk)
