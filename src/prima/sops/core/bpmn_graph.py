"""The one process of a BPMN file as nodes and arrows, before anything is made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree.ElementTree import Element

from prima.kernel.yaml_fields import LONGEST
from prima.sops.core.bpmn_data import decode
from prima.sops.core.bpmn_names import BPMN, PRIMA
from prima.sops.core.bpmn_sentences import Words, joined
from prima.sops.core.bpmn_xml import RefusedFileError
from prima.sops.core.data import MAX_STEPS
from prima.sops.core.findings import gettext_noop as _

SUB_PROCESSES: Final = frozenset({"subProcess", "adHocSubProcess", "transaction"})
ACTIVITIES: Final = SUB_PROCESSES | {
    "task", "userTask", "manualTask", "serviceTask", "scriptTask", "businessRuleTask",
    "sendTask", "receiveTask", "callActivity",
}  # fmt: skip
GATEWAYS: Final = frozenset(
    {"exclusiveGateway", "inclusiveGateway", "parallelGateway", "complexGateway",
     "eventBasedGateway"}
)  # fmt: skip
PASSING_EVENTS: Final = frozenset({"intermediateCatchEvent", "intermediateThrowEvent"})
NODES: Final = ACTIVITIES | GATEWAYS | PASSING_EVENTS | {"startEvent", "endEvent", "boundaryEvent"}
# Tasks, gateways and events together: ten for each row are a file gone wrong.
MAX_SYMBOLS: Final = 10 * MAX_STEPS


@dataclass(slots=True)
class Arrow:
    """One sequence flow."""

    source: Node
    target: Node
    element: Element
    name: str

    @property
    def own(self) -> dict[str, str]:
        """What we wrote on it ourselves."""
        return own_attributes(self.element)

    @property
    def condition(self) -> str:
        """The condition in whatever language the other tool speaks."""
        return text_of(self.element.find(f"{{{BPMN}}}conditionExpression"))[:LONGEST]


@dataclass(slots=True, eq=False)
class Node:
    """A task, gateway or event with the flows that touch it."""

    id: str
    tag: str
    name: str
    element: Element
    lane: int | None = None
    # The order-free group and the thread of it, when a pair of parallel gateways says so.
    group: str = ""
    thread: str = ""
    incoming: list[Arrow] = field(default_factory=list)
    outgoing: list[Arrow] = field(default_factory=list)

    @property
    def is_activity(self) -> bool:
        """Whether it becomes a row."""
        return self.tag in ACTIVITIES

    @property
    def is_fork(self) -> bool:
        """A gateway from which more than one way leads on."""
        return self.tag in GATEWAYS and len(self.outgoing) > 1

    @property
    def own(self) -> dict[str, Any]:
        """What we wrote about the row ourselves; empty for other tools' files."""
        return own_block(self.element, "step")


@dataclass(slots=True)
class Lane:
    """A column to be."""

    name: str
    own: dict[str, str]


@dataclass(slots=True)
class Graph:
    """One process."""

    process: Element
    title: str
    lanes: list[Lane]
    nodes: dict[str, Node]


def read_graph(root: Element, left_out: list[str]) -> Graph:
    """The process of the file. RefusedFileError when there is none, or more than one."""
    if root.tag != f"{{{BPMN}}}definitions":
        raise RefusedFileError(
            Words(
                _(
                    "Berkas ini XML, tetapi bukan BPMN 2.0. Ekspor dari aplikasi Anda dengan "
                    "pilihan BPMN 2.0 (.bpmn), lalu kirim lagi."
                )
            )
        )
    _check_size(root)
    pools = [
        (participant.get("processRef", "").rpartition(":")[2], _name(participant))
        for collaboration in _all(root, "collaboration")
        for participant in _all(collaboration, "participant")
    ]
    process = _choose(root, pools, left_out)
    title = _title(process, pools)
    nodes = {
        child.get("id", ""): Node(child.get("id", ""), local(child), _name(child), child)
        for child in process
        if local(child) in NODES
    }
    lanes = _lanes(process, nodes, left_out)
    _connect(process, nodes, left_out)
    return Graph(process, title, lanes, nodes)


def local(element: Element) -> str:
    """The name without its namespace, when that is BPMN's; else an empty text."""
    return element.tag.removeprefix(f"{{{BPMN}}}") if element.tag.startswith(f"{{{BPMN}}}") else ""


