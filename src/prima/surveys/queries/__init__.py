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

__all__ = [
    "MOST_WINDOWS",
    "ElementFigure",
    "PublishedFigure",
    "invitation_link_for",
    "latest_of_each",
    "open_invitation",
    "order_for",
    "public_index",
    "published_figures",
    "surveyed_offices",
    "top_office",
]
