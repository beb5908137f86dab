"""From nodes and arrows to rows: which node is a row, where its outcomes lead, in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from prima.sops.core.bpmn_branches import label_of, two_ways, way_name
from prima.sops.core.bpmn_graph import Arrow, Graph, Node, quoted
from prima.sops.core.bpmn_names import BPMN
from prima.sops.core.bpmn_sentences import Words
from prima.sops.core.bpmn_xml import RefusedFileError
from prima.sops.core.findings import gettext_noop as _
from prima.sops.core.model import DONE, NO, YES


@dataclass(slots=True, eq=False)
class Row:
    """A row to be."""

    node: Node
    text: str
    ways: list[Exit] = field(default_factory=list)

    @property
    def decides(self) -> bool:
        """Whether it ends in Ya or Tidak."""
        return len(self.ways) > 1


@dataclass(slots=True)
class Exit:
    """Where an outcome leads: a row, or an end event (None when the flow just stops)."""

    outcome: str
    label: str
    explicit: bool
    target: Row | Node | None


def rows_of(graph: Graph, left_out: list[str]) -> list[Row]:
    """Every row, in the order of the table. RefusedFileError when no order can be made."""
    maker = _Maker(graph, left_out)
    start = _start(graph, left_out)
    first = maker.follow(start)
    if not isinstance(first, Row):
        raise RefusedFileError(
            Words(
                _(
                    "Dari awal diagram ini tidak ada panah menuju kegiatan. Sambungkan "
                    "kejadian mulai dengan kegiatan pertama, lalu kirim lagi."
                )
            )
        )
    maker.finish()
    activities = [node for node in graph.nodes.values() if node.is_activity]
    if all("number" in node.own for node in activities):
        for node in activities:
            maker.row(node)
        maker.finish()
        rows = sorted(maker.rows, key=lambda row: str(row.node.own.get("number", 0)).zfill(9))
        if rows[0] is first and all(row.node.is_activity for row in rows):
            return rows
    rows = _closed(_in_order(first), left_out)
    taken = {row.node for row in rows}
    left_out += (
        Words(_why_not(node), name=quoted(node.name)) for node in activities if node not in taken
    )
    return rows


def _why_not(node: Node) -> str:
    if node.element.get("triggeredByEvent") == "true":
        return _("Kegiatan %(name)s dimulai oleh kejadian di luar urutan, jadi tidak diambil.")
    return _("Kegiatan %(name)s tidak tercapai dari awal diagram, jadi tidak diambil.")


def _start(graph: Graph, left_out: list[str]) -> Node:
    """The start event; without one the first node that nothing leads to."""
    starts = [node for node in graph.nodes.values() if node.tag == "startEvent"]
    if not starts:
        starts = [node for node in graph.nodes.values() if not node.incoming][:1]
    if not starts:
        raise RefusedFileError(
            Words(
                _(
                    "Diagram ini tidak punya awal: setiap kegiatan didahului kegiatan lain. "
                    "Tambahkan kejadian mulai, lalu kirim lagi."
                )
            )
        )
    left_out += (
        Words(_("Awal lain %(name)s tidak diambil; SOP punya satu awal."), name=quoted(other.name))
        for other in starts[1:]
    )
    return starts[0]


class _Maker:
    """Makes each row once and follows arrows through what is no row."""

    def __init__(self, graph: Graph, left_out: list[str]) -> None:
        self.graph = graph
        self.left_out = left_out
        self.rows: list[Row] = []
        self.made: dict[Node, Row] = {}
        self.unfinished: list[tuple[Row, list[Arrow]]] = []

    def follow(self, node: Node) -> Row | Node | None:
        """The row or end event one lands on; joins and events on the way are passed through."""
        seen: set[Node] = set()
        while not (node.is_activity or node.is_fork):
            if node.tag == "endEvent":
                return node
            after = node.outgoing[0].target if node.outgoing else self._linked(node)
            if after is None:
                return None
            if node in seen:
                raise RefusedFileError(
                    Words(
                        _(
                            "Panah di sekitar %(name)s berputar tanpa kegiatan. Hapus putarannya, "
                            "lalu kirim lagi."
                        ),
                        name=quoted(node.name),
                    )
                )
            seen.add(node)
            node = after
        return self.row(node)

    def row(self, node: Node) -> Row:
        """The row of this node; its ways are found later, so that loops end."""
        if node not in self.made:
            arrows = node.outgoing
            text = node.name
            if node.is_activity and len(arrows) == 1 and _belongs(arrows[0].target):
                arrows = arrows[0].target.outgoing
            elif node.is_fork:
                text = f"Memutuskan: {node.name}" if node.name else "Memutuskan arah"
                self._say_alone(node)
            self.made[node] = Row(node, text)
            self.rows.append(self.made[node])
            self.unfinished.append((self.made[node], arrows))
        return self.made[node]

    def finish(self) -> None:
        """Find the ways of all rows, and of the rows these lead to."""
        while self.unfinished:
            row, arrows = self.unfinished.pop()
            if len(arrows) > 2:  # noqa: PLR2004 - Ya and Tidak
                self._split(row, arrows)
            elif len(arrows) > 1:
                gateway = arrows[0].source
                ways = two_ways(gateway, arrows, self.left_out)
                row.ways = [self._exit(way.outcome, way.label, way.arrow) for way in ways]
            else:
                row.ways = [self._exit(DONE, label_of(DONE, arrow), arrow) for arrow in arrows]
                row.ways = row.ways or [Exit(DONE, "", False, None)]

    def _exit(self, outcome: str, label: str, arrow: Arrow) -> Exit:
        explicit = arrow.own.get("exit") == "true"
        return Exit(outcome, label, explicit, self.follow(arrow.target))

    def _split(self, row: Row, arrows: list[Arrow]) -> None:
        """More than two ways: one decision after the other, the default way last."""
        gateway = arrows[0].source
        default = gateway.element.get("default")
        arrows = sorted(arrows, key=lambda arrow: arrow.element.get("id") == default)
        self.left_out.append(
            Words(
                _(
                    "Percabangan %(name)s punya %(count)s arah; SOP hanya mengenal Ya dan "
                    "Tidak, jadi ditulis sebagai %(decisions)s keputusan berurutan."
                ),
                name=quoted(gateway.name),
                count=len(arrows),
                decisions=len(arrows) - 1,
            )
        )
        for arrow in arrows[:-2]:
            after = Row(row.node, "")
            row.ways = [self._exit(YES, way_name(arrow), arrow), Exit(NO, "", False, after)]
            row = after
            row.text = f"Memutuskan: {gateway.name or 'arah berikutnya'}"
            self.rows.append(row)
        yes, no = arrows[-2:]
        row.ways = [
            self._exit(YES, way_name(yes), yes),
            self._exit(NO, way_name(no), no),
        ]

    def _linked(self, node: Node) -> Node | None:
        """A link event that throws goes on where the link of the same name is caught."""
        link = _link(node)
        if node.tag != "intermediateThrowEvent" or not link:
            return None
        catching = (n for n in self.graph.nodes.values() if n.tag == "intermediateCatchEvent")
        return next((other for other in catching if _link(other) == link), None)

    def _say_alone(self, gateway: Node) -> None:
        self.left_out.append(
            Words(
                _(
                    "Gerbang %(name)s tidak didahului satu kegiatan, jadi menjadi baris "
                    "keputusan sendiri. Lengkapi kegiatannya."
                ),
                name=quoted(gateway.name),
            )
        )


def _link(node: Node) -> str:
    """The name of a link event; its two halves need not be named alike beside it."""
    link = node.element.find(f"{{{BPMN}}}linkEventDefinition")
    return link.get("name", "") or node.name if link is not None else ""


def _belongs(gateway: Node) -> bool:
    """Whether the gateway is only the second half of the row before it."""
    return gateway.is_fork and len(gateway.incoming) == 1


def _in_order(first: Row) -> list[Row]:
    """Rows so that work comes before what follows it; the branch with more rows comes last.

    The way that goes on thus ends in the last row, and a short way (a refusal, a correction)
    stands directly below the decision it comes from.
    """
    order: list[Row] = []
    begun: set[Row] = set()

    def visit(row: Row, above: frozenset[Row]) -> None:
        begun.add(row)
        above |= {row}
        targets = [way.target for way in row.ways if isinstance(way.target, Row)]
        sizes = [len(_reached(target, above)) for target in targets]
        # The larger branch is walked first, so it is listed last; of equal ones that of Ya.
        for _size, target in sorted(zip(sizes, targets, strict=True), key=lambda pair: -pair[0]):
            if target not in begun:
                visit(target, above)
        order.append(row)

    visit(first, frozenset())
    return order[::-1]


def _closed(rows: list[Row], left_out: list[str]) -> list[Row]:
    """A closing row where several ways meet at the proper end: an SOP ends in its last row."""
    for end in [way.target for way in rows[-1].ways if isinstance(way.target, Node)]:
        ways = [way for row in rows for way in row.ways if way.target is end]
        if len(ways) == sum(way.target is end for way in rows[-1].ways):
            continue
        last = Row(end, f"Menyelesaikan: {end.name}" if end.name else "Menyelesaikan layanan")
        last.ways = [Exit(DONE, "", False, end)]
        for way in ways:
            way.target = last
        left_out.append(
            Words(
                _(
                    "%(count)s jalur bertemu di akhir %(name)s; ditambahkan langkah penutup "
                    "%(text)s, sebab SOP berakhir di langkah terakhirnya."
                ),
                count=len(ways),
                name=quoted(end.name),
                text=quoted(last.text),
            )
        )
        return [*rows, last]
    return rows


def _reached(start: Row, without: Iterable[Row]) -> set[Row]:
    """The rows one can come to from here without passing those above."""
    barred = set(without)
    found = {start} - barred
    open_rows = list(found)
    while open_rows:
        for way in open_rows.pop().ways:
            if isinstance(way.target, Row) and way.target not in barred | found:
                found.add(way.target)
                open_rows.append(way.target)
    return found
