"""Rows of the delivery: a case, its work, its papers, and the times its clock stood still."""

from prima.cases.models.assessments import SopAssessment
from prima.cases.models.case import Case
from prima.cases.models.corrections import CorrectionItem, CorrectionRequest
from prima.cases.models.papers import CaseFile, CasePaper
from prima.cases.models.pauses import DeadlineMove, Hold, LateWarning
from prima.cases.models.unsent import UnsentFile
from prima.cases.models.versions import VersionDecision
from prima.cases.models.work import WorkItem

__all__ = [
    "Case",
    "CaseFile",
    "CasePaper",
    "CorrectionItem",
    "CorrectionRequest",
    "DeadlineMove",
    "Hold",
    "LateWarning",
    "SopAssessment",
    "UnsentFile",
    "VersionDecision",
    "WorkItem",
]
