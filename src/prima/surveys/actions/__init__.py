"""Everything that changes a survey: its rules and draws, the answers, the closing of a period."""

from prima.surveys.actions.answers import LinkClosed, answer_survey, digest_of, mix_ballots
from prima.surveys.actions.draws import (
    draw_respondent,
    forget_links,
    send_invitation,
    set_rule,
    withdraw_link,
)
from prima.surveys.actions.periods import close_period, run_periodic_work

__all__ = [
    "LinkClosed",
    "answer_survey",
    "close_period",
    "digest_of",
    "draw_respondent",
    "forget_links",
    "mix_ballots",
    "run_periodic_work",
    "send_invitation",
    "set_rule",
    "withdraw_link",
]
