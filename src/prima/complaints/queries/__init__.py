"""Reads: by code for the person who spoke, by hands for those who handle it."""

from prima.complaints.queries.inbox import Line, inbox, one_for
from prima.complaints.queries.tracking import find_by_code, talk_of, with_pass

__all__ = ["Line", "find_by_code", "inbox", "one_for", "talk_of", "with_pass"]
