"""What people read of standards, drafts, consultations and charters, on the page and on paper."""

from prima.standards.documents.charter import (
    charter_facts,
    charter_poster,
    charter_sheet,
)
from prima.standards.documents.consultations import (
    consultation_facts,
    consultation_gaps,
    minutes_named,
    minutes_pdf,
)
from prima.standards.documents.drafting import DraftPart, compared, draft_parts
from prima.standards.documents.faces import (
    FaultLine,
    FormatLine,
    fault_lines,
    format_lines,
    refusal_text,
)
from prima.standards.documents.standard import (
    content_sheet,
    end_facts,
    regulation_facts,
    retired_facts,
    review_facts,
    standard_facts,
    standard_sheet,
)

__all__ = [
    "DraftPart",
    "FaultLine",
    "FormatLine",
    "charter_facts",
    "charter_poster",
    "charter_sheet",
    "compared",
    "consultation_facts",
    "consultation_gaps",
    "content_sheet",
    "draft_parts",
    "end_facts",
    "fault_lines",
    "format_lines",
    "minutes_named",
    "minutes_pdf",
    "refusal_text",
    "regulation_facts",
    "retired_facts",
    "review_facts",
    "standard_facts",
    "standard_sheet",
]
