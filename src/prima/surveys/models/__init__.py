"""Draws, the ballot box, answers, and the figures of closed periods."""

from prima.surveys.models.answers import (
    AddedUp,
    Ballot,
    SurveyComment,
    SurveyResponse,
    SurveyResponseQuerySet,
    owner_key,
)
from prima.surveys.models.asking import (
    TOKEN_LENGTH,
    Invitation,
    InvitationQuerySet,
    SurveyRule,
)
from prima.surveys.models.contacts import ContactRequest
from prima.surveys.models.exclusions import SurveyExclusion
from prima.surveys.models.periods import ServiceSums, SurveyPeriod
from prima.surveys.models.profiles import ProfileCount
from prima.surveys.models.signals import (
    FEE_SAID,
    OfficeNetwork,
    SignalKind,
    SurveySignal,
    TraceCount,
)
from prima.surveys.models.ways import (
    AskingTally,
    AskingTask,
    PaperEntry,
    PaperSheet,
    SurveyTablet,
    TabletDesk,
    TabletTurn,
)

__all__ = [
    "FEE_SAID",
    "TOKEN_LENGTH",
    "AddedUp",
    "AskingTally",
    "AskingTask",
    "Ballot",
    "ContactRequest",
    "Invitation",
    "InvitationQuerySet",
    "OfficeNetwork",
    "PaperEntry",
    "PaperSheet",
    "ProfileCount",
    "ServiceSums",
    "SignalKind",
    "SurveyComment",
    "SurveyExclusion",
    "SurveyPeriod",
    "SurveyResponse",
    "SurveyResponseQuerySet",
    "SurveyRule",
    "SurveySignal",
    "SurveyTablet",
    "TabletDesk",
    "TabletTurn",
    "TraceCount",
    "owner_key",
]
