"""The procedure as people read it: words of its table, and its papers."""

from prima.sops.documents.closing import closing_lines, moment, spent
from prima.sops.documents.comparison import ComparedRow, Comparison, comparison
from prima.sops.documents.compliance import (
    LABELS,
    Begun,
    FaultLine,
    compliance_csv,
    fault_lines,
)
from prima.sops.documents.copies import SharedRow, shared_row
from prima.sops.documents.findings import SEVERITIES, FindingLine, finding_lines
from prima.sops.documents.identity import identity_cells
from prima.sops.documents.poster import POSTERS, poster_pdf
from prima.sops.documents.sheet import PAPERS, Paper, sop_pdf
from prima.sops.documents.table import Row, Table, duration, table
from prima.sops.documents.word import sop_docx

__all__ = [
    "LABELS",
    "PAPERS",
    "POSTERS",
    "SEVERITIES",
    "Begun",
    "ComparedRow",
    "Comparison",
    "FaultLine",
    "FindingLine",
    "Paper",
    "Row",
    "SharedRow",
    "Table",
    "closing_lines",
    "comparison",
    "compliance_csv",
    "duration",
    "fault_lines",
    "finding_lines",
    "identity_cells",
    "moment",
    "poster_pdf",
    "shared_row",
    "sop_docx",
    "sop_pdf",
    "spent",
    "table",
]
