"""Rows of complaints: what was said, by whom, what happened, and until when."""

from prima.complaints.models.clusters import ComplaintCluster
from prima.complaints.models.complaint import Complaint, ComplaintFile, ReportedStaff
from prima.complaints.models.deadlines import ComplaintDeadline, ComplaintPause
from prima.complaints.models.events import ComplaintEvent
from prima.complaints.models.intake import IntakeMessage
from prima.complaints.models.limits import OfficeLimit
from prima.complaints.models.marks import ComplaintMarks
from prima.complaints.models.missing import MissingItem
from prima.complaints.models.national import NationalCopy
from prima.complaints.models.objections import Objection
from prima.complaints.models.placing import Arbitration, Escalation, Forward
from prima.complaints.models.publishing import ModerationDecision, PublicSummary
from prima.complaints.models.reporter import Reporter

__all__ = [
    "Arbitration",
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
    "MissingItem",
    "ModerationDecision",
    "NationalCopy",
    "Objection",
    "OfficeLimit",
    "PublicSummary",
    "ReportedStaff",
    "Reporter",
]
