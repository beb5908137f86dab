"""The only door for other apps."""

from prima.improvements.actions import (
    Plan,
    drop_action,
    finish_action,
    issue_report,
    open_action,
    plan_action,
    propose,
    start_action,
)
from prima.improvements.models import ImprovementAction, ReportIssue
from prima.improvements.queries import follow_up_rows, period_lines

__all__ = [
    "ImprovementAction",
    "Plan",
    "ReportIssue",
    "drop_action",
    "finish_action",
    "follow_up_rows",
    "issue_report",
    "open_action",
    "period_lines",
    "plan_action",
    "propose",
    "start_action",
]
