"""Who may see, plan and work on improvements, and issue the report of a period."""

from prima.improvements.models import ImprovementAction
from prima.kernel.actors import Actor


def can_propose(actor: Actor) -> bool:
    """What follows from a figure is proposed by the system alone."""
    return actor.kind == "system"


def can_plan(actor: Actor, office_id: int) -> bool:
    """Who looks after the work of an office says who does what until when."""
    return actor.may("see_workload", office_id)


def can_work(actor: Actor, action: ImprovementAction) -> bool:
    """The owner, and who looks after the office."""
    owns = action.owner is not None and action.owner.user_id == actor.id
    return owns or can_plan(actor, action.office_id)


def can_issue(actor: Actor, office_id: int) -> bool:
    """The head answers for the report of the office."""
    return actor.may("see_performance", office_id)
