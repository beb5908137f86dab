"""Reads for people and for the nightly look: requests, copies, what has been kept long enough."""

from prima.privacy.queries.copies import copy_of
from prima.privacy.queries.register import RegisterLine, public_register, reference_page
from prima.privacy.queries.requests import (
    NikViews,
    RequestLine,
    line_of,
    nik_views,
    request_for,
    requests_for,
    requests_of,
)
from prima.privacy.queries.retention import (
    PlanLine,
    announced_for,
    plan,
)

__all__ = [
    "NikViews",
    "PlanLine",
    "RegisterLine",
    "RequestLine",
    "announced_for",
    "copy_of",
    "line_of",
    "nik_views",
    "plan",
    "public_register",
    "reference_page",
    "request_for",
    "requests_for",
    "requests_of",
]
