"""What a procedure looks like to programs: the names of the catalogue files, read and written."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import AfterValidator, StringConstraints

from prima.kernel.api import Body, Said, each_once
from prima.sops.core import SopDocument
from prima.sops.core.data import MAX_STEPS, to_data
from prima.sops.core.model import NormKind, NormUnit, Symbol

_KEY = r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$"
Key = Annotated[str, StringConstraints(pattern=_KEY, max_length=60)]
KeyOrNone = Annotated[str, StringConstraints(pattern=r"^$|" + _KEY, max_length=60)]
Item = Annotated[Said, StringConstraints(min_length=1)]
Texts = Annotated[list[Item], Field(max_length=100), AfterValidator(each_once)]
Keys = Annotated[list[Key], Field(max_length=100), AfterValidator(each_once)]
# An outcome (done, yes, no) by where it leads or what it is called.
Pairs = Annotated[dict[Key, Item], Field(max_length=3)]


def _day(text: str) -> str:
    if text:
        date.fromisoformat(text)
    return text


IsoDay = Annotated[str, StringConstraints(pattern=r"^$|^\d{4}-\d{2}-\d{2}$"), AfterValidator(_day)]


class NormData(Body):
    """Mutu baku waktu."""

    amount: Annotated[int, Field(ge=1, le=100_000)] | None = None
    unit: NormUnit = "working_minute"
    kind: NormKind = "working"
    note: Said = ""
    proposal: bool = False


class ConditionData(Body):
    """In which situations a row applies."""

    any: Keys = []
    none: Keys = []


class StepData(Body):
    """One row."""

    key: Key
    text: Said = ""
    actors: Keys = []
    symbol: Symbol
    norm: NormData = NormData()
    standard_input: Texts = []
    output: Texts = []
    note: Said = ""
    applies_when: ConditionData = ConditionData()
    must_differ_from: Keys = []
    marks: Keys = []
    outcome_labels: Pairs = {}
    exits: Pairs = {}
    strategic: bool = False
    group: KeyOrNone = ""
    thread: KeyOrNone = ""


class ActorData(Body):
    """Pelaksana: one column."""

    key: Key
    label: Said = ""
    duty: Key | None = None
    external: bool = False


class IdentityData(Body):
    """Bagian identitas."""

    title: Annotated[str, StringConstraints(max_length=200)] = ""
    institution: Said = ""
    work_unit: Said = ""
    number: Said = ""
    created_on: IsoDay = ""
    revised_on: IsoDay = ""
    effective_on: IsoDay = ""
    approved_by: Said = ""
    legal_basis: Texts = []
    executor_qualification: Texts = []
    related_sops: Texts = []
    equipment: Texts = []
    warnings: Texts = []
    records: Texts = []


class SopDocumentData(Body):
    """One procedure: identity block, columns and rows. What is empty is left out."""

    service: Key
    proposal: bool = False
    adaptations: Texts = []
    identity: IdentityData
    actors: Annotated[list[ActorData], Field(max_length=30)] = []
    steps: Annotated[list[StepData], Field(max_length=MAX_STEPS)] = []


class PapersOut(Schema):
    """A procedure in force as page, paper and drawing."""

    page: str
    pdf: str
    docx: str
    bpmn: str


class SopLineOut(Schema):
    """One version of a procedure, without its content."""

    office: str
    number: int
    title: str
    effective_on: date
    withdrawn_on: date | None
    is_proposal: bool
    kind: str
    sop_number: str
    approver_title: str
    approved_on: date | None
    content_hash: str
    url: str


class SopOut(SopLineOut):
    """One version as data."""

    document: SopDocumentData
    in_force: PapersOut | None


def document_data(document: SopDocument) -> dict[str, Any]:
    """The procedure as a catalogue file has it."""
    return to_data(document)
