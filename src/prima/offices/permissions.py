"""Who may change an office, its people and the national rules."""

from __future__ import annotations

from prima.kernel.actors import Actor
from prima.offices.models import Office, StaffMember


def can_manage(actor: Actor, office: Office) -> bool:
    """Managers of the office or of one above it; set-up and demo act as the system."""
    return _is_system(actor) or actor.may("manage_office", office.pk)


def can_create_under(actor: Actor, parent: Office | None) -> bool:
    """Whoever manages the parent; the top of a tree is made when the site is set up."""
    return _is_system(actor) if parent is None else can_manage(actor, parent)


def can_set_national_rules(actor: Actor, top_ids: frozenset[int]) -> bool:
    """Managers of the top of a tree, because these rules move the hours of every office."""
    return _is_system(actor) or bool(actor.offices_with("manage_office") & top_ids)


def can_change_calendar(actor: Actor, office: Office | None, top_ids: frozenset[int]) -> bool:
    """Propose or decide: managers of the office, for the national days those of the top."""
    if office is None:
        return can_set_national_rules(actor, top_ids)
    return can_manage(actor, office)


def can_approve(actor: Actor, proposed_by_id: int) -> bool:
    """Four eyes: somebody else than who proposed; not even the system stands in for them."""
    return actor.id is not None and actor.id != proposed_by_id


def can_give_role(actor: Actor, office: Office, user_id: int) -> bool:
    """Managers of the office, but nobody gives a role to themselves."""
    return can_manage(actor, office) and actor.id != user_id


def can_appoint(actor: Actor, office: Office, user_id: int) -> bool:
    """Managers of the office, but nobody appoints themselves, as holder or as stand-in."""
    return can_manage(actor, office) and actor.id != user_id


def can_record_absence(actor: Actor, staff: StaffMember) -> bool:
    """Managers of the office the person belongs to, and those who see its workload."""
    office = staff.home_office
    return can_manage(actor, office) or actor.may("see_workload", office.pk)


def can_run_sweeps(actor: Actor) -> bool:
    """Periodic work nobody clicks: only the system."""
    return _is_system(actor)


def _is_system(actor: Actor) -> bool:
    return actor.kind == "system"
