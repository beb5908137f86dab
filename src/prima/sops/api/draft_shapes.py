"""What a draft of a procedure looks like to programs, and what is sent to move it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import StringConstraints

from prima.kernel.api import Body, Day, Line, Paragraph
from prima.sops.api.shapes import Key, SopDocumentData
from prima.sops.core.findings import Severity
from prima.sops.rules import Act, DraftKind, DraftState

Number = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Comment = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
# What is done with a draft that exists; to plan and to start one are calls of their own.
DraftAct = Literal["submit", "recall", "review", "return", "verify", "approve", "publish", "drop"]


class FindingOut(Schema):
    """Something wrong with the draft, with what mends it."""

    severity: Severity
    step: str
    part: str
    sentence: str


class DraftLineOut(Schema):
    """One draft, without its content."""

    id: int
    service: str
    office: str
    title: str
    kind: DraftKind
    state: DraftState
    purpose: str
    planned_for: date | None
    base: int | None
    revision: int
    saved_at: datetime | None
    number: str
    effective_on: date | None
    version: int | None
    page: str


class DraftOut(DraftLineOut):
    """One draft with its content, what is wrong with it, and what the caller may do now."""

    document: SopDocumentData | None
    findings: list[FindingOut]
    acts: list[Act]


class CommentOut(Schema):
    """A comment about a row, by its key, or about all of the draft."""

    id: int
    step: str
    text: str
    revision: int
    at: datetime
    resolved_at: datetime | None


class PlanIn(Body):
    """Which procedure is to be written, and why."""

    service: Key
    office: Key
    purpose: Paragraph
    kind: DraftKind | None = None
    planned_for: Day | None = None


class StartIn(Body):
    """Where the draft begins: the version before, the catalogue, another office, or nothing."""

    source: Literal["base", "catalogue", "other", "blank"]
    office: Key | None = None
    because: Paragraph | None = None


class SignatureIn(Body):
    """What stands under "Disahkan oleh"."""

    number: Number
    title: Line
    name: Line
    nip: Annotated[str, StringConstraints(strip_whitespace=True, max_length=30)] = ""
    approved_on: Day
    effective_on: Day


class MoveIn(Body):
    """One act of the life cycle, with what it needs."""

    act: DraftAct
    reason: Paragraph | None = None
    remark: Paragraph | None = None
    signature: SignatureIn | None = None
    effective_on: Day | None = None


class CommentIn(Body):
    """What is to be said of a row, or of all of the draft."""

    text: Comment
    step: Key | None = None


class WithdrawalIn(Body):
    """From when a procedure is no longer in force, and why."""

    reason: Paragraph
    withdrawn_on: Day
