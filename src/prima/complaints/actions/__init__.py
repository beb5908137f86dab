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
from prima.complaints.actions.intake import Received, ReporterData, Submission, submit
from prima.complaints.actions.limits import set_limits
from prima.complaints.actions.placing import forward, place
from prima.complaints.actions.publishing import hold_back, show, take_down
from prima.complaints.actions.talking import reply
from prima.complaints.actions.unveiling import Contact, unveil

__all__ = [
    "Contact",
    "Received",
    "Reply",
    "ReporterData",
    "Submission",
    "answer",
    "ask",
    "ask_again",
    "assign",
    "classify",
    "close_silent",
    "confirm",
    "contest",
    "escalate",
    "forget_people",
    "forget_person",
    "forward",
    "give",
    "go_on_without",
    "hold_back",
    "note",
    "place",
    "propose_sop",
    "raise_clusters",
    "regrade",
    "reopen",
    "reply",
    "set_limits",
    "settle_cluster",
    "show",
    "submit",
    "take_down",
    "unveil",
    "uphold",
    "verify",
    "withdraw",
]
