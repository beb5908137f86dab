"""The only door for other apps."""

from prima.surveys.actions import (
    answer_survey,
    close_period,
    draw_respondent,
    forget_contacts,
    forget_links,
    run_periodic_work,
    set_rule,
)
from prima.surveys.core import instrument_files
from prima.surveys.core import rollup as answer_rollup
from prima.surveys.core.elements import ELEMENTS, KEYS, Element
from prima.surveys.core.index import SatisfactionIndex
from prima.surveys.core.reading import opening as table_files
from prima.surveys.core.reading import results as answer_results
from prima.surveys.core.reading import sheets as answer_sheets
from prima.surveys.core.report import FollowUpRow, SurveyReport
from prima.surveys.core.words.stems import stems_of
from prima.surveys.documents import publication_pdf, report_pdf, workbook
from prima.surveys.events import AnswerRequestsContact, FeeSaidOnFreeService, LowElement
from prima.surveys.models import SurveyPeriod
from prima.surveys.queries import (
    ElementFigure,
    PublishedFigure,
    element_means,
    invitation_link_for,
    offer_follow_up_by,
    public_index,
    published_figures,
    report_of,
)
from prima.surveys.rules import (
    Order,
    PeriodLength,
    Window,
    chain_of,
    closes_on,
    is_enough,
    local_day,
)

__all__ = [
    "ELEMENTS",
    "KEYS",
    "AnswerRequestsContact",
    "Element",
    "ElementFigure",
    "FeeSaidOnFreeService",
    "FollowUpRow",
    "LowElement",
    "Order",
    "PeriodLength",
    "PublishedFigure",
    "SatisfactionIndex",
    "SurveyPeriod",
    "SurveyReport",
    "Window",
    "answer_results",
    "answer_rollup",
    "answer_sheets",
    "answer_survey",
    "chain_of",
    "close_period",
    "closes_on",
    "draw_respondent",
    "element_means",
    "forget_contacts",
    "forget_links",
    "instrument_files",
    "invitation_link_for",
    "is_enough",
    "local_day",
    "offer_follow_up_by",
    "public_index",
    "publication_pdf",
    "published_figures",
    "report_of",
    "report_pdf",
    "run_periodic_work",
    "set_rule",
    "stems_of",
    "table_files",
    "workbook",
]
