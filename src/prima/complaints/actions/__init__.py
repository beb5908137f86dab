"""Verbs that change complaints; each is one transaction with its entry."""

from prima.complaints.actions.closing import close_silent, confirm, contest, reopen, withdraw
from prima.complaints.actions.clusters import propose_sop, raise_clusters, settle_cluster
from prima.complaints.actions.forgetting import forget_people, forget_person
from prima.complaints.actions.handling import Reply, answer, ask, note, verify
from prima.complaints.actions.intake import Received, ReporterData, Submission, submit
from prima.complaints.actions.talking import reply

__all__ = [
    "Received",
    "Reply",
    "ReporterData",
    "Submission",
    "answer",
    "ask",
    "close_silent",
    "confirm",
    "contest",
    "forget_people",
    "forget_person",
    "note",
    "propose_sop",
    "raise_clusters",
    "reopen",
    "reply",
    "settle_cluster",
    "submit",
    "verify",
    "withdraw",
]
