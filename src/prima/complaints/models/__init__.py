"""Rows of complaints: what was said, by whom, what happened, and until when."""

from prima.complaints.models.callbacks import CallBack
from prima.complaints.models.clusters import ComplaintCluster
from prima.complaints.models.complaint import Complaint, ComplaintFile, ReportedStaff
from prima.complaints.models.deadlines import ComplaintDeadline, ComplaintPause
from prima.complaints.models.drafts import AnswerDraft, AnswerFrame, ApprovalRule
from prima.complaints.models.events import ComplaintEvent
from prima.complaints.models.intake import IntakeMessage
from prima.complaints.models.limits import OfficeLimit
from prima.complaints.models.marks import ComplaintMarks
from prima.complaints.models.merging import Merge
from prima.complaints.models.missing import MissingItem
from prima.complaints.models.national import NationalCopy
from prima.complaints.models.objections import Objection
from prima.complaints.models.placing import Arbitration, Escalation, Forward
from prima.complaints.models.publishing import ModerationDecision, PublicSummary
from prima.complaints.models.reporter import Reporter
from prima.complaints.models.slips import PrintedSlip
from prima.complaints.models.sources import AnswerSource
from prima.complaints.models.years import YearFigures

__all__ = [
    "AnswerDraft",
    "AnswerFrame",
    "AnswerSource",
    "ApprovalRule",
    "Arbitration",
    "CallBack",
    "Complaint",
    "ComplaintCluster",
    "ComplaintDeadline",
    "ComplaintEvent",
    "ComplaintFile",
    "ComplaintMarks",
    "ComplaintPause",
    "Escalation",
    "Forward",
    "IntakeMessage",
    "Merge",
    "MissingItem",
    "ModerationDecision",
    "NationalCopy",
    "Objection",
    "OfficeLimit",
    "PrintedSlip",
    "PublicSummary",
    "ReportedStaff",
    "Reporter",
    "YearFigures",
]
