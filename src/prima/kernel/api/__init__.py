"""What the API routes of every app share: refusals, doors, pages, what is read from a body.

A route does what a page does: it fetches, calls one action and answers. The routes of an app are
in its `api`; they meet in `prima.config.api`.
"""

from prima.kernel.api.bodies import (
    Body,
    Day,
    Invalid,
    Line,
    Paragraph,
    Said,
    body_parser,
    each_once,
)
from prima.kernel.api.doors import ApiRequest, Guarded, need, staff
from prima.kernel.api.paging import Page, Paging, paged
from prima.kernel.api.problems import MEDIA_TYPE, is_call, problem, refused
from prima.kernel.api.versions import IF_MATCH, etag_of, known_revision, with_etag

__all__ = [
    "IF_MATCH",
    "MEDIA_TYPE",
    "ApiRequest",
    "Body",
    "Day",
    "Guarded",
    "Invalid",
    "Line",
    "Page",
    "Paging",
    "Paragraph",
    "Said",
    "body_parser",
    "each_once",
    "etag_of",
    "is_call",
    "known_revision",
    "need",
    "paged",
    "problem",
    "refused",
    "staff",
    "with_etag",
]
