"""What goes on paper: the slip a person takes home."""

from prima.complaints.documents.slip import Slip, slip

__all__ = ["Slip", "slip"]
