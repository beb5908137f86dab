"""Who may write and vouch for shared answers, and stand at the information desk."""

from prima.kernel.actors import Actor
from prima.knowledge.models import KnowledgeVersion


def can_write(actor: Actor, office_id: int) -> bool:
    """Whoever meets citizens in this office learns what they ask."""
    return any(
        actor.may(one, office_id) for one in ("register_cases", "work_cases", "handle_complaints")
    )


def can_review(actor: Actor, version: KnowledgeVersion) -> bool:
    """Whoever answers for the words of the office, and did not write these."""
    return version.written_by_id != actor.id and can_vouch(actor, version.article.office_id)


def can_vouch(actor: Actor, office_id: int) -> bool:
    """Whoever handles what people tell the office, or leads it."""
    return actor.may("handle_complaints", office_id) or actor.may("decide_complaints", office_id)


def can_take(actor: Actor, office_id: int) -> bool:
    """At the counter or the telephone of their own office."""
    return actor.may("register_cases", office_id) or actor.may("handle_complaints", office_id)
