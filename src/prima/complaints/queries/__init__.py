"""Reads: by code for the person who spoke, by hands for those who handle it."""

from prima.complaints.queries.inbox import MOST_FOUND, Line, by_words, inbox, one_for
from prima.complaints.queries.promise import promises_of
from prima.complaints.queries.receipts import receipt_to_send, receipts_to_send
from prima.complaints.queries.tracking import Paper, find_by_code, talk_of, with_pass
from prima.complaints.queries.typed import gives, offices_typed_for, services_typed_for

__all__ = [
    "MOST_FOUND",
    "Line",
    "Paper",
    "by_words",
    "find_by_code",
    "gives",
    "inbox",
    "offices_typed_for",
    "one_for",
    "promises_of",
    "receipt_to_send",
    "receipts_to_send",
    "services_typed_for",
    "talk_of",
    "with_pass",
]
