"""What goes on paper: the slip a person takes home, the sheet on the door, the signed receipt."""

from prima.complaints.documents.door import door_pdf
from prima.complaints.documents.national import national_workbook
from prima.complaints.documents.pack import ombudsman_pack
from prima.complaints.documents.receipt import SignedReceipt, checker_page, signed_receipt
from prima.complaints.documents.slip import Slip, slip
from prima.complaints.documents.slips import slips_pdf
from prima.complaints.documents.wall import wall_pdf

__all__ = [
    "SignedReceipt",
    "Slip",
    "checker_page",
    "door_pdf",
    "national_workbook",
    "ombudsman_pack",
    "signed_receipt",
    "slip",
    "slips_pdf",
    "wall_pdf",
]
