"""Procedures, their versions, and how a version comes to be."""

from prima.sops.models.adaptations import SopAdaptation
from prima.sops.models.copies import Likeness
from prima.sops.models.drafts import DraftComment, DraftMove, SopDraft
from prima.sops.models.processes import BusinessProcess, OfficeProcessMap, ProcessRelation
from prima.sops.models.reading import Acknowledgement, DistributionEntry, ReadingReminder
from prima.sops.models.rows import SopRow
from prima.sops.models.sources import CopyReport, CopySource, copy_report, copy_sources
from prima.sops.models.versions import Sop, SopVersion, SopWithdrawal, known_automaton

__all__ = [
    "Acknowledgement",
    "BusinessProcess",
    "CopyReport",
    "CopySource",
    "DistributionEntry",
    "DraftComment",
    "DraftMove",
    "Likeness",
    "OfficeProcessMap",
    "ProcessRelation",
    "ReadingReminder",
    "Sop",
    "SopAdaptation",
    "SopDraft",
    "SopRow",
    "SopVersion",
    "SopWithdrawal",
    "copy_report",
    "copy_sources",
    "known_automaton",
]
