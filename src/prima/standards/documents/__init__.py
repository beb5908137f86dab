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
from prima.standards.documents.faces import FormatLine, format_lines
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
    "format_lines",
    "minutes_named",
    "minutes_pdf",
    "regulation_facts",
    "retired_facts",
    "review_facts",
    "standard_facts",
    "standard_sheet",
]
