"""Verbs that change complaints; each is one transaction with its entry."""

from prima.complaints.actions.answering import (
    Explanation,
    Reply,
    answer,
    approve,
    explain,
    give_back,
)
from prima.complaints.actions.callbacks import draw_call_backs, note_call, open_call
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
from prima.complaints.actions.deciding import assign, classify, locate, uphold
from prima.complaints.actions.escalating import escalate
from prima.complaints.actions.forgetting import forget_people, forget_person
from prima.complaints.actions.frames import FrameText, keep_frame, retire_frame, set_approval
from prima.complaints.actions.handling import ask, note, regrade, verify
from prima.complaints.actions.incoming import Incoming, Taken, office_for, take_in
from prima.complaints.actions.intake import Received, ReporterData, Submission, submit
from prima.complaints.actions.limits import set_limits
from prima.complaints.actions.mailbox import read_mailbox
from prima.complaints.actions.marking import mark_unmarked, marks_for
from prima.complaints.actions.merging import merge, part
from prima.complaints.actions.messaging import confirm_receipt, open_receipt, take_messages
from prima.complaints.actions.naming import name_reported
from prima.complaints.actions.national import hand_over, link_national, take_list
from prima.complaints.actions.placing import forward, place
from prima.complaints.actions.publishing import hold_back, show, take_down
from prima.complaints.actions.slips import Printed, SlipRefused, print_slips, spoil_slips
from prima.complaints.actions.talking import reply
from prima.complaints.actions.unveiling import Contact, unveil
from prima.complaints.actions.years import keep_year

__all__ = [
    "Contact",
    "Explanation",
    "FrameText",
    "Incoming",
    "Printed",
    "Received",
    "Reply",
    "ReporterData",
    "SlipRefused",
    "Submission",
    "Taken",
    "answer",
    "approve",
    "ask",
    "ask_again",
    "assign",
    "classify",
    "close_silent",
    "confirm",
    "confirm_receipt",
    "contest",
    "draw_call_backs",
    "escalate",
    "explain",
    "forget_people",
    "forget_person",
    "forward",
    "give",
    "give_back",
    "go_on_without",
    "hand_over",
    "hold_back",
    "keep_frame",
    "keep_year",
    "link_national",
    "locate",
    "mark_unmarked",
    "marks_for",
    "merge",
    "name_reported",
    "note",
    "note_call",
    "office_for",
    "open_call",
    "open_receipt",
    "part",
    "place",
    "print_slips",
    "propose_sop",
    "raise_clusters",
    "read_mailbox",
    "regrade",
    "reopen",
    "reply",
    "retire_frame",
    "set_approval",
    "set_limits",
    "settle_cluster",
    "show",
    "spoil_slips",
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
