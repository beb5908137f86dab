"""The survey on paper: report, sheet for the notice board, workbook.

They take a `core.report.SurveyReport` and need neither a database nor settings.
"""

from prima.surveys.documents.publication import publication_pdf
from prima.surveys.documents.report import report_pdf
from prima.surveys.documents.workbook import workbook

__all__ = ["publication_pdf", "report_pdf", "workbook"]
