"""Reads: the invitation behind a link, the citizen's own link, and the figures anybody may see."""

from prima.surveys.queries.askers import asking_offices
from prima.surveys.queries.asking import invitation_link_for, open_invitation, order_for
from prima.surveys.queries.comparison import (
    OfficeLine,
    OfficesCompared,
    offices_above,
    offices_compared,
    windows_below,
)
from prima.surveys.queries.contacts import contacts_for
from prima.surveys.queries.exclusions import Exclusions, exclusions_in, period_to_exclude
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
    BANDS,
    charted,
    element_means,
    elements_of,
    offer_follow_up_by,
    publishable,
    report_of,
)
from prima.surveys.queries.ruling import DAYS as LOOKBACK_DAYS
from prima.surveys.queries.ruling import (
    Lookback,
    RuleLine,
    lookback,
    office_to_rule,
    rule_line,
    rule_lines,
)
from prima.surveys.queries.signals import SignalGroup, SignalLine, signals_for
from prima.surveys.queries.voices import Heard, heard_in, periods_heard, topics_said
from prima.surveys.queries.ways import (
    SheetLine,
    offices_for_tablets,
    readings_of,
    sheet_to_settle,
    sheets_for,
    tablet_at_desk,
    tablet_of,
    tablets_at_work,
    tablets_for,
    task_for,
    tasks_for,
    tasks_given,
    turn_of,
)

__all__ = [
    "BANDS",
    "LOOKBACK_DAYS",
    "MOST_WINDOWS",
    "ElementFigure",
    "Exclusions",
    "Heard",
    "Lookback",
    "OfficeLine",
    "OfficesCompared",
    "OwnAnswer",
    "PublishedFigure",
    "RecordCheck",
    "RuleLine",
    "SheetLine",
    "SignalGroup",
    "SignalLine",
    "asking_offices",
    "charted",
    "check_records",
    "contacts_for",
    "element_means",
    "elements_of",
    "exclusions_in",
    "heard_in",
    "invitation_link_for",
    "latest_of_each",
    "lookback",
    "offer_follow_up_by",
    "office_to_rule",
    "offices_above",
    "offices_compared",
    "offices_for_tablets",
    "open_invitation",
    "order_for",
    "own_answer",
    "period_to_exclude",
    "periods_heard",
    "public_index",
    "publishable",
    "published_figures",
    "readings_of",
    "report_of",
    "respondent_profile",
    "rule_line",
    "rule_lines",
    "sheet_to_settle",
    "sheets_for",
    "signals_for",
    "surveyed_offices",
    "tablet_at_desk",
    "tablet_of",
    "tablets_at_work",
    "tablets_for",
    "task_for",
    "tasks_for",
    "tasks_given",
    "top_office",
    "topics_said",
    "turn_of",
    "windows_below",
]
