"""Work side by side: a clean pair of parallel gateways is an order-free group of rows (V13)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from prima.sops.core.bpmn_graph import Graph, Node, own_attributes, quoted
from prima.sops.core.bpmn_sentences import Words
from prima.sops.core.bpmn_xml import RefusedFileError
from prima.sops.core.findings import gettext_noop as _


@dataclass(slots=True)
class _Branch:
    """What lies between the two gateways on one way."""

    thread: str
    inside: set[Node]
    first: Node


def find_groups(graph: Graph) -> None:
    """Mark the rows of every clean pair, and lead its threads one after the other as in a table.

    RefusedFileError where the ways do not all meet in one parallel gateway, or mix.
    """
    for node in list(graph.nodes.values()):
        if node.tag in {"inclusiveGateway", "complexGateway"} and node.is_fork:
            raise RefusedFileError(
                Words(
                    _(
                        "Gerbang %(name)s membuka beberapa jalur sekaligus menurut syarat. SOP "
                        "hanya mengenal keputusan Ya atau Tidak. Ganti dengan gerbang eksklusif."
                    ),
                    name=quoted(node.name),
                )
            )
        if node.is_activity and len(node.outgoing) > 1 and not _decides(node):
            raise RefusedFileError(
                Words(
                    _(
                        "Dari kegiatan %(name)s keluar %(count)s panah tanpa syarat. Taruh "
                        "gerbang eksklusif di sana dan beri nama setiap arahnya."
                    ),
                    name=quoted(node.name),
                    count=len(node.outgoing),
                )
            )
    splits = [n for n in graph.nodes.values() if n.tag == "parallelGateway" and n.is_fork]
    for number, split in enumerate(splits, start=1):
        branches, join = _read(graph, split)
        key = own_attributes(split.element).get("group") or f"kelompok-{number}"
        _mark(branches, key)
        _chain(split, branches, join)


def _decides(node: Node) -> bool:
    return "default" in node.element.attrib or any(arrow.condition for arrow in node.outgoing)


def _read(graph: Graph, split: Node) -> tuple[list[_Branch], Node]:
    """The ways from a gateway, and the one gateway in which they all meet."""
    outside = _reached(
        (node for node in graph.nodes.values() if not node.incoming), barred={split}
    )
    branches, joins = [], set()
    for number, arrow in enumerate(split.outgoing, start=1):
        within = _reached([arrow.target], barred={split}, stops=True)
        joins.add(frozenset(node for node in within - outside if _closes(node)))
        inside = {node for node in within - outside if not _closes(node)}
        thread = arrow.own.get("thread") or f"jalur-{number}"
        branches.append(_Branch(thread, inside, arrow.target))
    join = next((node for found in joins for node in found), None)
    if join is None or len(joins) > 1 or len(next(iter(joins))) > 1 or _is_mixed(branches, join):
        raise RefusedFileError(
            Words(
                _(
                    "Gerbang paralel %(name)s tidak dapat menjadi SOP: cabangnya bercampur, "
                    "memuat gerbang paralel lain, atau tidak bertemu di satu gerbang paralel."
                    " Susun cabangnya sebagai urutan kegiatan, lalu kirim lagi."
                ),
                name=quoted(split.name),
            )
        )
    return branches, join


def _is_mixed(branches: list[_Branch], join: Node) -> bool:
    """Whether ways share nodes, open other groups, or do not come to the join once each."""
    nodes = [node for branch in branches for node in branch.inside]
    return (
        len(nodes) != len(set(nodes))
        or len(join.incoming) != len(branches)
        or any(node.tag == "parallelGateway" for node in nodes)
    )


def _closes(node: Node) -> bool:
    return node.tag == "parallelGateway" and len(node.incoming) > 1 and not node.is_fork


def _reached(starts: Iterable[Node], *, barred: set[Node], stops: bool = False) -> set[Node]:
    """Everything one can come to without passing those barred; `stops` at gateways that close."""
    found = set(starts) - barred
    waiting = list(found)
    while waiting:
        node = waiting.pop()
        if stops and _closes(node):
            continue
        for arrow in node.outgoing:
            if arrow.target not in found | barred:
                found.add(arrow.target)
                waiting.append(arrow.target)
    return found


def _mark(branches: list[_Branch], key: str) -> None:
    """A group has two threads with rows at least; else its rows simply follow one another."""
    filled = [b for b in branches if any(node.is_activity for node in b.inside)]
    for branch in filled if len(filled) > 1 else ():
        for node in branch.inside:
            node.group, node.thread = key, branch.thread


def _chain(split: Node, branches: list[_Branch], join: Node) -> None:
    """The end of each thread leads to the next thread, and the way in to the first one."""
    entering = split.incoming
    for branch in (*branches, None):
        target = branch.first if branch else join
        for arrow in entering:
            arrow.target = target
        target.incoming = [a for a in target.incoming if a.source is not split] + entering
        if branch is None or target is join:
            continue
        entering = [a for a in join.incoming if a.source in branch.inside]
        join.incoming = [a for a in join.incoming if a not in entering]
    split.outgoing = []
