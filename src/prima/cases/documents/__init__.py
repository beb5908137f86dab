"""What goes on paper: the receipt of an application, and forms M and E of a procedure."""

from prima.cases.documents.assessments import (
    assessment_facts,
    assessment_pdf,
    assessment_rows,
    assessment_source,
)
from prima.cases.documents.receipt import (
    fee_words,
    promise_sentence,
    promised_time,
    receipt,
    receipt_pdf,
    tracking_address,
)

__all__ = [
    "assessment_facts",
    "assessment_pdf",
    "assessment_rows",
    "assessment_source",
    "fee_words",
    "promise_sentence",
    "promised_time",
    "receipt",
    "receipt_pdf",
    "tracking_address",
]
