"""The process map in words and drawings, as the pages show it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from prima.sops.core import NO, REFUSED, YES, SopDocument
from prima.sops.core.processes.lanes import LaneMap, draw_lanes, lanes_of_children
from prima.sops.core.processes.levels import draw_level
from prima.sops.core.processes.model import Process, ProcessMap, Relation, is_code
from prima.sops.core.processes.procedures import FREE, lanes_of_procedure
from prima.sops.core.processes.relations import between_groups, draw_ladder, draw_relations
from prima.sops.core.processes.shapes import Picture, to_svg
from prima.sops.rules import ProcessGroup

# The address of a process by its number.
Address = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Branch:
    """A process with its address and what stands right below it."""

    process: Process
    url: str
    below: Sequence[Branch] = ()


@dataclass(frozen=True, slots=True)
class End:
    """A party of a relation; without an address it is somebody outside of the map."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """One line of a list of relations."""

    supplier: End
    what: str
    receiver: End


@dataclass(frozen=True, slots=True)
class LaneRow:
    """One activity of a cross-functional map in words."""

    text: str
    who: str
    after: str
    url: str = ""


def branches(
    tree: ProcessMap, address: Address, code: str = "", *, depth: int = 9
) -> list[Branch]:
    """The tree below a process as nested lists, so many levels deep."""
    return [
        Branch(one, address(one.code),
               branches(tree, address, one.code, depth=depth - 1) if depth > 1 else ())
        for one in tree.children(code)
    ]  # fmt: skip


def by_kind(tree: ProcessMap, address: Address) -> list[tuple[str, list[Branch]]]:
    """The process groups by their kind, each with everything below."""
    found = branches(tree, address)
    kinds = [(kind.label, [one for one in found if one.process.group == kind])
             for kind in ProcessGroup]  # fmt: skip
    return [(str(label), groups) for label, groups in kinds if groups]


def level_svg(tree: ProcessMap, address: Address, code: str = "") -> SafeString:
    """Peta proses, or the peta subproses of one process."""
    names = {kind.value: str(kind.label) for kind in ProcessGroup}
    return _drawn(draw_level(tree, code, names), tree, address)


def relation_svg(tree: ProcessMap, address: Address, code: str) -> SafeString:
    """Peta relasi of one process."""
    return _drawn(draw_relations(tree, code), tree, address)


def ladder_svg(tree: ProcessMap, address: Address) -> SafeString:
    """What the process groups give each other."""
    return _drawn(draw_ladder(tree), tree, address)


def group_relations(tree: ProcessMap, address: Address) -> list[Given]:
    """The same as lines."""
    return [
        Given(_process_end(giver, address), what, _process_end(taker, address))
        for giver, what, taker in between_groups(tree)
    ]


def relation_lines(
    tree: ProcessMap, relations: Sequence[Relation], address: Address
) -> list[Given]:
    """Relations as lines, with links to the processes."""
    return [
        Given(_end(tree, one.supplier, address), one.what, _end(tree, one.receiver, address))
        for one in relations
    ]


def child_lanes(tree: ProcessMap, code: str) -> LaneMap:
    """The sub-processes of a process in the lanes of their owners."""
    return lanes_of_children(tree, code)


def procedure_lanes(document: SopDocument) -> LaneMap:
    """The rows of an SOP in the lanes of those who do them."""
    return lanes_of_procedure(
        document,
        {YES: _("Ya"), NO: _("Tidak"), REFUSED: _("Ditolak"), FREE: _("urutan bebas")},
    )


def lane_svg(whole: LaneMap, tree: ProcessMap, address: Address) -> SafeString:
    """Peta lintas fungsi."""
    return _drawn(draw_lanes(whole), tree, address)


def lane_rows(whole: LaneMap, address: Address) -> list[LaneRow]:
    """The same as lines: what is done, by whom, and what comes after."""
    texts = [one.text for one in whole.activities]
    rows = []
    for at, one in enumerate(whole.activities):
        after = [
            f"{way.label}: {texts[way.target]}" if way.label else texts[way.target]
            for way in whole.ways
            if way.source == at
        ]
        url = address(one.link) if one.link else ""
        note = [one.note] if one.note else []
        rows.append(LaneRow(one.text, ", ".join(one.lanes), "; ".join([*after, *note]), url))
    return rows


def _drawn(picture: Picture, tree: ProcessMap, address: Address) -> SafeString:
    links: Mapping[str, str] = {one.code: address(one.code) for one in tree.processes}
    # Every name and address is escaped where the element is written (`core.processes.shapes`).
    return mark_safe(to_svg(picture, links))  # noqa: S308


def _process_end(process: Process, address: Address) -> End:
    return End(f"{process.code} {process.name}", address(process.code))


def _end(tree: ProcessMap, party: str, address: Address) -> End:
    return _process_end(tree.by_code[party], address) if is_code(party) else End(party)
