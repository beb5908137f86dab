"""Receipts somebody of the office has to send by hand."""

from __future__ import annotations

from prima.complaints.models import Complaint
from prima.kernel.messages import OutgoingMessage


def receipts_to_send(complaint: Complaint) -> list[OutgoingMessage]:
    """Prepared for WhatsApp and not sent yet."""
    return list(OutgoingMessage.objects.about(complaint).for_officer().order_by("pk"))


def receipt_to_send(complaint: Complaint, pk: int) -> OutgoingMessage | None:
    """One of them."""
    return OutgoingMessage.objects.about(complaint).for_officer().filter(pk=pk).first()