def text_of(element: Element | None) -> str:
    """All text inside, with single spaces."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def quoted(name: str) -> str:
    """A name for a sentence."""
    shown = name if len(name) <= 80 else f"{name[:79]}…"  # noqa: PLR2004 - one line of a page
    return f"“{shown}”" if shown else Words(_("(tanpa nama)"))


def own_attributes(element: Element) -> dict[str, str]:
    """Attributes in our own namespace."""
    return {
        name.removeprefix(f"{{{PRIMA}}}"): value
        for name, value in element.attrib.items()
        if name.startswith(f"{{{PRIMA}}}")
    }


def own_block(element: Element, name: str) -> dict[str, Any]:
    """The block of this name among our own extension elements."""
    found = element.find(f"{{{BPMN}}}extensionElements/{{{PRIMA}}}{name}")
    return decode(found) if found is not None else {}


def _check_size(root: Element) -> None:
    count = sum(local(element) in ACTIVITIES for element in root.iter())
    if count > MAX_STEPS:
        raise RefusedFileError(
            Words(
                _(
                    "Berkas ini memuat %(count)s kegiatan, padahal SOP paling banyak "
                    "%(max_steps)s langkah. Pecah menjadi beberapa SOP, lalu kirim satu per "
                    "satu."
                ),
                count=count,
                max_steps=MAX_STEPS,
            )
        )
    symbols = sum(local(element) in NODES for element in root.iter())
    if symbols > MAX_SYMBOLS:
        raise RefusedFileError(
            Words(
                _(
                    "Berkas ini memuat %(symbols)s simbol, padahal paling banyak "
                    "%(max_symbols)s. Hapus gerbang dan kejadian yang tidak perlu, lalu kirim"
                    " lagi."
                ),
                symbols=symbols,
                max_symbols=MAX_SYMBOLS,
            )
        )


def _title(process: Element, pools: list[tuple[str, str]]) -> str:
    """The name of its pool, else its own."""
    named = (name for reference, name in pools if name and reference == process.get("id"))
    return next(named, _name(process))


def _choose(root: Element, pools: list[tuple[str, str]], left_out: list[str]) -> Element:
    """The only process with activities; one unit acts in an SOP-AP."""
    processes = _all(root, "process")
    filled = [one for one in processes if any(local(child) in ACTIVITIES for child in one)]
    if not filled:
        raise RefusedFileError(
            Words(
                _(
                    "Berkas ini tidak memuat kegiatan (task). Kirim diagram proses; diagram "
                    "koreografi dan percakapan tidak dapat menjadi SOP."
                )
            )
        )
    if len(filled) > 1:
        names = joined(quoted(_title(process, pools)) for process in filled)
        raise RefusedFileError(
            Words(
                _(
                    "Berkas ini memuat %(count)s proses atau kolam yang berisi kegiatan: "
                    "%(names)s. SOP memuat satu. Gabungkan menjadi satu kolam dengan satu "
                    "lajur untuk setiap pelaksana, atau kirim satu proses saja."
                ),
                count=len(filled),
                names=names,
            )
        )
    left_out += (
        Words(_("Kolam %(name)s tidak berisi kegiatan, jadi tidak diambil."), name=quoted(name))
        for reference, name in pools
        if reference != filled[0].get("id")
    )
    return filled[0]


def _lanes(process: Element, nodes: dict[str, Node], left_out: list[str]) -> list[Lane]:
    """The innermost lanes in their order, and which node stands in which."""
    lanes: list[Lane] = []
    for element in _innermost(process, left_out):
        for reference in _all(element, "flowNodeRef"):
            node = nodes.get(text_of(reference).rpartition(":")[2])
            if node is not None:
                node.lane = len(lanes)
        lanes.append(Lane(_name(element), own_attributes(element)))
    return lanes


def _innermost(parent: Element, left_out: list[str]) -> Iterator[Element]:
    for lane_set in (*_all(parent, "laneSet"), *_all(parent, "childLaneSet")):
        for lane in _all(lane_set, "lane"):
            inner = list(_innermost(lane, left_out))
            if inner:
                left_out.append(
                    Words(
                        _("Lajur %(lane)s dibagi lagi; yang diambil lajur di dalamnya."),
                        lane=quoted(_name(lane)),
                    )
                )
            yield from inner or [lane]


def _connect(process: Element, nodes: dict[str, Node], left_out: list[str]) -> None:
    for element in _all(process, "sequenceFlow"):
        source = nodes.get(element.get("sourceRef", "").rpartition(":")[2])
        target = nodes.get(element.get("targetRef", "").rpartition(":")[2])
        if source is None or target is None:
            left_out.append(
                Words(
                    _("Panah %(element)s tidak tersambung di kedua ujungnya."),
                    element=quoted(_name(element)),
                )
            )
            continue
        arrow = Arrow(source, target, element, _name(element))
        source.outgoing.append(arrow)
        target.incoming.append(arrow)


def _all(parent: Element, name: str) -> list[Element]:
    return parent.findall(f"{{{BPMN}}}{name}")


def _name(element: Element) -> str:
    return " ".join(element.get("name", "").split())
