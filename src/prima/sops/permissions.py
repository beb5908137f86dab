"""Who may change procedures, and who may do what with their drafts."""

from __future__ import annotations

from collections.abc import Iterable

from prima.kernel.actors import Actor
from prima.offices.public import Office
from prima.sops.rules import APPROVE, MAP_PERMISSIONS, SOP_PERMISSIONS, WRITE


def can_load_sops(actor: Actor, office: Office) -> bool:
    """The system (installation, demo) and those who manage the office the procedures are for."""
    return actor.kind == "system" or actor.may("manage_office", office.pk)


def can_any(actor: Actor, permissions: Iterable[str], office_id: int) -> bool:
    """Whoever holds one of these in the office; the system never writes or judges a procedure."""
    return any(actor.may(permission, office_id) for permission in permissions)


def can_write(actor: Actor, office: Office) -> bool:
    """Authors of the office."""
    return actor.may(WRITE, office.pk)


def can_propose(actor: Actor, office: Office) -> bool:
    """Authors of the office, and whoever approves there."""
    return can_any(actor, (WRITE, APPROVE), office.pk)


def can_write_map(actor: Actor, office: Office) -> bool:
    """Authors of the office, and whoever manages it."""
    return can_any(actor, MAP_PERMISSIONS, office.pk)


def can_comment(actor: Actor, office: Office) -> bool:
    """Everybody who writes or judges procedures of the office."""
    return can_any(actor, SOP_PERMISSIONS, office.pk)


def can_withdraw(actor: Actor, office: Office) -> bool:
    """Who sets a procedure also ends it."""
    return actor.may(APPROVE, office.pk)


def can_run_sweeps(actor: Actor) -> bool:
    """Periodic work nobody clicks: reminding readers, asking for the yearly evaluation."""
    return actor.kind == "system"


def can_conclude(actor: Actor, office: Office) -> bool:
    """Who sets a procedure says after a year whether it stays."""
    return actor.may(APPROVE, office.pk)
