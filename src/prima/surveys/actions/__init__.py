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
from prima.surveys.actions.contacts import forget_contacts, note_call, request_contact
from prima.surveys.actions.draws import (
    draw_respondent,
    forget_links,
    send_invitation,
    withdraw_link,
)
from prima.surveys.actions.exclusions import exclude_answers
from prima.surveys.actions.interviews import (
    Contact,
    answer_for,
    forget_ways,
    note_no_answer,
    show_contact,
    take_list,
)
from prima.surveys.actions.paper import Typed, give_sheet, settle_sheet, type_sheet
from prima.surveys.actions.periods import close_period, run_periodic_work
from prima.surveys.actions.ruling import set_rule
from prima.surveys.actions.signals import note_office_network
from prima.surveys.actions.tablets import (
    add_tablet,
    answer_on_tablet,
    begin_turn,
    choose_tablet,
    pair_tablet,
    revoke_tablet,
)

__all__ = [
    "Contact",
    "LinkClosed",
    "Typed",
    "add_tablet",
    "answer_for",
    "answer_on_tablet",
    "answer_survey",
    "begin_turn",
    "change_answer",
    "choose_tablet",
    "close_answer",
    "close_period",
    "digest_of",
    "digest_of_one",
    "draw_respondent",
    "exclude_answers",
    "forget_contacts",
    "forget_links",
    "forget_owners",
    "forget_ways",
    "give_sheet",
    "mix_ballots",
    "note_call",
    "note_no_answer",
    "note_office_network",
    "pair_tablet",
    "request_contact",
    "revoke_tablet",
    "run_periodic_work",
    "send_invitation",
    "set_rule",
    "settle_sheet",
    "show_contact",
    "take_list",
    "type_sheet",
    "withdraw_link",
]
