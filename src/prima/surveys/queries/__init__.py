"""Reads: the invitation behind a link, the citizen's own link, and the figures anybody may see."""

from prima.surveys.queries.asking import invitation_link_for, open_invitation, order_for
from prima.surveys.queries.figures import (
    MOST_WINDOWS,
    ElementFigure,
    PublishedFigure,
    latest_of_each,
    public_index,
    published_figures,
    surveyed_offices,
    top_office,
)
from prima.surveys.queries.owned import OwnAnswer, own_answer
from prima.surveys.queries.profiles import respondent_profile
from prima.surveys.queries.records import RecordCheck, check_records
from prima.surveys.queries.reports import (
    charted,
    element_means,
    elements_of,
    offer_follow_up_by,
    publishable,
    report_of,
)

__all__ = [
    "MOST_WINDOWS",
    "ElementFigure",
    "OwnAnswer",
    "PublishedFigure",
    "RecordCheck",
    "charted",
    "check_records",
    "element_means",
    "elements_of",
    "invitation_link_for",
    "latest_of_each",
    "offer_follow_up_by",
    "open_invitation",
    "order_for",
    "own_answer",
    "public_index",
    "publishable",
    "published_figures",
    "report_of",
    "respondent_profile",
    "surveyed_offices",
    "top_office",
]
