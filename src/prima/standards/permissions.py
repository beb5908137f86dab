"""Who may change the catalogue and the register of rules, and write and set standards."""

from __future__ import annotations

from prima.kernel.actors import Actor
from prima.offices.public import Office
from prima.standards.models import Regulation, Review, StandardDraft
from prima.standards.rules import CitingKind

WRITE = "write_standards"
# To end a rule opens reviews for everything below: whoever sets standards, or verifies SOPs.
END = ("set_standards", "verify_sops")
SEES_REGISTER = (WRITE, *END, "write_sops", "review_sops", "approve_sops")


def can_load_catalogue(actor: Actor, office: Office) -> bool:
    """The system (installation, demo) and those who manage the office the standards are for."""
    return _is_system(actor) or actor.may("manage_office", office.pk)


def can_run_sweeps(actor: Actor) -> bool:
    """Asking for what is due is the work of the system."""
    return _is_system(actor)


def can_load_regulations(actor: Actor, top_ids: frozenset[int]) -> bool:
    """The system and managers of the top, because the file of law speaks for every office."""
    return _is_system(actor) or bool(actor.offices_with("manage_office") & top_ids)


def can_see_register(actor: Actor) -> bool:
    """Whoever writes, checks or sets standards and SOPs; everybody else reads the public list."""
    return any(map(actor.offices_with, SEES_REGISTER))


def can_add_regulation(actor: Actor, office: Office) -> bool:
    """Whoever writes standards or sets them in the office."""
    return any(actor.may(name, office.pk) for name in (WRITE, "set_standards"))


def can_correct_regulation(actor: Actor, regulation: Regulation, top_ids: frozenset[int]) -> bool:
    """Those who may add, in the office that added it; a rule of the file of law only at the top.

    It is one register for all: a wrong correction is read by every office below.
    """
    return _holds(actor, (WRITE, "set_standards"), regulation, top_ids)


def can_end_regulation(actor: Actor, regulation: Regulation, top_ids: frozenset[int]) -> bool:
    """Whoever sets standards or verifies SOPs, in the same places."""
    return _is_system(actor) or _holds(actor, END, regulation, top_ids)


def can_close_review(actor: Actor, review: Review) -> bool:
    """Whoever answers for it: a standard who sets it, an SOP who verifies or signs it."""
    names = (
        ("set_standards",)
        if review.kind == CitingKind.STANDARD
        else ("verify_sops", "approve_sops")
    )
    return any(actor.may(name, review.office_id) for name in names)


def _holds(
    actor: Actor, names: tuple[str, ...], regulation: Regulation, top_ids: frozenset[int]
) -> bool:
    places = top_ids if regulation.office_id is None else top_ids | {regulation.office_id}
    return any(actor.offices_with(name) & places for name in names)


def _is_system(actor: Actor) -> bool:
    return actor.kind == "system"


def can_write_standards(actor: Actor, office: Office) -> bool:
    """Authors of the office; the system writes no standard."""
    return actor.may("write_standards", office.pk)


def can_set_standards(actor: Actor, office: Office) -> bool:
    """Heads of the office: a standard is set by the head of the provider unit."""
    return actor.may("set_standards", office.pk)


def can_publish_charter(actor: Actor, office: Office) -> bool:
    """Whoever writes or sets standards of the office notes where its charter was made known."""
    return can_write_standards(actor, office) or can_set_standards(actor, office)


def can_keep_consultations(actor: Actor, office: Office) -> bool:
    """Whoever writes or sets standards of the office."""
    return can_write_standards(actor, office) or can_set_standards(actor, office)


def can_end_draft(actor: Actor, office: Office) -> bool:
    """Whoever writes or sets standards of the office."""
    return can_write_standards(actor, office) or can_set_standards(actor, office)


def can_set_draft(actor: Actor, draft: StandardDraft) -> bool:
    """Four eyes: a head who began no draft to write it, and wrote no part of it.

    A draft that a review ordered has no writer yet, so the head who ordered it may set it.
    """
    if not can_set_standards(actor, draft.office) or actor.id is None:
        return False
    return not draft.writers.filter(pk=actor.id).exists()
