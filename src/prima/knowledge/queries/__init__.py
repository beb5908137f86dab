"""Reads of shared answers and of the desk, shaped for pages."""

from prima.knowledge.queries.answers import (
    Line,
    articles_for,
    counts_for,
    lines,
    matching,
    offices_of_writers,
    public_answers,
    published_for,
    versions_for,
    visible_articles,
)
from prima.knowledge.queries.desk import (
    DeskFigures,
    desk_figures,
    offices_of_desk,
    unanswered,
)

__all__ = [
    "DeskFigures",
    "Line",
    "articles_for",
    "counts_for",
    "desk_figures",
    "lines",
    "matching",
    "offices_of_desk",
    "offices_of_writers",
    "public_answers",
    "published_for",
    "unanswered",
    "versions_for",
    "visible_articles",
]
