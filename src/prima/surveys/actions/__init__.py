"""Everything that changes a survey: its rules and draws, the answers, the closing of a period."""

from prima.surveys.actions.answers import (
    LinkClosed,
    answer_survey,
    digest_of,
    digest_of_one,
    forget_owners,
    mix_ballots,
)
from prima.surveys.actions.changes import change_answer, close_answer
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
    "change_answer",
    "close_answer",
    "close_period",
    "digest_of",
    "digest_of_one",
    "draw_respondent",
    "forget_links",
    "forget_owners",
    "mix_ballots",
    "run_periodic_work",
    "send_invitation",
    "set_rule",
    "withdraw_link",
]
