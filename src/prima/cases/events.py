"""What happened to a case, for the apps above; ids only."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """What every event of a case says."""

    case_id: int
    office_id: int
    service_id: int
    at: datetime


class CaseOpened(CaseEvent):
    """An application was received."""


class CorrectionRequested(CaseEvent):
    """The applicant was asked to put something right; the clock stands still."""


class CorrectionAnswered(CaseEvent):
    """The applicant answered; the clock runs again."""


class ProductReady(CaseEvent):
    """The product may be fetched."""


class ProductHandedOver(CaseEvent):
    """The product is in the applicant's hands."""


class CaseCompleted(CaseEvent):
    """The last row of the procedure is done."""


class CaseRefused(CaseEvent):
    """The application was refused, with a reason."""


class CaseWithdrawn(CaseEvent):
    """The applicant took the application back."""


class PersonErased(CaseEvent):
    """Nothing may lead to the applicant any more; what a later app keeps of them goes too."""


class ConsentWithdrawn(CaseEvent):
    """The applicant wants no notice and no question any more."""
