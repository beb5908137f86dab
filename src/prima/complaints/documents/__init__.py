"""What goes on paper: the slip a person takes home, the sheet on the door."""

from prima.complaints.documents.door import door_pdf
from prima.complaints.documents.slip import Slip, slip

__all__ = ["Slip", "door_pdf", "slip"]
