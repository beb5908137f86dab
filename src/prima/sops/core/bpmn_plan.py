"""A procedure as nodes and flows of BPMN with their places: the grid of the drawing, once more.

Row = step and column = lane, as in the table. BPMN adds what the five symbols do not have: a
gateway below a row that decides, one above a row where several flows meet, and round events.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from prima.sops.core.bpmn_names import flow_name
from prima.sops.core.drawing import LANE, Grid, Jump, Side, grid_of
from prima.sops.core.model import DONE, REFUSED, YES, SopDocument, Step

Point = tuple[float, float]

LEFT: Final = 160
TOP: Final = 80
# The band with the name of the pool, and the same again for each lane.
BAND: Final = 30
COLUMN: Final = 280
TASK_WIDTH, TASK_HEIGHT = 180, 88
GATEWAY: Final = 50
EVENT: Final = 36
# Between a task and its own gateways; room for the words of a gateway beside the line.
STEP: Final = 34
# Between rows; room for the words of an exit above the line that changes lanes.
GAP: Final = 64
TURN: Final = 48
# From the middle of the lane to the end event of a refusal beside its gateway.
ASIDE: Final = 72
LABEL_WIDTH, LABEL_HEIGHT = 86, 28


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the sheet, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> Point:
        """Where lines are aimed at."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(slots=True)
class Node:
    """A task, gateway or event; `step` is the row it stands for."""

    id: str
    tag: str
    lane: int
    box: Box
    name: str = ""
    step: Step | None = None
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


def plan(document: SopDocument) -> Plan:
    """Lay out every row; time in proportion to rows and arrows."""
    return _Planner(document, grid_of(document)).plan()


