"""A shared answer of each of the two offices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from prima.kernel import clock
from prima.kernel.actors import Actor
from prima.knowledge import actions
from prima.knowledge.models import KnowledgeVersion
from prima.knowledge.rules import Audience

if TYPE_CHECKING:
    from tests.architecture.world import World

PAGES = ("article", "edit")


def article_of(world: World, of: str) -> Mapping[str, Any]:
    """Written at the counter of the office, published by somebody who leads it."""
    return {"pk": _published(world, of).article_id}


def version_of(world: World, of: str) -> Mapping[str, Any]:
    """The version that is read, about to be taken down."""
    made = _published(world, of)
    return {"pk": made.article_id, "version": made.pk, "act": "tarik"}


def _published(world: World, of: str) -> KnowledgeVersion:
    office, at = world.offices[of], clock.now()
    known = KnowledgeVersion.objects.filter(article__office=office).first()
    if known is not None:
        return known
    may = {one: frozenset({office.pk}) for one in ("register_cases", "handle_complaints")}
    writer = Actor(world.users["officer_a" if of == "a" else "officer_b"].pk, "staff", may)
    leader = Actor(world.users["head"].pk, "staff", may)
    made = actions.write(
        office=office, service=None, audience=Audience.PUBLIC,
        said=actions.Said("Buka hari Sabtu?", "Tidak.", "Maklumat"), by=writer, at=at,
    )  # fmt: skip
    actions.hand_in(made, seen=1, by=writer, at=at)
    until = (at + timedelta(days=30)).date()
    return actions.publish(made, check_again_on=until, seen=2, by=leader, at=at)


ARGUMENTS = {
    "knowledge:answer": article_of,
    **{f"knowledge:{name}": article_of for name in PAGES},
    "knowledge:acted": version_of,
}
OF_OFFICE = tuple(f"knowledge:{name}" for name in ("answer", *PAGES, "acted"))
