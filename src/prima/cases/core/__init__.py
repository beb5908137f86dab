"""Pure values and calculation: the application, and the one deadline everybody shows."""

from prima.cases.core.application import Applicant, CorrectionPoint, GivenPaper, Receiver
from prima.cases.core.deadline import Calendar, CaseClock, CaseDeadline, DeadlineState, deadline_of

__all__ = [
    "Applicant",
    "Calendar",
    "CaseClock",
    "CaseDeadline",
    "CorrectionPoint",
    "DeadlineState",
    "GivenPaper",
    "Receiver",
    "deadline_of",
]
