"""The parts of a standard as programs send them: the names of the catalogue files."""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from ninja import Field
from pydantic import AfterValidator, StringConstraints

from prima.kernel.api import Body, Said, each_once
from prima.standards.core.content import RequirementKind, StepActor, TimeUnit

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$", max_length=60)]
Item = Annotated[Said, StringConstraints(min_length=1)]
Items = Annotated[list[Item], Field(max_length=100), AfterValidator(each_once)]
Keys = Annotated[list[Key], Field(max_length=100), AfterValidator(each_once)]
Event = Annotated[
    str,
    StringConstraints(
        pattern=r"^(received|papers_complete|product_ready|handed_over|step:[a-z][a-z0-9_-]*:done)$"
    ),
]
PARTS = Literal[
    "situations", "requirements", "procedure", "completion_time", "fee", "product",
    "complaint_handling", "legal_basis", "facilities", "staff_competence",
    "internal_supervision", "staff_number", "service_guarantee", "safety_guarantee",
    "staff_evaluation",
]  # fmt: skip


class SituationGroupData(Body):
    """A question of which exactly one answer holds."""

    key: Key
    label: Item


class SituationData(Body):
    """What may hold for a citizen."""

    key: Key
    label: Item
    group: Key | None = None


class RequirementData(Body):
    """Persyaratan."""

    key: Key
    text: Item
    note: Said = ""
    kind: RequirementKind
    original: bool = False
    copies: Annotated[int, Field(ge=0, le=99)] = 0
    situations: Keys = []


class ProcedureStepData(Body):
    """One step as the citizen sees it."""

    actor: StepActor
    text: Item
    note: Said = ""


class CompletionTimeData(Body):
    """Jangka waktu."""

    amount: Annotated[int, Field(ge=1, le=9999)]
    unit: TimeUnit
    start_event: Event
    stop_event: Event
    note: Said = ""


class FeeData(Body):
    """One row of the tariff, in whole rupiah; free is 0."""

    amount: Annotated[int, Field(ge=0, le=1_000_000_000)]
    label: Item
    rule: Item
    article: Said = ""
    payment_channel: Said = ""
    source_checked: bool
    situations: Keys = []


class ProductData(Body):
    """What the citizen holds in the end."""

    items: Items
    validity: Said = ""


class LegalBasisData(Body):
    """A rule the service stands on."""

    rule: Item
    title: Item
    article: Said = ""
    about: Item
    in_force: bool = True
    source: Said = ""
    source_checked: bool


_R = TypeVar("_R", SituationGroupData, SituationData, RequirementData)


def _keys_once(rows: list[_R]) -> list[_R]:
    each_once([row.key for row in rows])
    return rows


class StandardParts(Body):
    """The part that is saved; `situations` needs `situation_groups` beside it. `confirmed` ends
    what the office still had to make sure of in this part.
    """

    situation_groups: Annotated[
        list[SituationGroupData], Field(max_length=50), AfterValidator(_keys_once)
    ] = []
    situations: Annotated[
        list[SituationData], Field(max_length=100), AfterValidator(_keys_once)
    ] = []
    requirements: Annotated[
        list[RequirementData], Field(max_length=100), AfterValidator(_keys_once)
    ] = []
    procedure: Annotated[list[ProcedureStepData], Field(max_length=100)] = []
    completion_time: CompletionTimeData | None = None
    fee: Annotated[list[FeeData], Field(max_length=100)] = []
    product: ProductData = ProductData(items=[])
    legal_basis: Annotated[list[LegalBasisData], Field(max_length=100)] = []
    complaint_handling: Items = []
    facilities: Items = []
    staff_competence: Items = []
    internal_supervision: Items = []
    staff_number: Items = []
    service_guarantee: Items = []
    safety_guarantee: Items = []
    staff_evaluation: Items = []
    confirmed: bool = False
