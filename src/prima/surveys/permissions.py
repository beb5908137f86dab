"""Who may answer a survey, set its rules, and do its periodic work."""

from collections.abc import Collection

from prima.kernel.actors import Actor
from prima.offices.public import Office


def can_answer(actor: Actor) -> bool:
    """Only citizens answer: whoever is logged in as staff is refused, also with a real link."""
    return actor.kind == "citizen"


def can_set_rule(actor: Actor, office: Office) -> bool:
    """Set how an office holds its survey from a coming quarter on: only the office above it."""
    if actor.kind != "staff" or office.parent_id is None:
        return False
    return actor.may("manage_office", office.parent_id)


def can_place_tablet(actor: Actor, office_id: int) -> bool:
    """Set up a tablet in an office or let it go; whom it wakes for, the system decides."""
    return actor.may("manage_office", office_id)


def can_sit_at_tablet(actor: Actor, office_id: int) -> bool:
    """Say at which desk a tablet stands: whoever works there."""
    return actor.may("work_cases", office_id)


def can_count(actor: Actor) -> bool:
    """Draw respondents, mix ballots and close periods: nobody's hand, only the system."""
    return actor.kind == "system"


def can_ask(actor: Actor, office_id: int, independent: Collection[int]) -> bool:
    """Ask people of an office, or type what they wrote: a surveyor who serves nowhere near it.

    `independent` is read for this act (`models.independence`), not when the role was given.
    """
    return actor.kind == "staff" and office_id in independent


def offices_guarded(actor: Actor) -> frozenset[int]:
    """Offices whose suspected levies this person looks into: the UPG officer, unless they lead it.

    So that somebody is told of it also where no office stands above.
    """
    return actor.offices_with("manage_gratuities") - actor.offices_with("see_performance")


def may_see_signals(actor: Actor) -> bool:
    """Open the page of signals."""
    return bool(actor.offices_with("see_performance") or offices_guarded(actor))


def can_call(actor: Actor, office_id: int) -> bool:
    """See and call whoever asked this office to; it stands above the one that was rated."""
    return actor.may("manage_office", office_id)


def can_exclude(actor: Actor, office: Office) -> bool:
    """Leave answers about an office out of its figure: only whoever leads the office above it."""
    if actor.kind != "staff" or office.parent_id is None:
        return False
    return actor.may("see_performance", office.parent_id)