class _Planner:
    """Places the rows from the top, then draws the flows between them."""

    def __init__(self, document: SopDocument, grid: Grid) -> None:
        self.document = document
        self.steps = document.steps
        self.grid = grid
        self.nodes: dict[str, Node] = {}
        self.flows: list[Flow] = []
        # Where a flow into a row ends and a flow out of it begins.
        self.heads: list[Node] = []
        self.feet: list[Node] = []
        self.jumps: dict[tuple[int, str], Jump] = {
            (jump.source, jump.outcome): jump for jump in grid.jumps
        }
        self.y: float = TOP + 2 * BAND + 20

    def plan(self) -> Plan:
        """Nodes first, because flows need both their ends."""
        entering = self._count_entering()
        start = self._place(Node("start", "startEvent", self._lane(0), _NOWHERE, "Mulai"), EVENT)
        start.label = Box(start.box.x + EVENT + 6, start.box.y + 11, 40, 14)
        self.y += STEP
        for index in range(len(self.steps)):
            self._place_row(index, joins=entering[index] > 1)
        self.y += TURN - GAP
        self._place_end(joins=entering[len(self.steps)] > 1)
        self._connect(start, self.heads[0], "flow.start")
        for index in range(len(self.steps)):
            self._leave(index)
        for flow in self.flows:
            self.nodes[flow.source].outgoing.append(flow.id)
            self.nodes[flow.target].incoming.append(flow.id)
        width = len(self.document.actors) * COLUMN
        return Plan(list(self.nodes.values()), self.flows, width, self.y + GAP - TOP)

    def _count_entering(self) -> dict[int, int]:
        """How many flows enter each row; the place after the last row is the end."""
        entering: dict[int, int] = defaultdict(int, {0: 1})
        for index in range(len(self.steps)):
            for _outcome, target in self._targets(index):
                if target != REFUSED:
                    entering[int(target)] += 1
        return entering

    def _targets(self, index: int) -> Iterator[tuple[str, int | str]]:
        """Where each outcome leads, also that past the last row."""
        named = {one.outcome: one.target for one in self.grid.exits[index]}
        for outcome in self.steps[index].outcomes:
            yield outcome, named.get(outcome, len(self.steps))

    def _lane(self, index: int) -> int:
        return self.grid.lanes[index][0]

    def _place(self, node: Node, height: float, width: float | None = None) -> Node:
        """Put a node into the middle of its lane, below everything before."""
        width = width or height
        x = LEFT + node.lane * COLUMN + (COLUMN - width) / 2
        node.box = Box(x, self.y, width, height)
        self.y += height
        self.nodes[node.id] = node
        return node

    def _place_row(self, index: int, *, joins: bool) -> None:
        step, lane = self.steps[index], self._lane(index)
        join = self._place_join(f"join.{step.key}", lane) if joins else None
        tag = "userTask" if self.document.is_office_step(step) else "manualTask"
        task = Node(f"step.{step.key}", tag, lane, _NOWHERE, step.text, step)
        foot = self._place(task, TASK_HEIGHT, TASK_WIDTH)
        if join:
            self._connect(join, task, f"flow.{step.key}.in")
        if step.symbol == "decision":
            self.y += STEP
            foot = self._place_decision(step, lane)
            self._connect(task, foot, f"flow.{step.key}.decide")
        self.heads.append(join or task)
        self.feet.append(foot)
        self._place_refusals(index, foot)
        self.y += GAP

    def _place_join(self, id_: str, lane: int) -> Node:
        join = self._place(Node(id_, "exclusiveGateway", lane, _NOWHERE), GATEWAY)
        self.y += STEP
        return join

    def _place_decision(self, step: Step, lane: int) -> Node:
        label = step.outcome_label(YES)
        name = f"{label}?" if label else "Ya atau tidak?"
        node = Node(f"decide.{step.key}", "exclusiveGateway", lane, _NOWHERE, name, step)
        self._place(node, GATEWAY)
        x, y = node.box.middle
        node.label = Box(x - GATEWAY / 2 - LABEL_WIDTH, y - 46, LABEL_WIDTH, LABEL_HEIGHT)
        return node

    def _place_refusals(self, index: int, foot: Node) -> None:
        """End events beside the gateway; below a row that ends without deciding."""
        step = self.steps[index]
        for at, one in enumerate(e for e in self.grid.exits[index] if e.target == REFUSED):
            x, y = foot.box.middle
            if one.outcome == DONE:
                y += TASK_HEIGHT / 2 + STEP + EVENT / 2
                self.y += STEP + EVENT
            else:
                x += ASIDE if at == 0 else -ASIDE
            box = Box(x - EVENT / 2, y - EVENT / 2, EVENT, EVENT)
            label = Box(x - 30, y + EVENT / 2 + 4, 60, 14)
            node = Node(f"refused.{step.key}.{one.outcome}", "endEvent", foot.lane, box, "Ditolak")
            node.label, node.refused = label, True
            self.nodes[node.id] = node

    def _place_end(self, *, joins: bool) -> None:
        lane = self._lane(len(self.steps) - 1)
        join = self._place_join("join", lane) if joins else None
        end = self._place(Node("end", "endEvent", lane, _NOWHERE, "Selesai"), EVENT)
        end.label = Box(end.box.x - 6, end.box.y + EVENT + 4, EVENT + 12, 14)
        self.heads.append(join or end)
        if join:
            self._connect(join, end, "flow.end")

    def _connect(self, upper: Node, lower: Node, id_: str) -> None:
        """A flow between the parts of one row, without words."""
        self.flows.append(Flow(id_, upper.id, lower.id, _downwards(upper.box, lower.box)))

    def _leave(self, index: int) -> None:
        """The flows out of a row, one for each outcome."""
        step, foot = self.steps[index], self.feet[index]
        targets = list(self._targets(index))
        foot.default = self._default(index, targets) if step.symbol == "decision" else ""
        used: set[Side] = {"right"} if any(t == REFUSED for _o, t in targets) else set()
        below = 0
        for outcome, target in targets:
            flow = Flow(f"flow.{step.key}.{outcome}", foot.id, "", (), outcome)
            label = step.outcome_label(outcome)
            flow.name = flow_name(outcome, label)
            flow.conditional = foot.default not in {"", flow.id}
            flow.explicit = step.exit_for(outcome) not in {None, REFUSED}
            jump = self.jumps.get((index, outcome))
            if target == REFUSED:
                self._refuse(flow, step)
            elif jump is None:
                self._go_down(flow, int(target), below)
            else:
                self._jump(flow, jump, used, below)
            below += target != REFUSED and flow.points[0][0] == foot.box.middle[0]
            self.flows.append(flow)

    def _default(self, index: int, targets: list[tuple[str, int | str]]) -> str:
        """The flow to the next row is the ordinary one; else that of Ya."""
        down = [outcome for outcome, target in targets if target == index + 1]
        return f"flow.{self.steps[index].key}.{(down or [YES])[0]}"

    def _refuse(self, flow: Flow, step: Step) -> None:
        end = self.nodes[f"refused.{step.key}.{flow.outcome}"]
        source = self.nodes[flow.source].box
        flow.target = end.id
        if flow.outcome == DONE:
            flow.points = _downwards(source, end.box)
            return
        (x, y), (end_x, _y) = source.middle, end.box.middle
        away = 1 if end_x > x else -1
        flow.points = ((x + away * GATEWAY / 2, y), (end_x - away * EVENT / 2, y))
        label_x = x + GATEWAY / 2 + 2 if away == 1 else x - GATEWAY / 2 - 2 - LABEL_WIDTH
        flow.label = Box(label_x, y - 48, LABEL_WIDTH, LABEL_HEIGHT)

    def _go_down(self, flow: Flow, target: int, below: int) -> None:
        head = self.heads[target]
        source = self.nodes[flow.source].box
        flow.target = head.id
        flow.points = _downwards(source, head.box)
        flow.label = _label_below(flow, source, below)

    def _jump(self, flow: Flow, jump: Jump, used: set[Side], below: int) -> None:
        """Leave by a side or by the foot, run in the gutter, and come in from the side."""
        head, box = self.heads[jump.target], self.nodes[flow.source].box
        flow.target = head.id
        gutter = _gutter(jump)
        x, y = box.middle
        side: Side = "left" if gutter < x else "right"
        if side in used:
            foot = box.y + box.height
            start = [(x, foot), (x, foot + 12 + 6 * below), (gutter, foot + 12 + 6 * below)]
            flow.label = _label_below(flow, box, below)
        else:
            used.add(side)
            corner = x - box.width / 2 if side == "left" else x + box.width / 2
            start = [(corner, y), (gutter, y)]
            label_x = corner - LABEL_WIDTH - 2 if side == "left" else corner + 2
            flow.label = Box(label_x, y + 4, LABEL_WIDTH, LABEL_HEIGHT) if flow.name else None
        end_x, end_y = head.box.middle
        away = head.box.width / 2
        end = (end_x - away if gutter < end_x else end_x + away, end_y)
        flow.points = (*start, (gutter, end_y), end)


_NOWHERE = Box(0, 0, 0, 0)


def _downwards(upper: Box, lower: Box) -> tuple[Point, ...]:
    """Straight down, or with a turn between the rows when the lane changes."""
    start, end = (upper.middle[0], upper.y + upper.height), (lower.middle[0], lower.y)
    if start[0] == end[0]:
        return start, end
    turn = start[1] + TURN
    return start, (start[0], turn), (end[0], turn), end


def _label_below(flow: Flow, source: Box, below: int) -> Box | None:
    """The words of an exit at the foot: right of the line, or left when that is taken."""
    if not flow.name:
        return None
    x, y = source.middle[0], source.y + source.height + 14
    return Box(x - LABEL_WIDTH - 6 if below else x + 6, y, LABEL_WIDTH, LABEL_HEIGHT)


def _gutter(jump: Jump) -> float:
    """The same place beside the symbols as in the drawing, in the wider lane here."""
    lane, within = divmod(jump.x, LANE)
    is_left = within < LANE / 2
    near = 2 * (within if is_left else LANE - within) + 2
    return LEFT + lane * COLUMN + (near if is_left else COLUMN - near)
