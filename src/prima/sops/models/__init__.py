"""Procedures, their versions, and how a version comes to be."""

from prima.sops.models.drafts import DraftComment, DraftMove, SopDraft
from prima.sops.models.rows import SopRow
from prima.sops.models.versions import Sop, SopVersion, SopWithdrawal, known_automaton

__all__ = [
    "DraftComment",
    "DraftMove",
    "Sop",
    "SopDraft",
    "SopRow",
    "SopVersion",
    "SopWithdrawal",
    "known_automaton",
]
