"""Verbs that change complaints; each is one transaction with its entry."""

from prima.complaints.actions.checklist import give, go_on_without
from prima.complaints.actions.closing import (
    ask_again,
    close_silent,
    confirm,
    contest,
    reopen,
    withdraw,
)
from prima.complaints.actions.clusters import propose_sop, raise_clusters, settle_cluster
from prima.complaints.actions.deciding import assign, classify, uphold
from prima.complaints.actions.escalating import escalate
from prima.complaints.actions.forgetting import forget_people, forget_person
from prima.complaints.actions.handling import Reply, answer, ask, note, regrade, verify
from prima.complaints.actions.incoming import Incoming, Taken, office_for, take_in
from prima.complaints.actions.intake import Received, ReporterData, Submission, submit
from prima.complaints.actions.limits import set_limits
from prima.complaints.actions.mailbox import read_mailbox
from prima.complaints.actions.marking import mark_unmarked, marks_for
from prima.complaints.actions.messaging import confirm_receipt, open_receipt, take_messages
from prima.complaints.actions.naming import name_reported
from prima.complaints.actions.national import hand_over, link_national, take_list
from prima.complaints.actions.placing import forward, place
from prima.complaints.actions.publishing import hold_back, show, take_down
from prima.complaints.actions.talking import reply
from prima.complaints.actions.unveiling import Contact, unveil

__all__ = [
    "Contact",
    "Incoming",
    "Received",
    "Reply",
    "ReporterData",
    "Submission",
    "Taken",
    "answer",
    "ask",
    "ask_again",
    "assign",
    "classify",
    "close_silent",
    "confirm",
    "confirm_receipt",
    "contest",
    "escalate",
    "forget_people",
    "forget_person",
    "forward",
    "give",
    "go_on_without",
    "hand_over",
    "hold_back",
    "link_national",
    "mark_unmarked",
    "marks_for",
    "name_reported",
    "note",
    "office_for",
    "open_receipt",
    "place",
    "propose_sop",
    "raise_clusters",
    "read_mailbox",
    "regrade",
    "reopen",
    "reply",
    "set_limits",
    "settle_cluster",
    "show",
    "submit",
    "take_down",
    "take_in",
    "take_list",
    "take_messages",
    "unveil",
    "uphold",
    "verify",
    "withdraw",
]
