"""What a later floor offers to the applicant on the tracking page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

SurveyLink = Callable[[int, datetime], str | None]


def _nothing(_case_id: int, _at: datetime) -> str | None:
    return None


_survey_link: SurveyLink = _nothing


def offer_survey_by(provider: SurveyLink) -> None:
    """Let surveys say whether the applicant of a case was drawn; asked only for the applicant."""
    global _survey_link  # noqa: PLW0603  set once while applications start
    _survey_link = provider


def survey_link(case_id: int, at: datetime) -> str | None:
    """The address of the survey for the applicant of this case, or None."""
    return _survey_link(case_id, at)
