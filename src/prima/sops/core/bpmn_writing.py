"""A procedure as BPMN 2.0 (OMG formal/2011-01-03): one pool, upright lanes, a diagram with it.

What BPMN can say is said in BPMN: rows are tasks, outcomes are flows, columns are lanes. The rest
(norms, documents, marks, identity) stands in our own namespace, and in plain words for people.
The process is not executable: engines disagree about the language of conditions.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from prima.sops.core.bpmn_data import encode
from prima.sops.core.bpmn_data import escaped as esc
from prima.sops.core.bpmn_lines import COLUMN, LEFT, Box
from prima.sops.core.bpmn_names import BPMN, BPMNDI, DC, DI, PRIMA, XSI
from prima.sops.core.bpmn_plan import BAND, TOP, Flow, Node, Plan, plan
from prima.sops.core.bpmn_words import document_words, step_words
from prima.sops.core.data import to_data
from prima.sops.core.model import SopDocument

_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<definitions xmlns="{BPMN}" xmlns:bpmndi="{BPMNDI}" xmlns:dc="{DC}" xmlns:di="{DI}" '
    f'xmlns:xsi="{XSI}" xmlns:prima="{PRIMA}" '
    f'id="definitions" targetNamespace="{PRIMA}" exporter="Prima">'
)
# Said by the diagram itself: the text of a task, its lane and its flows.
_IN_BPMN: Final = frozenset({"text", "actors", "exits", "outcome_labels"})
# Said by the gateways around a group, when it is written with them.
_IN_PAIRS: Final = frozenset({"group", "thread"})


def write_bpmn(document: SopDocument) -> bytes:
    """The whole file; `bpmn_reading.read_bpmn` gives the same document back."""
    return "\n".join(_lines(document)).encode()


def _lines(document: SopDocument) -> Iterable[str]:
    planned = plan(document)
    data = to_data(document)
    yield _HEAD
    yield '<collaboration id="collaboration">'
    title = esc(document.identity.title)
    yield f'<participant id="pool" name="{title}" processRef="process"/>'
    yield "</collaboration>"
    yield f'<process id="process" name="{title}" isExecutable="false">'
    yield _documentation(document_words(document))
    own = {name: value for name, value in data.items() if name not in {"actors", "steps"}}
    yield _extension(encode("sop", own))
    yield from _lanes(document, planned)
    rows = {row["key"]: row for row in data.get("steps", ())}
    for node in planned.nodes:
        yield from _node(document, node, rows, pairs=planned.pairs)
    for flow in planned.flows:
        yield _flow(flow)
    yield "</process>"
    yield from _diagram(document, planned)
    yield "</definitions>\n"


def _lanes(document: SopDocument, planned: Plan) -> Iterable[str]:
    """One lane for each column; every node stands in one."""
    inside: list[list[str]] = [[] for _actor in document.actors]
    for node in planned.nodes:
        inside[node.lane].append(f"<flowNodeRef>{node.id}</flowNodeRef>")
    yield '<laneSet id="lanes">'
    for actor, nodes in zip(document.actors, inside, strict=True):
        own = {"duty": actor.duty, "external": "true" if actor.external else None}
        told = "".join(f' prima:{name}="{esc(value)}"' for name, value in own.items() if value)
        yield (
            f'<lane id="lane.{actor.key}" name="{esc(actor.label)}" '
            f'prima:key="{actor.key}"{told}>{"".join(nodes)}</lane>'
        )
    yield "</laneSet>"


def _node(
    document: SopDocument, node: Node, rows: dict[str, dict[str, object]], *, pairs: bool
) -> Iterable[str]:
    name = f' name="{esc(node.name)}"' if node.name else ""
    default = f' default="{node.default}"' if node.default else ""
    refused = ' prima:result="refused"' if node.refused else ""
    group = f' prima:group="{node.group}"' if node.group else ""
    yield f'<{node.tag} id="{node.id}"{name}{_direction(node)}{default}{refused}{group}>'
    if node.step is not None and node.tag.endswith("Task"):
        yield _documentation(step_words(document, node.step))
        row = {
            name: value
            for name, value in rows[node.step.key].items()
            if name not in _IN_BPMN and not (pairs and name in _IN_PAIRS)
        }
        yield _extension(encode("step", _own_part(document, node, row)))
    yield "".join(f"<incoming>{flow}</incoming>" for flow in node.incoming)
    yield "".join(f"<outgoing>{flow}</outgoing>" for flow in node.outgoing)
    yield f"</{node.tag}>"


def _own_part(document: SopDocument, node: Node, row: dict[str, object]) -> dict[str, object]:
    """What the row says beyond BPMN; its actors only when they are not simply its lane."""
    step = node.step
    assert step is not None  # noqa: S101 - the caller asked
    own: dict[str, object] = {"number": document.step_number(step.key), **row}
    if step.actors != (document.actors[node.lane].key,):
        own["actors"] = step.actors
    return own


def _direction(node: Node) -> str:
    if not node.tag.endswith("Gateway"):
        return ""
    way = "Diverging" if len(node.outgoing) > 1 else "Converging"
    return f' gatewayDirection="{way}"'


def _flow(flow: Flow) -> str:
    name = f' name="{esc(flow.name)}"' if flow.name else ""
    outcome = f' prima:outcome="{flow.outcome}"' if flow.outcome else ""
    explicit = ' prima:exit="true"' if flow.explicit else ""
    thread = f' prima:thread="{flow.thread}"' if flow.thread else ""
    opening = (
        f'<sequenceFlow id="{flow.id}"{name} sourceRef="{flow.source}" '
        f'targetRef="{flow.target}"{outcome}{explicit}{thread}'
    )
    if not flow.conditional:
        return f"{opening}/>"
    return (
        f'{opening}><conditionExpression xsi:type="tFormalExpression" '
        f'language="{PRIMA}">{flow.outcome}</conditionExpression></sequenceFlow>'
    )


def _documentation(text: str) -> str:
    return f"<documentation>{esc(text)}</documentation>" if text else ""


def _extension(inside: str) -> str:
    return f"<extensionElements>{inside}</extensionElements>"


def _diagram(document: SopDocument, planned: Plan) -> Iterable[str]:
    """Diagram interchange: without it many tools show an empty sheet."""
    yield '<bpmndi:BPMNDiagram id="diagram">'
    yield '<bpmndi:BPMNPlane id="plane" bpmnElement="collaboration">'
    pool = Box(LEFT, TOP, planned.width, planned.height)
    yield _shape("pool", pool, ' isHorizontal="false"')
    for at, actor in enumerate(document.actors):
        lane = Box(LEFT + at * COLUMN, TOP + BAND, COLUMN, planned.height - BAND)
        yield _shape(f"lane.{actor.key}", lane, ' isHorizontal="false"')
    for node in planned.nodes:
        marker = ' isMarkerVisible="true"' if node.tag == "exclusiveGateway" else ""
        yield _shape(node.id, node.box, marker, node.label)
    for flow in planned.flows:
        points = "".join(f'<di:waypoint x="{x:g}" y="{y:g}"/>' for x, y in flow.points)
        yield (
            f'<bpmndi:BPMNEdge id="di.{flow.id}" bpmnElement="{flow.id}">'
            f"{points}{_label(flow.label)}</bpmndi:BPMNEdge>"
        )
    yield "</bpmndi:BPMNPlane>"
    yield "</bpmndi:BPMNDiagram>"


def _shape(id_: str, box: Box, more: str = "", label: Box | None = None) -> str:
    return (
        f'<bpmndi:BPMNShape id="di.{id_}" bpmnElement="{id_}"{more}>'
        f"{_bounds(box)}{_label(label)}</bpmndi:BPMNShape>"
    )


def _label(box: Box | None) -> str:
    return f"<bpmndi:BPMNLabel>{_bounds(box)}</bpmndi:BPMNLabel>" if box else ""


def _bounds(box: Box) -> str:
    return (
        f'<dc:Bounds x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}"/>'
    )
