"""The fourteen components of a service standard (UU 25/2009 article 21; PermenPANRB 15/2014)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

RequirementKind = Literal["document", "condition", "attendance"]
TimeUnit = Literal["working_minute", "working_hour", "working_day", "calendar_day"]
StepActor = Literal["applicant", "office"]
PersonalData = Literal["nik", "address"]
OfficeKind = Literal["ministry", "regional", "district", "subdistrict"]

REQUIREMENT_KINDS: tuple[str, ...] = get_args(RequirementKind)
TIME_UNITS: tuple[str, ...] = get_args(TimeUnit)
STEP_ACTORS: tuple[str, ...] = get_args(StepActor)
PERSONAL_DATA: tuple[str, ...] = get_args(PersonalData)
OFFICE_KINDS: tuple[str, ...] = get_args(OfficeKind)

# In the order in which they happen; a clock runs from an earlier to a later one.
CLOCK_EVENTS = ("received", "papers_complete", "product_ready", "handed_over")

# The six that must be published, then the eight that are kept inside: PermenPANRB 15/2014.
# Stored by key, never by number: the law lists the same fourteen in another order.
PUBLISHED_COMPONENTS = (
    "requirements",
    "procedure",
    "completion_time",
    "fee",
    "product",
    "complaint_handling",
)
INTERNAL_COMPONENTS = (
    "legal_basis",
    "facilities",
    "staff_competence",
    "internal_supervision",
    "staff_number",
    "service_guarantee",
    "safety_guarantee",
    "staff_evaluation",
)
COMPONENTS = PUBLISHED_COMPONENTS + INTERNAL_COMPONENTS


@dataclass(frozen=True, slots=True)
class SituationGroup:
    """A question to the citizen of which exactly one answer holds: `Siapa yang datang?`."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Situation:
    """Something that holds for this citizen and changes what is needed.

    Inside one group exactly one is chosen; without a group it is chosen or not, by itself.
    """

    key: str
    label: str
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """Persyaratan: needed always (no situations) or when any of its situations is chosen."""

    key: str
    text: str
    note: str
    kind: RequirementKind
    original: bool
    copies: int
    situations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProcedureStep:
    """One step as the citizen sees it; the office's own steps stand in the SOP."""

    actor: StepActor
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CompletionTime:
    """Jangka waktu: how much of which unit, counted from one event to another.

    An event is one of CLOCK_EVENTS or `step:<key>:done`, a step of the SOP of the same service.
    """

    amount: int
    unit: TimeUnit
    start_event: str
    stop_event: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fee:
    """One row of the tariff, in whole rupiah; free is an explicit 0, never a missing value.

    The row without situations is the usual one; others apply when any of theirs is chosen.
    """

    amount: int
    label: str
    rule: str
    article: str
    payment_channel: str
    source_checked: bool
    situations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Product:
    """What the citizen holds in the end, and for how long it is good."""

    items: tuple[str, ...]
    validity: str


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A rule the service stands on; `source_checked` says whether its text was seen by us."""

    rule: str
    title: str
    article: str
    about: str
    in_force: bool
    source: str
    source_checked: bool


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What the office must check in one component before it sets the standard."""

    component: str
    text: str


@dataclass(frozen=True, slots=True)
class StandardContent:
    """All fourteen components of one version of a standard, with its situations."""

    situation_groups: tuple[SituationGroup, ...]
    situations: tuple[Situation, ...]
    requirements: tuple[Requirement, ...]
    procedure: tuple[ProcedureStep, ...]
    completion_time: CompletionTime
    fee: tuple[Fee, ...]
    product: Product
    complaint_handling: tuple[str, ...]
    legal_basis: tuple[LegalBasis, ...]
    facilities: tuple[str, ...]
    staff_competence: tuple[str, ...]
    internal_supervision: tuple[str, ...]
    staff_number: tuple[str, ...]
    service_guarantee: tuple[str, ...]
    safety_guarantee: tuple[str, ...]
    staff_evaluation: tuple[str, ...]
    to_confirm: tuple[Confirmation, ...] = ()

    def to_data(self) -> dict[str, Any]:
        """Return plain data that `parse.content` reads back to an equal value."""
        data: dict[str, Any] = _plain(asdict(self))
        data["to_confirm"] = {row.component: row.text for row in self.to_confirm}
        return data


@dataclass(frozen=True, slots=True)
class Place:
    """Where the citizen goes: a few words for the tile, and a sentence."""

    label: str
    note: str


@dataclass(frozen=True, slots=True)
class Retirement:
    """The service is no longer given here from this day; where people go instead."""

    on: dt.date
    note: str
    redirect_name: str
    redirect_url: str


@dataclass(frozen=True, slots=True)
class Decree:
    """The decision that set the standard: number and date as they stand on paper."""

    number: str
    on: dt.date
    signatory: str


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """One file of the catalogue: a service, and its standard unless the service is retired.

    `asks` names the personal data the product itself needs, beyond a name and a way to be reached
    (UU 27/2022 article 16: only what the purpose needs).
    """

    key: str
    name: str
    summary: str
    category: str
    owner: str
    offered_by: tuple[str, ...]
    keywords: tuple[str, ...]
    asks: tuple[str, ...]
    place: Place
    is_proposal: bool
    decree: Decree | None
    effective_on: dt.date | None
    retirement: Retirement | None
    content: StandardContent | None


@dataclass(frozen=True, slots=True)
class Category:
    """A shelf of the catalogue, in the order of the file."""

    key: str
    label: str
    note: str


def _plain(value: Any) -> Any:
    """Tuples become lists: the data equals what comes back from JSON or YAML."""
    if isinstance(value, Mapping):
        return {key: _plain(child) for key, child in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(child) for child in value]
    return value
