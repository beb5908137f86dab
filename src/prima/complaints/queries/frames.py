"""Frames for answers, and who wants to approve."""

from __future__ import annotations

from django.db.models import QuerySet

from prima.complaints.models import AnswerFrame, ApprovalRule, Complaint
from prima.kernel.actors import Actor
from prima.offices.public import Office


def frames_for(complaint: Complaint) -> QuerySet[AnswerFrame]:
    """Those of the office that has it in hand, and of all above it."""
    lineage = complaint.handling_office.lineage
    return _kept().filter(office__key__in=lineage).order_by("title", "pk")


def frames_of(offices: QuerySet[Office]) -> QuerySet[AnswerFrame]:
    """Those of these offices."""
    found = _kept().filter(office__in=offices).select_related("office")
    return found.order_by("title", "pk")


def offices_of_frames(actor: Actor) -> QuerySet[Office]:
    """Where this person keeps frames."""
    ids = actor.offices_with("handle_complaints") | actor.offices_with("decide_complaints")
    return Office.objects.filter(pk__in=ids).order_by("name")


def wants_approval(office: Office) -> bool:
    """Whether answers of the office are approved before they are sent."""
    return ApprovalRule.objects.filter(office=office, ended_at=None).exists()


def _kept() -> QuerySet[AnswerFrame]:
    return AnswerFrame.objects.filter(retired_at=None)
