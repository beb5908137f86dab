"""Work side by side: an SOP-AP is read from top to bottom, so clean pairs become a sequence."""

from __future__ import annotations

from prima.sops.core.bpmn_graph import Graph, Node, quoted
from prima.sops.core.bpmn_xml import RefusedFileError


def unfold(graph: Graph, left_out: list[str]) -> None:
    """Put the branches of every clean pair of parallel gateways one after the other.

    RefusedFileError when a branch decides, returns, or ends elsewhere: any order would be a guess.
    """
    for node in list(graph.nodes.values()):
        if node.tag in {"inclusiveGateway", "complexGateway"} and node.is_fork:
            raise RefusedFileError(
                f"Gerbang {quoted(node.name)} membuka beberapa jalur sekaligus menurut syarat. "
                "SOP hanya mengenal keputusan Ya atau Tidak. Ganti dengan gerbang eksklusif."
            )
        if node.tag == "parallelGateway" and node.is_fork:
            _unfold(node, left_out)
        if node.is_activity and len(node.outgoing) > 1 and not _decides(node):
            raise RefusedFileError(
                f"Dari kegiatan {quoted(node.name)} keluar {len(node.outgoing)} panah tanpa "
                "syarat. Taruh gerbang eksklusif di sana dan beri nama setiap arahnya."
            )


def _decides(node: Node) -> bool:
    return "default" in node.element.attrib or any(arrow.condition for arrow in node.outgoing)


def _unfold(split: Node, left_out: list[str]) -> None:
    branches = [_branch(arrow.target) for arrow in split.outgoing]
    joins = {join for _rows, join in branches}
    join = joins.pop()
    if joins or join is None or len(join.incoming) != len(branches):
        raise RefusedFileError(
            f"Gerbang paralel {quoted(split.name)} tidak dapat menjadi SOP: cabangnya bercabang "
            "lagi, kembali, atau tidak bertemu di satu gerbang paralel. Susun cabangnya sebagai "
            "urutan kegiatan, lalu kirim lagi."
        )
    rows = [row for inside, _join in branches for row in inside]
    left_out.append(
        f"Gerbang paralel {quoted(split.name)}: cabangnya ditulis berurutan "
        f"({', '.join(quoted(row.name) for row in rows) or 'tanpa kegiatan'})."
    )
    entering = split.incoming
    for target in (*rows, join):
        for arrow in entering:
            arrow.target = target
        target.incoming = entering
        entering = target.outgoing


def _branch(node: Node) -> tuple[list[Node], Node | None]:
    """The activities of a plain branch, and the gateway that closes it."""
    rows: list[Node] = []
    while node.is_activity and len(node.incoming) == len(node.outgoing) == 1:
        rows.append(node)
        node = node.outgoing[0].target
        if node in rows:
            return rows, None
    closes = node.tag == "parallelGateway" and not node.is_fork
    return rows, node if closes else None
