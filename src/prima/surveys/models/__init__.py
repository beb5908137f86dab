"""Draws, the ballot box, answers, and the figures of closed periods."""

from prima.surveys.models.answers import (
    AddedUp,
    Ballot,
    SurveyComment,
    SurveyResponse,
    SurveyResponseQuerySet,
)
from prima.surveys.models.asking import (
    TOKEN_LENGTH,
    Invitation,
    InvitationQuerySet,
    SurveyRule,
)
from prima.surveys.models.periods import SurveyPeriod

__all__ = [
    "TOKEN_LENGTH",
    "AddedUp",
    "Ballot",
    "Invitation",
    "InvitationQuerySet",
    "SurveyComment",
    "SurveyPeriod",
    "SurveyResponse",
    "SurveyResponseQuerySet",
    "SurveyRule",
]
