"""Processes of a map the access table speaks of, made with the real actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prima.kernel import clock
from prima.kernel.actors import Actor
from prima.offices.public import Office
from prima.sops import actions
from prima.sops.models import BusinessProcess

if TYPE_CHECKING:
    from tests.architecture.world import World

# Pages of one process of an office's own map.
PAGES = ("process", "process_edit", "process_move", "process_end", "relation_new")
# Pages that name the office whose map it is.
OFFICE_PAGES = ("process_map_adopted", "process_new")


def process_in(office: Office) -> BusinessProcess:
    """A process of this office, added when it is first asked for."""
    known = BusinessProcess.objects.filter(map__office=office).first()
    if known is not None:
        return known
    author = Actor(None, "staff", {"write_sops": frozenset({office.pk})})
    words = actions.ProcessWords(name="Pelayanan", owner="Kepala")
    return actions.add_process(office, words, under=None, by=author, at=clock.now())


def process_of(world: World, of: str) -> dict[str, Any]:
    """The parts of the address of a process."""
    return {"pk": process_in(world.offices[of]).pk}


def relation_of(world: World, of: str) -> dict[str, Any]:
    """A relation that is gone already."""
    return {**process_of(world, of), "relation": 1}


def public_process(world: World, _of: str) -> dict[str, Any]:
    """A process everybody may read about."""
    return {"code": process_in(world.offices["a"]).code}


def key_of(world: World, of: str) -> dict[str, Any]:
    """The office whose map it is."""
    return {"key": world.offices[of].key}


OF_OFFICE = tuple(f"sops:{name}" for name in (*PAGES, *OFFICE_PAGES, "relation_removed"))
ARGUMENTS = {
    **{f"sops:{name}": process_of for name in PAGES},
    **{f"sops:{name}": key_of for name in OFFICE_PAGES},
    "sops:relation_removed": relation_of,
    "sops:process_page": public_process,
}
