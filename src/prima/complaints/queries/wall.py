"""What hangs on the notice board of an office."""

from __future__ import annotations

from django.db.models import QuerySet

from prima.complaints.models import Complaint
from prima.offices.public import Office


def unfinished(office: Office) -> QuerySet[Complaint]:
    """Open reports in the hands of an office, by number: never in the order they came.

    Where somebody of the office is named, the report is in the hands of the office above and hangs
    there: its existence is not told to those it is about.
    """
    return Complaint.objects.open().filter(handling_office=office).order_by("number")
