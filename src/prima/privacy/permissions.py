"""Who may ask, answer and hold up; actions on the case ask again."""

from prima.kernel.actors import Actor


def can_take_request(actor: Actor, office_id: int) -> bool:
    """The person themselves with number and words, or the counter that saw an identity card."""
    return actor.kind == "citizen" or actor.may("register_cases", office_id)


def can_decide(actor: Actor, office_id: int) -> bool:
    """Answer a request, hold up or lift: who answers for the office's data."""
    return actor.may("manage_office", office_id)


def can_run_retention(actor: Actor) -> bool:
    """Erase what has been kept long enough: nobody's hand, only the system."""
    return actor.kind == "system"
