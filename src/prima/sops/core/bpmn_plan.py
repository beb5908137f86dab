"""A procedure as nodes and flows of BPMN with their places: the grid of the drawing, once more.

Row = step and column = lane, as in the table. BPMN adds what the five symbols do not have: a
gateway below a row that decides, one above a row where several flows meet, a pair around rows that
may be done in any order, and round events.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from prima.sops.core import bpmn_lines as lines
from prima.sops.core.bpmn_lines import (
    COLUMN,
    LABEL_HEIGHT,
    LABEL_WIDTH,
    LEFT,
    NOWHERE,
    TURN,
    Box,
    Line,
    Point,
)
from prima.sops.core.bpmn_names import flow_name
from prima.sops.core.bpmn_ports import Port, Ports
from prima.sops.core.drawing import Grid, Side, grid_of
from prima.sops.core.model import DONE, REFUSED, YES, Group, SopDocument, Step

TOP: Final = 80
# The band with the name of the pool, and the same again for each lane.
BAND: Final = 30
TASK_WIDTH, TASK_HEIGHT = 180, 88
GATEWAY: Final = 50
EVENT: Final = 36
# Between a task and its own gateways; room for the words of a gateway beside the line.
STEP: Final = 34
# Between rows; room for the words of an exit above the line that changes lanes.
GAP: Final = 64
# From the middle of the lane to the end event of a refusal beside its gateway.
ASIDE: Final = 72


@dataclass(slots=True)
class Node:
    """A task, gateway or event; `step` is the row it stands for, `group` what it opens."""

    id: str
    tag: str
    lane: int
    box: Box = NOWHERE
    name: str = ""
    step: Step | None = None
    group: str = ""
    label: Box | None = None
    default: str = ""
    refused: bool = False
    incoming: list[str] = field(default_factory=list)
    outgoing: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Flow:
    """An arrow. `outcome` is empty where it only joins the parts of one row."""

    id: str
    source: str
    target: str
    points: tuple[Point, ...]
    outcome: str = ""
    name: str = ""
    thread: str = ""
    conditional: bool = False
    # The author named this exit, also when it leads where the row would lead anyway.
    explicit: bool = False
    label: Box | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything to be written, in the order of the rows."""

    nodes: list[Node]
    flows: list[Flow]
    width: float
    height: float
    # Whether order-free groups are written as gateways; else they are marks on rows.
    pairs: bool


def plan(document: SopDocument) -> Plan:
    """Lay out every row; time in proportion to rows and arrows."""
    return _Planner(document, grid_of(document)).plan()


