"""Reads for people, starting from who looks: staff by their roles, citizens by their code."""

from prima.cases.queries.cases import (
    CasePage,
    StepLine,
    case_for_receipt,
    case_page,
    cases_for,
    deadline,
    find_applications,
    step_lines,
)
from prima.cases.queries.figures import (
    MonthFigure,
    OfficeCount,
    ServiceFigure,
    month_figures,
    open_counts,
    public_figures,
)
from prima.cases.queries.invitations import offer_survey_by, survey_link
from prima.cases.queries.my_work import WorkLine, my_work, my_work_page
from prima.cases.queries.notices import (
    NoticeLine,
    lost_notices,
    notice_for,
    notice_lines,
    notices_to_send,
    other_lost_mail,
    troubled_mail,
)
from prima.cases.queries.tracking import TrackPage, case_with_code, find_by_code, track_page
from prima.cases.queries.turns import Turn, is_own, turns
from prima.cases.queries.work import (
    LateCase,
    Load,
    PersonLoad,
    carried_by_person,
    late_cases,
    open_duties,
    team_load,
)

__all__ = [
    "CasePage",
    "LateCase",
    "Load",
    "MonthFigure",
    "NoticeLine",
    "OfficeCount",
    "PersonLoad",
    "ServiceFigure",
    "StepLine",
    "TrackPage",
    "Turn",
    "WorkLine",
    "carried_by_person",
    "case_for_receipt",
    "case_page",
    "case_with_code",
    "cases_for",
    "deadline",
    "find_applications",
    "find_by_code",
    "is_own",
    "late_cases",
    "lost_notices",
    "month_figures",
    "my_work",
    "my_work_page",
    "notice_for",
    "notice_lines",
    "notices_to_send",
    "offer_survey_by",
    "open_counts",
    "open_duties",
    "other_lost_mail",
    "public_figures",
    "step_lines",
    "survey_link",
    "team_load",
    "track_page",
    "troubled_mail",
    "turns",
]
