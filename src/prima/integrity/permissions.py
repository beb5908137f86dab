"""Who may note gifts, look after them, and carry their reports on."""

from prima.integrity.models import Gratuity
from prima.integrity.rules.gratuities import GratuityState
from prima.kernel.actors import Actor


def can_note(actor: Actor) -> bool:
    """Everybody who works here notes what was offered to them."""
    return actor.kind == "staff"


def is_reporter(actor: Actor, gratuity: Gratuity) -> bool:
    """Whether the gift was offered to this very person."""
    return actor.id is not None and gratuity.reporter.user_id == actor.id


def can_process(actor: Actor, gratuity: Gratuity) -> bool:
    """The UPG, but never of a gift to oneself."""
    is_theirs = is_reporter(actor, gratuity)
    told = gratuity.state != GratuityState.RECEIVED
    return told and not is_theirs and actor.may("manage_gratuities", gratuity.office_id)


def can_forward(actor: Actor, gratuity: Gratuity) -> bool:
    """The UPG; or the receiver, who may report to the commission without it."""
    if gratuity.state == GratuityState.RECEIVED:
        return is_reporter(actor, gratuity)
    return can_process(actor, gratuity)


def can_pass_on(actor: Actor, gratuity: Gratuity) -> bool:
    """Who has the thing and who keeps it for the office say where it is."""
    return is_reporter(actor, gratuity) or can_process(actor, gratuity)


def can_forget(actor: Actor) -> bool:
    """The clock alone."""
    return actor.kind == "system"


def can_receive_reports(actor: Actor) -> bool:
    """Named recipients alone; whoever gives out roles can be none (`actions.recipients`)."""
    return bool(actor.offices_with("receive_reports")) and not actor.offices_with("manage_office")
