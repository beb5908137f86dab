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
