"""The only door for other apps."""

from prima.complaints.events import ComplaintClosed, ComplaintReceived

__all__ = ["ComplaintClosed", "ComplaintReceived"]