class _Planner:
    """Places the rows from the top, then draws the flows between them."""

    def __init__(self, document: SopDocument, grid: Grid) -> None:
        self.document = document
        self.steps = document.steps
        self.lanes = [lanes[0] for lanes in grid.lanes]
        self.ports = Ports(document, grid)
        self.nodes: dict[str, Node] = {}
        self.flows: list[Flow] = []
        # Where a flow into a row, group or end arrives, and where a flow out of a row begins.
        self.heads: dict[Port, Node] = {}
        self.feet: list[Node] = []
        self.jumps = {(jump.source, jump.outcome): jump for jump in grid.jumps}
        self.y: float = TOP + 2 * BAND + 20

    def plan(self) -> Plan:
        """Nodes first, because flows need both their ends."""
        start = self._place(Node("start", "startEvent", self.lanes[0], name="Mulai"), EVENT)
        start.label = Box(start.box.x + EVENT + 6, start.box.y + 11, 40, 14)
        self.y += STEP
        opening, closing = self.ports.starts, self.ports.ends
        for place in range(len(self.steps)):
            if place in opening:
                self._place_split(opening[place])
            self._place_row(place)
            if place in closing:
                self._place_sync(closing[place])
        self._place_end()
        self._connect(start, self.heads[self.ports.entry(0)], "flow.start")
        for group in opening.values():
            self._open(group)
        for place in range(len(self.steps)):
            self._leave(place)
        for flow in self.flows:
            self.nodes[flow.source].outgoing.append(flow.id)
            self.nodes[flow.target].incoming.append(flow.id)
        width = len(self.document.actors) * COLUMN
        height = self.y + GAP - TOP
        return Plan(list(self.nodes.values()), self.flows, width, height, bool(opening))

    def _place(self, node: Node, height: float, width: float | None = None) -> Node:
        """Put a node into the middle of its lane, below everything before."""
        width = width or height
        x = LEFT + node.lane * COLUMN + (COLUMN - width) / 2
        node.box = Box(x, self.y, width, height)
        self.y += height
        self.nodes[node.id] = node
        return node

    def _place_head(self, port: Port, node: Node, height: float, width: float = 0) -> Node:
        """A node, below a joining gateway when more than one flow enters it."""
        self.heads[port] = node
        if self.ports.entering[port] > 1:
            join = Node(f"join.{node.id}", "exclusiveGateway", node.lane)
            self.heads[port] = self._place(join, GATEWAY)
            self.y += STEP
        self._place(node, height, width or height)
        if self.heads[port] is not node:
            self._connect(self.heads[port], node, f"flow.{node.id}.in")
        return node

    def _place_row(self, place: int) -> None:
        step, lane = self.steps[place], self.lanes[place]
        tag = "userTask" if self.document.is_office_step(step) else "manualTask"
        task = Node(f"step.{step.key}", tag, lane, name=step.text, step=step)
        foot = self._place_head(("row", place), task, TASK_HEIGHT, TASK_WIDTH)
        if step.symbol == "decision":
            self.y += STEP
            foot = self._place_decision(step, lane)
            self._connect(task, foot, f"flow.{step.key}.decide")
        self.feet.append(foot)
        self._place_refusals(place, foot)
        self.y += GAP

    def _place_decision(self, step: Step, lane: int) -> Node:
        label = step.outcome_label(YES)
        name = f"{label}?" if label else "Ya atau tidak?"
        node = Node(f"decide.{step.key}", "exclusiveGateway", lane, name=name, step=step)
        self._place(node, GATEWAY)
        x, y = node.box.middle
        node.label = Box(x - GATEWAY / 2 - LABEL_WIDTH, y - 46, LABEL_WIDTH, LABEL_HEIGHT)
        return node

    def _place_refusals(self, place: int, foot: Node) -> None:
        """End events beside the gateway; below a row that ends without deciding."""
        refused = [outcome for outcome, port in self.ports.ways[place] if port is None]
        for at, outcome in enumerate(refused):
            x, y = foot.box.middle
            if outcome == DONE:
                y += TASK_HEIGHT / 2 + STEP + EVENT / 2
                self.y += STEP + EVENT
            else:
                x += ASIDE if at == 0 else -ASIDE
            box = Box(x - EVENT / 2, y - EVENT / 2, EVENT, EVENT)
            id_ = f"refused.{self.steps[place].key}.{outcome}"
            node = Node(id_, "endEvent", foot.lane, box, "Ditolak", refused=True)
            node.label = Box(x - 30, y + EVENT / 2 + 4, 60, 14)
            self.nodes[id_] = node

    def _place_split(self, group: Group) -> None:
        first = self.steps[group.first]
        node = Node(
            f"split.{first.key}", "parallelGateway", self.lanes[group.first], group=group.key
        )
        self._place_head(("group", group.first), node, GATEWAY)
        self.y += STEP

    def _place_sync(self, group: Group) -> None:
        lane = self.lanes[group.end - 1]
        node = Node(f"sync.{self.steps[group.first].key}", "parallelGateway", lane)
        self.heads["sync", group.first] = self._place(node, GATEWAY)
        self.y += GAP

    def _place_end(self) -> None:
        self.y += TURN - GAP
        end = Node("end", "endEvent", self.lanes[-1], name="Selesai")
        self._place_head(("end", len(self.steps)), end, EVENT)
        end.label = Box(end.box.x - 6, end.box.y + EVENT + 4, EVENT + 12, 14)

    def _connect(self, upper: Node, lower: Node, id_: str) -> None:
        """A flow between the parts of one row, without words."""
        points = lines.down(upper.box, lower.box).points
        self.flows.append(Flow(id_, upper.id, lower.id, points))

    def _open(self, group: Group) -> None:
        """From the head of a group into each thread, and from its foot onwards."""
        key = self.steps[group.first].key
        split = self.nodes[f"split.{key}"]
        for thread in group.threads:
            place = thread.places[0]
            head = self.heads["row", place]
            line = lines.down(split.box, head.box)
            if place != group.first:
                x = lines.group_gutter(head.lane, "right")
                line = lines.around(split.box, head.box, x, set())
            id_ = f"flow.{key}.{thread.key}.open"
            self.flows.append(Flow(id_, split.id, head.id, line.points, thread=thread.key))
        sync = self.heads["sync", group.first]
        self._connect(sync, self.heads[self.ports.entry(group.end)], f"flow.{key}.sync")

    def _leave(self, place: int) -> None:
        """The flows out of a row, one for each outcome."""
        step, foot, ways = self.steps[place], self.feet[place], self.ports.ways[place]
        foot.default = self._default(place) if step.symbol == "decision" else ""
        used = self._taken(place)
        beside = False
        for outcome, port in ways:
            head = self.heads[port] if port else self.nodes[f"refused.{step.key}.{outcome}"]
            line = self._line(place, outcome, port, used, beside=beside)
            name = flow_name(outcome, step.outcome_label(outcome))
            flow = Flow(f"flow.{step.key}.{outcome}", foot.id, head.id, line.points, outcome, name)
            flow.label = line.label if name else None
            flow.conditional = foot.default not in {"", flow.id}
            flow.explicit = step.exit_for(outcome) not in {None, REFUSED}
            beside = beside or line.points[0] == foot.box.foot
            self.flows.append(flow)

    def _taken(self, place: int) -> set[Side]:
        """Sides of the symbol that a refusal takes, or a line that comes in at the same height."""
        refuses = any(port is None for _outcome, port in self.ports.ways[place])
        used: set[Side] = {"right"} if refuses else set()
        if self.heads["row", place] is self.feet[place]:
            used |= {jump.side for jump in self.jumps.values() if jump.target == place}
        return used

    def _line(
        self, place: int, outcome: str, port: Port | None, used: set[Side], *, beside: bool
    ) -> Line:
        """Down to what follows, aside to a refusal, or around what lies between."""
        box = self.feet[place].box
        if port is None:
            end = self.nodes[f"refused.{self.steps[place].key}.{outcome}"].box
            return lines.down(box, end) if outcome == DONE else lines.aside(box, end)
        target = self.heads[port].box
        if port[0] == "sync" and place not in self.ports.ends:
            x = lines.group_gutter(self.lanes[place], "left")
            return lines.around(box, target, x, used, beside=beside)
        jump = self.jumps.get((place, outcome))
        if jump is None:
            return lines.down(box, target, beside=beside)
        return lines.around(box, target, lines.gutter(jump), used, beside=beside)

    def _default(self, place: int) -> str:
        """The flow to the next row is the ordinary one; else that of Ya."""
        ways = self.ports.ways[place]
        onwards = {self.ports.entry(place + 1), ("row", place + 1)}
        down = [
            outcome for outcome, port in ways if port and (port in onwards or port[0] == "sync")
        ]
        return f"flow.{self.steps[place].key}.{(down or [YES])[0]}"
