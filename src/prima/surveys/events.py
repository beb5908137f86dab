"""What happened in a survey, for the apps above; ids and figures only, never an answer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class LowElement:
    """A period was closed with enough answers, and this is one of its three lowest elements.

    `mean_permille` is the mean answer (NRR) times 1,000.
    """

    office_id: int
    period_id: int
    element: str
    mean_permille: int
    at: datetime


@dataclass(frozen=True, slots=True)
class AnswerRequestsContact:
    """Somebody who answered asks to be called; `request_id` names a `ContactRequest`."""

    request_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class FeeSaidOnFreeService:
    """More answers of a closed period than chance explains say that a free service cost something.

    A suspicion of an illegal levy, never a proof (PermenPANRB 14/2017, U4 "gratis"), to be looked
    into by the office above or whoever guards its gifts, and told to nobody who leads it. Nothing
    in it leads to a person: counts of a whole period, from ten answers on, no day and no answer.
    `service_id` is None where no service alone has enough of them.
    """

    office_id: int
    service_id: int | None
    period_id: int
    count: int
    base: int
    at: datetime
