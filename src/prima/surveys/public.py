"""The only door for other apps."""

from prima.surveys.actions import (
    answer_survey,
    close_period,
    draw_respondent,
    forget_links,
    run_periodic_work,
    set_rule,
)
from prima.surveys.core.elements import ELEMENTS, KEYS, Element
from prima.surveys.core.index import SatisfactionIndex
from prima.surveys.queries import (
    ElementFigure,
    PublishedFigure,
    invitation_link_for,
    public_index,
    published_figures,
)
from prima.surveys.rules import Order, PeriodLength, Window

__all__ = [
    "ELEMENTS",
    "KEYS",
    "Element",
    "ElementFigure",
    "Order",
    "PeriodLength",
    "PublishedFigure",
    "SatisfactionIndex",
    "Window",
    "answer_survey",
    "close_period",
    "draw_respondent",
    "forget_links",
    "invitation_link_for",
    "public_index",
    "published_figures",
    "run_periodic_work",
    "set_rule",
]
